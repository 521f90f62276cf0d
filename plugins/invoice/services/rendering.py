"""Writes the PDF of an invoice from its facts, and keeps it with its fingerprint."""

from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.crypto import get_random_string
from segno.helpers import make_epc_qr

from plugins.invoice.models import Invoice
from plugins.invoice.rules.bank import grouped
from plugins.invoice.rules.paper import day, transfer_text


def render_invoice(invoice_pk: int) -> Invoice:
    """The invoice with its stored paper, written now unless it was before.

    Two workers at once write two files, one of which is kept: the row decides, under a lock.
    """
    invoice = Invoice.objects.get(pk=invoice_pk)
    if invoice.file:
        return invoice
    content = write_pdf(invoice.facts)
    with transaction.atomic():
        invoice = Invoice.objects.select_for_update().get(pk=invoice_pk)
        if not invoice.file:
            # The name cannot be guessed: stored files may be reachable by address, papers only through their door.
            name = f"{invoice.vendor_id}/{invoice.number}-{get_random_string(24)}.pdf"
            invoice.file.save(name, ContentFile(content), save=False)
            invoice.digest = sha256(content).hexdigest()
            invoice.save(update_fields=["file", "digest"])
    return invoice


def read_invoice(invoice_pk: int) -> bytes:
    """The stored paper, written first if nobody did yet. Raises RuntimeError if it is not the one that was stored."""
    invoice = render_invoice(invoice_pk)
    with invoice.file.open("rb") as paper:
        content: bytes = paper.read()
    if sha256(content).hexdigest() != invoice.digest:
        raise RuntimeError(f"the stored paper of {invoice.number} was changed")
    return content


def write_pdf(facts: dict[str, Any]) -> bytes:
    """A tagged A4 page or more (PDF/UA-1) of the facts, in their language."""
    # 20 MB and half a second: only a process that writes papers pays for it
    from weasyprint import HTML

    with translation.override(facts["language"]):
        html = render_to_string("invoice/document.html", _shown(facts))
    document: bytes = HTML(string=html, url_fetcher=_nothing_from_outside).write_pdf(pdf_variant="pdf/ua-1")
    return document


def _shown(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts as the template reads them: amounts as numbers, days as dates."""
    payment, corrects = facts["payment"], facts["corrects"]
    return {
        **facts,
        "issued_on": day(facts["issued_on"]),
        "supplied_on": day(facts["supplied_on"]),
        "ordered_on": day(facts["ordered_on"]),
        "rows": [_numbers(row, "unit_price", "total", "rate") for row in facts["rows"]],
        "taxes": [_numbers(row, "rate", "net", "tax", "gross") for row in facts["taxes"]],
        "delivery": Decimal(facts["delivery"]),
        "discount": Decimal(facts.get("discount", "0")),  # papers of before know none
        "net": Decimal(facts["net"]),
        "tax": Decimal(facts["tax"]),
        "gross": Decimal(facts["gross"]),
        "due_on": day(payment["due_on"]) if payment["due_on"] else None,
        "iban": grouped(payment["iban"]),
        "transfer_text": transfer_text(facts["number"], facts["order_number"]),
        "transfer_code": _transfer_code(facts),
        "corrects": corrects and {**corrects, "issued_on": day(corrects["issued_on"])},
    }


def _numbers(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {**row, **{name: Decimal(row[name]) for name in names}}


def _transfer_code(facts: dict[str, Any]) -> str:
    """An EPC069-12 code ("GiroCode") as SVG: a banking app reads account, amount and text from it."""
    payment = facts["payment"]
    if not payment["iban"]:
        return ""
    code = make_epc_qr(
        name=payment["holder"],
        iban=payment["iban"],
        bic=payment["bic"] or None,
        amount=Decimal(facts["gross"]),
        text=transfer_text(facts["number"], facts["order_number"]),
    )
    drawn = BytesIO()
    code.save(drawn, kind="svg", xmldecl=False, svgns=True, border=0, scale=3, dark="#241f1a", omitsize=True)
    return drawn.getvalue().decode()


def _nothing_from_outside(url: str, *_args: Any, **_more: Any) -> dict[str, Any]:
    raise ValueError(f"the paper is complete in itself and must not fetch {url}")
