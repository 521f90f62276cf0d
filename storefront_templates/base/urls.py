"""Addresses that belong to no audience: language, install data, the worker for weak connections."""

from django.conf import settings
from django.urls import path
from django.views.i18n import set_language

from storefront_templates.base import views

urlpatterns = [
    path("sprache/", set_language, name="set_language"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("sw.js", views.service_worker, name="service_worker"),
    path("offline/", views.offline, name="offline"),
]

# Pictures lie in a folder of this machine unless MEDIA_URL names a store elsewhere.
if settings.MEDIA_URL.startswith("/"):
    urlpatterns.append(path(f"{settings.MEDIA_URL.strip('/')}/<path:path>", views.media_file, name="media_file"))
