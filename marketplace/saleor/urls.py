from django.urls import path

from marketplace.saleor import views

app_name = "saleor"

urlpatterns = [path("webhooks/<slug:event>/", views.webhook, name="webhook")]
