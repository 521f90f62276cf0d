from django.apps import AppConfig


class PooledDeliveryConfig(AppConfig):
    name = "plugins.pooled_delivery"
    label = "pooled_delivery"
