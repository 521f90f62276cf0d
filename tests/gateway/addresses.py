"""Where the two sides answer, and everything else of the installation."""

from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from config.requestor import requestor_of
from config.schema import engine_schema, platform_schema
from marketplace.graphql.view import GraphQLView

_ENGINE, _PLATFORM = engine_schema().graphql_schema, platform_schema().graphql_schema

urlpatterns = [
    path("side/saleor/", csrf_exempt(GraphQLView.as_view(schema=lambda: _ENGINE, requestor=requestor_of))),
    path("side/market/", csrf_exempt(GraphQLView.as_view(schema=lambda: _PLATFORM, requestor=requestor_of))),
    path("", include("config.urls")),
]
