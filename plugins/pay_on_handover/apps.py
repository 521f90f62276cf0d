from django.apps import AppConfig


class PayOnHandoverConfig(AppConfig):
    name = "plugins.pay_on_handover"
    label = "pay_on_handover"

    def ready(self) -> None:
        from marketplace.orders.extensions import payment_gateways
        from plugins.pay_on_handover.gateway import PayOnHandover

        payment_gateways.register(PayOnHandover.code, PayOnHandover())
