"""Writes the mails: text and HTML from the same facts, in the language of whoever reads them."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from marketplace.orders.models import HistoryEntry, OrderMail
from marketplace.orders.selectors.sheets import letter_sheet

Kind = OrderMail.Kind
_TO_VENDOR = frozenset({Kind.VENDOR_PLACED, Kind.VENDOR_CANCELLED})
_SUBJECTS = {
    Kind.PLACED: _("Ihre Bestellung %(number)s bei %(vendor)s"),
    Kind.CONFIRMED: _("%(vendor)s packt Ihre Bestellung %(number)s"),
    Kind.LINES_REJECTED: _("Änderung an Ihrer Bestellung %(number)s bei %(vendor)s"),
    Kind.READY: _("Ihre Bestellung %(number)s ist bereit"),
    Kind.HANDED_OVER: _("Ihre Bestellung %(number)s wurde übergeben"),
    Kind.CANCELLED: _("Ihre Bestellung %(number)s bei %(vendor)s ist storniert"),
    Kind.VENDOR_PLACED: _("Neue Bestellung %(number)s"),
    Kind.VENDOR_CANCELLED: _("Bestellung %(number)s ist storniert"),
}


def compose(mail: OrderMail, *, now: datetime) -> EmailMultiAlternatives:
    """The message as it would leave now. Staff of shops are written to in the market's first language."""
    order, kind = mail.order, Kind(mail.kind)
    to_vendor = kind in _TO_VENDOR
    with translation.override(settings.LANGUAGE_CODE if to_vendor else order.language):
        facts = _facts(mail, now)
        subject = _SUBJECTS[kind] % {"number": order.number, "vendor": order.vendor.name}
        message = EmailMultiAlternatives(
            subject=subject,
            body=render_to_string(f"orders/mail/{kind.value}.txt", facts).strip() + "\n",
            from_email=f'"{settings.TOWN["market_name"]}" <{settings.DEFAULT_FROM_EMAIL}>',
            to=[order.vendor.email if to_vendor else order.email],
            reply_to=[] if to_vendor else [order.vendor.email],
            headers={"Message-ID": _message_id(mail), "Auto-Submitted": "auto-generated"},
        )
        message.attach_alternative(render_to_string(f"orders/mail/{kind.value}.html", facts), "text/html")
    return message


def _facts(mail: OrderMail, now: datetime) -> dict[str, Any]:
    order = mail.order
    links = f"{settings.PUBLIC_URL}/bestellung/{order.purchase.token}/"
    return {
        "order": order,
        "purchase": order.purchase,
        "vendor": order.vendor,
        "sheet": letter_sheet(order, now=now),
        "rejection": _rejection(mail),
        "market": settings.TOWN["market_name"],
        "tracking_url": links,
        "vendor_url": f"{settings.PUBLIC_URL}/haendler/{order.vendor.slug}/heute/",
        "language": translation.get_language(),
    }


def _rejection(mail: OrderMail) -> HistoryEntry | None:
    """The entry that a mail about a rejection or a cancellation speaks of."""
    if mail.about:
        return HistoryEntry.objects.get(pk=mail.about)
    return mail.order.history.filter(kind="cancelled").order_by("-sequence").first()


def _message_id(mail: OrderMail) -> str:
    """Stable over attempts, so that a mailbox recognises a mail that left twice."""
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    return f"<{mail.kind}.{mail.about}.{mail.order.token}@{host}>"
