from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RetailerConfig(AppConfig):
    name = "storefront_templates.retailer"
    label = "retailer"

    def ready(self) -> None:
        from marketplace.saleor.extensions import DashboardEntry, dashboard_entries

        for entry in (
            DashboardEntry(
                code="retailer.order",
                label=_("Teile der Läden"),
                mount="ORDER_DETAILS_MORE_ACTIONS",
                path="/haendler/aus-saleor/bestellung/",
                permissions=frozenset({"MANAGE_ORDERS"}),
            ),
            DashboardEntry(
                code="retailer.product",
                label=_("Am Tresen des Ladens bearbeiten"),
                mount="PRODUCT_DETAILS_MORE_ACTIONS",
                path="/haendler/aus-saleor/ware/",
                permissions=frozenset({"MANAGE_PRODUCTS"}),
            ),
        ):
            dashboard_entries.register(entry.code, entry)
