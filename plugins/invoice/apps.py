from django.apps import AppConfig


class InvoiceConfig(AppConfig):
    name = "plugins.invoice"
    label = "invoice"

    def ready(self) -> None:
        from marketplace.orders.extensions import order_documents, payment_gateways
        from marketplace.vendors.extensions import shop_pages
        from plugins.invoice import receivers
        from plugins.invoice.gateway import InvoiceGateway
        from plugins.invoice.selectors import InvoiceDocuments
        from plugins.invoice.shop_page import TermsPage

        payment_gateways.register(InvoiceGateway.code, InvoiceGateway())
        order_documents.register(InvoiceGateway.code, InvoiceDocuments())
        shop_pages.register(InvoiceGateway.code, TermsPage())
        receivers.connect()
