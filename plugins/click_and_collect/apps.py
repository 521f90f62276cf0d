from django.apps import AppConfig


class ClickAndCollectConfig(AppConfig):
    name = "plugins.click_and_collect"
    label = "click_and_collect"

    def ready(self) -> None:
        from marketplace.baskets.extensions import fulfilment_methods
        from plugins.click_and_collect.fulfilment import ClickAndCollect

        fulfilment_methods.register(ClickAndCollect.code, ClickAndCollect())
