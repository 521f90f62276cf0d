from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CityConfig(AppConfig):
    name = "storefront_templates.city"
    label = "city"

    def ready(self) -> None:
        from marketplace.saleor.extensions import DashboardEntry, dashboard_entries

        for entry in (
            DashboardEntry(
                code="city.shops",
                label=_("Läden des Marktes"),
                mount="NAVIGATION_CATALOG",
                path="/haendler/",
                permissions=frozenset({"MANAGE_PRODUCTS"}),
            ),
            DashboardEntry(
                code="city.decisions",
                label=_("Zu klären"),
                mount="NAVIGATION_ORDERS",
                path="/stadt/klaeren/",
                permissions=frozenset({"MANAGE_ORDERS"}),
            ),
        ):
            dashboard_entries.register(entry.code, entry)
