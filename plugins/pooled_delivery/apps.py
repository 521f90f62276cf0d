from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PooledDeliveryConfig(AppConfig):
    name = "plugins.pooled_delivery"
    label = "pooled_delivery"

    def ready(self) -> None:
        from marketplace.baskets.extensions import fulfilment_methods
        from marketplace.saleor.extensions import DashboardEntry, dashboard_entries
        from plugins.pooled_delivery.fulfilment import PooledDelivery

        fulfilment_methods.register(PooledDelivery.code, PooledDelivery())
        tours = DashboardEntry(
            code="pooled_delivery.tours",
            label=_("Touren"),
            mount="NAVIGATION_ORDERS",
            path="/pooled-delivery/",
            permissions=frozenset({"MANAGE_ORDERS"}),
        )
        dashboard_entries.register(tours.code, tours)
