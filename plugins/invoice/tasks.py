"""Background work of the invoices: takes primary keys, survives being run twice."""

from celery import shared_task
from django.utils import timezone

from plugins.invoice import selectors, services
from plugins.invoice.models import Invoice
from plugins.invoice.services import errands


@shared_task(name=errands.ISSUE)
def issue_invoice_task(order_pk: int) -> None:
    services.issue_invoice(order_pk=order_pk, now=timezone.now())


@shared_task(name=errands.CORRECT)
def correct_invoice_task(order_pk: int, entry_pk: int) -> None:
    services.correct_invoice(order_pk=order_pk, entry_pk=entry_pk, now=timezone.now())


@shared_task(name=errands.RENDER)
def render_invoice_task(invoice_pk: int) -> None:
    services.render_invoice(invoice_pk)
    services.send_invoice(invoice_pk, now=timezone.now())


@shared_task
def sweep_invoices_task() -> None:
    """Whatever a lost message, a dead worker or a silent mail server left behind."""
    now = timezone.now()
    for order in selectors.orders_without_invoice():
        services.issue_invoice(order_pk=order.pk, now=now)
    for entry in selectors.returns_without_correction():
        services.correct_invoice(order_pk=entry.order_id, entry_pk=entry.pk, now=now)
    for invoice in selectors.papers_to_write():
        services.render_invoice(invoice.pk)
    for pk in Invoice.objects.filter(mailed_at=None, mail_due__lte=now).values_list("pk", flat=True):
        services.send_invoice(pk, now=now)
