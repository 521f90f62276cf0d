from django.apps import AppConfig


class BasketsConfig(AppConfig):
    name = "marketplace.baskets"
    label = "baskets"
