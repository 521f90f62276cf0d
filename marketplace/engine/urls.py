"""Addresses beside GraphQL: the public keys and scaled pictures."""

from django.urls import path

from marketplace.engine.views import jwks, scaled_picture

urlpatterns = [
    path(".well-known/jwks.json", jwks, name="engine-jwks"),
    path("thumbnail/<str:object_id>/<int:size>/", scaled_picture, name="engine-thumbnail"),
    path("thumbnail/<str:object_id>/<int:size>/<str:format>/", scaled_picture, name="engine-thumbnail-format"),
]
