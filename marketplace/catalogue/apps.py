from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "marketplace.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        from marketplace.catalogue import events  # needs models, which are loaded now
        from marketplace.saleor.extensions import on_event

        for event_type, handler in events.HANDLERS.items():
            on_event(event_type, "catalogue.refresh", handler)
