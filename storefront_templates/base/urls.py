"""Addresses that belong to no audience: language, install data, the worker for weak connections."""

from django.urls import path
from django.views.i18n import set_language

from storefront_templates.base import views

urlpatterns = [
    path("sprache/", set_language, name="set_language"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("sw.js", views.service_worker, name="service_worker"),
    path("offline/", views.offline, name="offline"),
]
