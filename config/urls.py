"""All addresses: pages of the shopper, the retailers and the city, the plugins' own, GraphQL and the seam."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from config.plugins import plugin_packages

urlpatterns: list[URLPattern | URLResolver] = []

for prefix, module in (
    ("", "marketplace.engine.urls"),
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
