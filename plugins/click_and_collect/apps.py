from django.apps import AppConfig


class ClickAndCollectConfig(AppConfig):
    name = "plugins.click_and_collect"
    label = "click_and_collect"

    def ready(self) -> None:
        from marketplace.baskets.extensions import fulfilment_methods
        from marketplace.catalogue.extensions import desk_checks
        from plugins.click_and_collect.fulfilment import ClickAndCollect
        from plugins.click_and_collect.selectors import nothing_today

        fulfilment_methods.register(ClickAndCollect.code, ClickAndCollect())
        desk_checks.register(ClickAndCollect.code, nothing_today)
