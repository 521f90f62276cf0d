"""Addresses beside GraphQL: the public keys."""

from django.urls import path

from marketplace.engine.views import jwks

urlpatterns = [path(".well-known/jwks.json", jwks, name="engine-jwks")]
