from django.apps import AppConfig


class StorefrontTemplatesConfig(AppConfig):
    name = "storefront_templates"
