from django.urls import path

from marketplace.saleor import views

app_name = "saleor"

urlpatterns = [
    path("manifest.json", views.app_manifest, name="manifest"),
    path("register/", views.register, name="register"),
    path("webhooks/<slug:event>/", views.webhook, name="webhook"),
]
