"""Issues invoices and corrections: the number and all facts in one transaction, the paper afterwards.

The order's row is locked first, then the shop's circle of numbers; both until the commit.
"""

from datetime import datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from marketplace.accounts.models import Person
from marketplace.errors import DomainError
from marketplace.money import cents
from marketplace.orders.extensions import payment_gateways
from marketplace.orders.models import AFTER_SALE, HistoryEntry, VendorOrder, VendorOrderLine
from marketplace.orders.rules.addresses import read_address
from marketplace.orders.rules.amounts import TaxedAmount, TaxShare, tax_table
from marketplace.orders.rules.states import DONE
from marketplace.orders.selectors.access import order_for
from marketplace.orders.services import next_number
from marketplace.vendors.models import LegalIdentity, TaxStatus, Vendor
from plugins.invoice.models import Invoice, InvoiceTerms
from plugins.invoice.rules.paper import (
    Paper,
    Payment,
    Row,
    Seller,
    invoice_number,
    negated,
    rate_text,
    sums,
    tax_rows,
)
from plugins.invoice.services.errands import RENDER, after_commit

_ZERO = Decimal("0.00")


def request_invoice(*, order_id: str | int, person: Person, now: datetime) -> Invoice:
    """An invoice on request, for the shopper, the shop and the operator. Raises NotFound, DomainError NOT_YET."""
    order = order_for(person, order_id)
    invoice = issue_invoice(order_pk=order.pk, now=now)
    if invoice is None:
        raise DomainError("NOT_YET", _("Eine Rechnung gibt es, sobald die Ware übergeben ist."), field="id")
    return invoice


@transaction.atomic
def issue_invoice(*, order_pk: int, now: datetime) -> Invoice | None:
    """The invoice of an order that was handed over, issued now unless it was before; None if nothing was sold yet."""
    order = _locked(order_pk)
    if order.state not in DONE or order.due <= 0:
        return None
    if held := Invoice.objects.filter(order=order, kind=Invoice.Kind.INVOICE).first():
        return held
    with translation.override(order.language):
        paper = _invoice_paper(order, now)
    return _store(order, paper, kind=Invoice.Kind.INVOICE, now=now)


@transaction.atomic
def correct_invoice(*, order_pk: int, entry_pk: int, now: datetime) -> Invoice | None:
    """The correction for one return after the invoice; None if there is no invoice or it knew of the return already."""
    order = _locked(order_pk)
    invoice = Invoice.objects.filter(order=order, kind=Invoice.Kind.INVOICE).first()
    entry = HistoryEntry.objects.filter(pk=entry_pk, order=order, kind__in=AFTER_SALE).first()
    if invoice is None or entry is None or entry.sequence <= invoice.facts["history_until"]:
        return None
    if held := Invoice.objects.filter(order=order, about=entry.pk).first():
        return held
    with translation.override(order.language):
        paper = _correction_paper(order, invoice, entry, now)
    return _store(order, paper, kind=Invoice.Kind.CORRECTION, corrects=invoice, about=entry.pk, now=now)


def _locked(order_pk: int) -> VendorOrder:
    rows = VendorOrder.objects.select_for_update(of=("self",)).select_related("purchase", "vendor")
    return rows.get(pk=order_pk)


def _store(
    order: VendorOrder,
    paper: Paper,
    *,
    kind: Invoice.Kind,
    corrects: Invoice | None = None,
    about: int = 0,
    now: datetime,
) -> Invoice:
    sequence = next_number(f"invoice:{order.vendor_id}")
    number = invoice_number(order.vendor_id, sequence)
    invoice = Invoice.objects.create(
        vendor=order.vendor,
        order=order,
        kind=kind,
        sequence=sequence,
        number=number,
        corrects=corrects,
        about=about,
        issued_on=timezone.localdate(now),
        gross=Decimal(paper.gross),
        currency=paper.currency,
        facts=paper.as_json() | {"number": number},
        created_at=now,
        mail_due=now,
    )
    after_commit(RENDER, invoice.pk)
    return invoice


def _invoice_paper(order: VendorOrder, now: datetime) -> Paper:
    seller = _seller(order.vendor)
    lines = [line for line in order.lines.all() if line.quantity_left]
    goods = [TaxedAmount(line.tax_rate, line.amount_left) for line in lines]
    rows = [
        Row(
            quantity=line.quantity_left,
            name=line.name,
            unit_price=str(line.unit_price),
            total=str(line.full_left),
            rate=rate_text(line.tax_rate),
        )
        for line in lines
    ]
    delivery = order.due - sum((each.gross for each in goods), _ZERO)
    return _paper(
        order, seller, rows, tax_table(goods, delivery=delivery), order.due,
        kind="invoice",
        delivery=delivery + order.delivery_discount,
        discount=sum((line.discount_left for line in lines), order.delivery_discount),
        now=now,
    )  # fmt: skip


def _correction_paper(order: VendorOrder, invoice: Invoice, entry: HistoryEntry, now: datetime) -> Paper:
    lines = {line.pk: line for line in order.lines.all()}
    parts = [(lines[part["line"]], part["quantity"], Decimal(part["amount"])) for part in entry.data["lines"]]
    rows = [
        Row(
            quantity=-(quantity or 1),
            name=line.name if quantity else _("Nachlass auf %s") % line.name,
            unit_price=str(_piece_price(line, quantity, amount)),
            total=str(-amount),
            rate=rate_text(line.tax_rate),
        )
        for line, quantity, amount in parts
    ]
    shares = negated(tax_table([TaxedAmount(line.tax_rate, amount) for line, _quantity, amount in parts]))
    gross = -sum((amount for _line, _quantity, amount in parts), _ZERO)
    corrects = {"number": invoice.number, "issued_on": invoice.issued_on.isoformat()}
    return _paper(
        order, _seller(order.vendor), rows, shares, gross,
        kind="correction", corrects=corrects, reason=str(entry.data.get("reason", "")), now=now,
    )  # fmt: skip


def _paper(
    order: VendorOrder,
    seller: Seller,
    rows: list[Row],
    shares: list[TaxShare],
    gross: Decimal,
    *,
    kind: str,
    now: datetime,
    delivery: Decimal = _ZERO,
    discount: Decimal = _ZERO,
    corrects: dict[str, str] | None = None,
    reason: str = "",
) -> Paper:
    net, tax = sums(shares, gross, exempt=seller.tax_exempt)
    last = order.history.order_by("-sequence").values_list("sequence", flat=True).first()
    return Paper(
        kind=kind,
        language=order.language,
        number="",
        issued_on=timezone.localdate(now).isoformat(),
        supplied_on=timezone.localdate(order.handed_over_at or now).isoformat(),
        order_number=order.number,
        ordered_on=timezone.localdate(order.placed_at).isoformat(),
        seller=seller,
        buyer=read_address(order.purchase.billing_address).lines,
        rows=rows,
        delivery=str(delivery),
        delivery_label=_("Lieferung"),
        discount=str(discount),
        discount_label=_("Gutschein %(code)s") % {"code": order.purchase.voucher_code},
        taxes=[] if seller.tax_exempt else tax_rows(shares),
        net=str(net),
        tax=str(tax),
        gross=str(gross),
        currency=order.currency,
        payment=_payment(order, kind, now),
        market=str(settings.TOWN["market_name"]),
        history_until=last or 0,
        corrects=corrects,
        reason=reason,
    )


def _seller(vendor: Vendor) -> Seller:
    identity = LegalIdentity.objects.filter(vendor=vendor).first() or LegalIdentity(vendor=vendor)
    register = ", ".join(part for part in (identity.register_court, identity.register_number) if part)
    return Seller(
        name=vendor.name,
        legal_name=identity.legal_name or vendor.name,
        legal_form=identity.get_legal_form_display() if identity.legal_form else "",
        representative=identity.representative,
        street=identity.street or vendor.street,
        town=f"{identity.postal_code or vendor.postal_code} {identity.city or vendor.city}",
        phone=identity.phone or vendor.phone,
        email=identity.email or vendor.email,
        register=register,
        vat_id=identity.vat_id,
        tax_exempt=identity.tax_status == TaxStatus.SMALL_BUSINESS,
    )


def _payment(order: VendorOrder, kind: str, now: datetime) -> Payment:
    gateway = payment_gateways.get(order.payment_method)
    label = str(gateway.label) if gateway else ""
    owed = order.due - order.captured + order.refunded
    terms = InvoiceTerms.objects.filter(vendor=order.vendor).first()
    if kind == "correction" or owed <= 0 or terms is None:
        return Payment(label=label, paid=owed <= 0)
    due_on = timezone.localdate(now) + timedelta(days=terms.days)
    return Payment(
        label=label, paid=False, holder=terms.holder, iban=terms.iban, bic=terms.bic, due_on=due_on.isoformat()
    )


def _piece_price(line: VendorOrderLine, quantity: int, amount: Decimal) -> Decimal:
    """What one piece cost in truth: a voucher's share is no part of it, and a lowered price is no piece at all."""
    if not quantity:
        return amount
    return cents(amount / quantity) if line.discount else line.unit_price
