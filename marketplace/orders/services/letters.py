"""Writes the mails: text and HTML from the same facts, in the language of whoever reads them."""

import re
from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from marketplace.money import Money
from marketplace.orders.extensions import payment_gateways
from marketplace.orders.models import HistoryEntry, OrderMail, VendorOrder
from marketplace.orders.rules.amounts import ZERO, TaxedAmount, tax_table
from marketplace.orders.selectors.sheets import letter_sheet
from marketplace.vendors.models import LegalIdentity, Vendor

Kind = OrderMail.Kind
_TO_VENDOR = frozenset({Kind.VENDOR_PLACED, Kind.VENDOR_CANCELLED})
_SUBJECTS = {
    Kind.PLACED: _("Ihre Bestellung %(number)s bei %(vendor)s"),
    Kind.CONFIRMED: _("%(vendor)s packt Ihre Bestellung %(number)s"),
    Kind.LINES_REJECTED: _("Änderung an Ihrer Bestellung %(number)s bei %(vendor)s"),
    Kind.READY: _("Ihre Bestellung %(number)s ist bereit"),
    Kind.NOT_MET: _("Wir haben Sie nicht angetroffen: Bestellung %(number)s"),
    Kind.HANDED_OVER: _("Ihre Bestellung %(number)s wurde übergeben"),
    Kind.RETURNED: _("Rücknahme zu Ihrer Bestellung %(number)s bei %(vendor)s"),
    Kind.REFUNDED: _("Erstattung zu Ihrer Bestellung %(number)s bei %(vendor)s"),
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
            body=_tidy(render_to_string(f"orders/mail/{kind.value}.txt", facts)),
            from_email=f'"{settings.TOWN["market_name"]}" <{settings.DEFAULT_FROM_EMAIL}>',
            to=[order.vendor.email if to_vendor else order.email],
            reply_to=[] if to_vendor else [order.vendor.email],
            headers={"Message-ID": _message_id(mail), "Auto-Submitted": "auto-generated"},
        )
        message.attach_alternative(render_to_string(f"orders/mail/{kind.value}.html", facts), "text/html")
    return message


def _tidy(text: str) -> str:
    """At most one empty line in a row: templates leave more where something is left out."""
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _facts(mail: OrderMail, now: datetime) -> dict[str, Any]:
    order = mail.order
    sheet = letter_sheet(order, now=now)
    entry = _entry(mail)
    return {
        "order": order,
        "purchase": order.purchase,
        "vendor": order.vendor,
        "sheet": sheet,
        "agreed_taxes": tax_table(
            [TaxedAmount(line.tax_rate, line.total) for line in sheet.lines], delivery=order.delivery_price
        ),
        "seller_line": _seller_line(order.vendor, sheet.identity),
        "reason": entry.data.get("reason", "") if entry else "",
        "rejection": _shown(entry) if entry and "lines" in entry.data else None,
        "returned": Decimal(str(entry.data.get("amount", ZERO))) if entry else ZERO,
        "refund_notice": _refund_notice(order, entry),
        "market": settings.TOWN["market_name"],
        "operator": settings.OPERATOR,
        "tracking_url": f"{settings.PUBLIC_URL}/bestellung/{order.token}/",
        "vendor_url": f"{settings.PUBLIC_URL}/haendler/{order.vendor.slug}/heute/",
        "language": translation.get_language(),
    }


def _entry(mail: OrderMail) -> HistoryEntry | None:
    """The entry that a mail about a rejection, a return, a cancellation or a missed delivery speaks of."""
    if mail.about:
        return HistoryEntry.objects.get(pk=mail.about)
    return mail.order.history.filter(kind="cancelled").order_by("-sequence").first()


def _refund_notice(order: VendorOrder, entry: HistoryEntry | None) -> str:
    """How money that was taken comes back, where the shop gives it back itself."""
    gateway = payment_gateways.get(order.payment_method)
    if gateway is None or entry is None or not order.captured or "amount" not in entry.data:
        return ""
    return gateway.refund_notice(Money(Decimal(str(entry.data["amount"])), order.currency))


def _shown(entry: HistoryEntry) -> dict[str, Any]:
    lines = [{**line, "shown": number_format(Decimal(line["amount"]), 2)} for line in entry.data["lines"]]
    return {"role": entry.role, "data": {"lines": lines, "reason": entry.data["reason"]}}


def _seller_line(vendor: Vendor, identity: LegalIdentity | None) -> str:
    """Name, address, telephone and e-mail of the contract partner in one line, as the withdrawal notice wants it."""
    if identity is None:
        parts = [vendor.name, vendor.street, f"{vendor.postal_code} {vendor.city}", vendor.phone, vendor.email]
    else:
        town = f"{identity.postal_code} {identity.city}"
        parts = [identity.legal_name, identity.street, town, identity.phone, identity.email]
    return ", ".join(part for part in parts if part.strip())


def _message_id(mail: OrderMail) -> str:
    """Stable over attempts, so that a mailbox recognises a mail that left twice."""
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    return f"<{mail.kind}.{mail.about}.{mail.order.token}@{host}>"
