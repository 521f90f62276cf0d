from django.apps import AppConfig


class ClickAndCollectConfig(AppConfig):
    name = "plugins.click_and_collect"
    label = "click_and_collect"
