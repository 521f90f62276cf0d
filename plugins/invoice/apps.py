from django.apps import AppConfig


class InvoiceConfig(AppConfig):
    name = "plugins.invoice"
    label = "invoice"
