"""Which shops take invoices, what somebody owes on them, and the door to a paper."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from django.conf import settings
from django.db.models import Exists, F, OuterRef, QuerySet, Sum
from django.urls import reverse

from marketplace.accounts.models import Person
from marketplace.errors import NotFound
from marketplace.money import Money
from marketplace.orders.extensions import DocumentLink
from marketplace.orders.models import AFTER_SALE, HistoryEntry, VendorOrder
from marketplace.orders.rules.states import DONE, Role, State
from marketplace.orders.selectors.access import orders_open_to, roles_in
from marketplace.vendors.models import Vendor
from plugins.invoice.models import Invoice, InvoiceTerms

METHOD = "invoice"


def offering_vendors(vendors: Iterable[Vendor]) -> set[int]:
    """Primary keys of those that take invoices."""
    rows = InvoiceTerms.objects.filter(vendor__in=[vendor.pk for vendor in vendors], is_offered=True)
    return set(rows.values_list("vendor_id", flat=True))


def owed_by(person: Person | None) -> Money:
    """What the person still owes on invoices, issued or to come, gross."""
    rows = VendorOrder.objects.filter(purchase__person=person, payment_method=METHOD) if person else None
    owed = F("total") - F("given_back") - F("captured") + F("refunded")
    total = rows.exclude(state=State.CANCELLED).aggregate(owed=Sum(owed))["owed"] if rows is not None else None
    return Money(total or Decimal("0.00"), settings.CURRENCY)


def terms_of(vendor: Vendor) -> InvoiceTerms | None:
    return InvoiceTerms.objects.filter(vendor=vendor).first()


def invoice_for(person: Person | None, pk: int) -> Invoice:
    """The door to a paper: its shopper, staff of its shop, the operator. Raises NotFound."""
    invoice = Invoice.objects.select_related("order__purchase", "order__vendor").filter(pk=pk).first()
    if invoice is None or not orders_open_to(person).filter(pk=invoice.order_id).exists():
        raise NotFound("id")
    if set(roles_in(invoice.order, person)) <= {Role.DRIVER}:
        raise NotFound("id")
    return invoice


def invoice_by_token(token: str, pk: int) -> Invoice:
    """The door for the holder of the order's or the purchase's token. Raises NotFound."""
    rows = Invoice.objects.select_related("order__purchase")
    invoice = rows.filter(pk=pk).first() if token else None
    if invoice is None or token not in (invoice.order.token, invoice.order.purchase.token):
        raise NotFound("token")
    return invoice


class InvoiceDocuments:
    """The papers of orders, for pages that show orders."""

    def documents(self, order_pks: Iterable[int], *, by_token: bool) -> Mapping[int, Sequence[DocumentLink]]:
        found: dict[int, list[DocumentLink]] = defaultdict(list)
        for invoice in Invoice.objects.filter(order__in=list(order_pks)).select_related("order").order_by("pk"):
            found[invoice.order_id].append(
                DocumentLink(
                    title=str(invoice.get_kind_display()),
                    number=invoice.number,
                    issued_on=invoice.issued_on,
                    amount=Money(invoice.gross, invoice.currency),
                    url=_address(invoice, by_token=by_token),
                )
            )
        return found


def _address(invoice: Invoice, *, by_token: bool) -> str:
    if by_token:
        return reverse("invoice:paper-by-token", args=[invoice.order.token, invoice.pk])
    return reverse("invoice:paper", args=[invoice.pk])


def orders_without_invoice() -> QuerySet[VendorOrder]:
    """Handed over on invoice, and no paper yet: what a lost message left behind."""
    issued = Invoice.objects.filter(order=OuterRef("pk"), kind=Invoice.Kind.INVOICE)
    rows = VendorOrder.objects.filter(payment_method=METHOD, state__in=[state.value for state in DONE])
    return rows.filter(~Exists(issued), total__gt=F("given_back")).order_by("pk")


def returns_without_correction() -> list[HistoryEntry]:
    """Returns that came after an invoice and have no correction yet."""
    corrected = Invoice.objects.filter(about=OuterRef("pk"))
    invoiced = Invoice.objects.filter(kind=Invoice.Kind.INVOICE).values("order")
    rows = (
        HistoryEntry.objects.filter(kind__in=AFTER_SALE, order__in=invoiced).filter(~Exists(corrected)).order_by("pk")
    )
    invoices = Invoice.objects.filter(kind=Invoice.Kind.INVOICE, order__in=[row.order_id for row in rows])
    known = dict(invoices.values_list("order", "facts__history_until"))
    return [row for row in rows if row.sequence > known[row.order_id]]


def papers_to_write() -> QuerySet[Invoice]:
    return Invoice.objects.filter(file="").order_by("pk")
