"""Pages of the driver, below /pooled-delivery/."""

from django.urls import path

from plugins.pooled_delivery import views

app_name = "pooled_delivery"

urlpatterns = [
    path("", views.tours, name="tours"),
    path("<int:pk>/", views.tour, name="tour"),
    path("<int:pk>/liste/", views.tour_sheet, name="sheet"),
    path("halt/<int:pk>/erledigt/", views.complete, name="complete"),
    path("halt/<int:pk>/nicht-angetroffen/", views.not_met, name="not_met"),
    path("halt/<int:pk>/zurueck/", views.reopen, name="reopen"),
]
