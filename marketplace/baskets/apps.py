from django.apps import AppConfig


class BasketsConfig(AppConfig):
    name = "marketplace.baskets"
    label = "baskets"

    def ready(self) -> None:
        from marketplace.baskets.consumers import close_ordered_plan
        from marketplace.baskets.selectors.methods import foreign_methods, shipping_methods
        from marketplace.saleor.extensions import answers, on_event

        answers.register("SHIPPING_LIST_METHODS_FOR_CHECKOUT", shipping_methods)
        answers.register("CHECKOUT_FILTER_SHIPPING_METHODS", foreign_methods)
        on_event("ORDER_CREATED", "baskets.close_plan", close_ordered_plan)
