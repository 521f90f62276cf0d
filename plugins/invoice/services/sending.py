"""Mails an invoice with its paper, once."""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from plugins.invoice.models import Invoice
from plugins.invoice.rules.paper import day
from plugins.invoice.services.rendering import read_invoice

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 14
FIRST_WAIT = timedelta(minutes=2)
MAX_WAIT = timedelta(hours=2)


def send_invoice(invoice_pk: int, *, now: datetime) -> bool:
    """Mail a rendered invoice if that is due; True if it left. A failing server puts it off, a day at most."""
    invoice = _claim(invoice_pk, now)
    if invoice is None:
        return False
    try:
        _message(invoice).send()
    except (SMTPException, OSError) as error:
        logger.warning("invoice %s was not mailed: %s", invoice.number, error)
        return False
    Invoice.objects.filter(pk=invoice.pk).update(mailed_at=now)
    return True


def _claim(invoice_pk: int, now: datetime) -> Invoice | None:
    due = Invoice.objects.filter(pk=invoice_pk, mailed_at=None, mail_due__lte=now, mail_attempts__lt=MAX_ATTEMPTS)
    invoice = due.exclude(file="").select_related("order__purchase", "vendor").first()
    if invoice is None:
        return None
    wait = min(FIRST_WAIT * 2**invoice.mail_attempts, MAX_WAIT)
    mine = due.filter(mail_due=invoice.mail_due).update(mail_attempts=F("mail_attempts") + 1, mail_due=now + wait)
    return invoice if mine else None


def _message(invoice: Invoice) -> EmailMultiAlternatives:
    order = invoice.order
    with translation.override(order.language):
        due_on = invoice.facts["payment"]["due_on"]
        facts = {
            "invoice": invoice,
            "order": order,
            "vendor": invoice.vendor,
            "market": settings.TOWN["market_name"],
            "due_on": day(due_on) if due_on else None,
            "tracking_url": f"{settings.PUBLIC_URL}/bestellung/{order.purchase.token}/",
            "language": translation.get_language(),
        }
        subject = _("%(kind)s %(number)s von %(vendor)s") % {
            "kind": invoice.get_kind_display(),
            "number": invoice.number,
            "vendor": invoice.vendor.name,
        }
        host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
        message = EmailMultiAlternatives(
            subject=subject,
            body=render_to_string("invoice/mail.txt", facts).strip() + "\n",
            from_email=f'"{settings.TOWN["market_name"]}" <{settings.DEFAULT_FROM_EMAIL}>',
            to=[order.email],
            reply_to=[invoice.vendor.email],
            headers={"Message-ID": f"<invoice.{invoice.pk}.{order.token}@{host}>", "Auto-Submitted": "auto-generated"},
        )
        message.attach_alternative(render_to_string("invoice/mail.html", facts), "text/html")
    message.attach(f"{invoice.number}.pdf", read_invoice(invoice.pk), "application/pdf")
    return message
