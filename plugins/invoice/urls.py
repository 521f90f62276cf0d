from django.urls import path

from plugins.invoice import views

app_name = "invoice"
urlpatterns = [
    path("<int:pk>/", views.paper, name="paper"),
    path("<str:token>/<int:pk>/", views.paper_by_token, name="paper-by-token"),
    path("<slug:vendor>/konditionen/", views.terms, name="terms"),
]
