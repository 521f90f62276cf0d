"""All addresses: pages of the shopper, the retailers and the city, the plugins' own, GraphQL and the seam."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.csrf import csrf_exempt

from config.health import alarms, health
from config.plugins import plugin_packages
from config.requestor import requestor_of
from config.schema import schema
from marketplace.graphql.limits import Limits
from marketplace.graphql.view import GraphQLView

graphql = GraphQLView.as_view(
    schema=lambda: schema().graphql_schema,
    requestor=requestor_of,
    limits=Limits(introspection=settings.DEBUG or settings.DEMO),
)
urlpatterns: list[URLPattern | URLResolver] = [
    path("graphql/", csrf_exempt(graphql), name="graphql"),
    path("health/", health),
    path("health/alarms/", alarms),
]

if settings.SALEOR_API_URL is None:
    urlpatterns.append(path("", include("marketplace.engine.urls")))

for prefix, module in (
    ("saleor/", "marketplace.saleor.urls"),
    ("haendler/", "storefront_templates.retailer.urls"),
    ("stadt/", "storefront_templates.city.urls"),
    ("", "storefront_templates.shopper.urls"),
):
    if find_spec(module):
        urlpatterns.append(path(prefix, include(module)))

for package in plugin_packages():
    if find_spec(f"{package}.urls"):
        urlpatterns.append(path(package.rpartition(".")[2].replace("_", "-") + "/", include(f"{package}.urls")))
