from django.apps import AppConfig


class PayOnHandoverConfig(AppConfig):
    name = "plugins.pay_on_handover"
    label = "pay_on_handover"
