from django.apps import AppConfig


class PooledDeliveryConfig(AppConfig):
    name = "plugins.pooled_delivery"
    label = "pooled_delivery"

    def ready(self) -> None:
        from marketplace.baskets.extensions import fulfilment_methods
        from plugins.pooled_delivery.fulfilment import PooledDelivery

        fulfilment_methods.register(PooledDelivery.code, PooledDelivery())
