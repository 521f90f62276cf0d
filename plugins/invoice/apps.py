from django.apps import AppConfig


class InvoiceConfig(AppConfig):
    name = "plugins.invoice"
    label = "invoice"

    def ready(self) -> None:
        from marketplace.orders.extensions import order_documents, payment_gateways
        from plugins.invoice import receivers
        from plugins.invoice.gateway import InvoiceGateway
        from plugins.invoice.selectors import InvoiceDocuments

        payment_gateways.register(InvoiceGateway.code, InvoiceGateway())
        order_documents.register(InvoiceGateway.code, InvoiceDocuments())
        receivers.connect()
