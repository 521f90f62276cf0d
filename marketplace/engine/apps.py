from django.apps import AppConfig


class EngineConfig(AppConfig):
    name = "marketplace.engine"
    label = "engine"
