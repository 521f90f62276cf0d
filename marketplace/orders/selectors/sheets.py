"""What a reader may see of vendor orders, with all it takes to show it, in a constant number of queries.

A shop sees a name, and an address only for goods that are brought; the code that proves a hand-over is the shopper's
alone. A driver sees where to, not what it costs.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from marketplace.accounts.models import Person
from marketplace.accounts.selectors import has_role
from marketplace.baskets.extensions import Description, fulfilment_methods
from marketplace.money import Money
from marketplace.orders.extensions import DocumentLink, order_documents, payment_gateways
from marketplace.orders.models import Deviation, HistoryEntry, VendorOrder, VendorOrderLine
from marketplace.orders.rules.addresses import PostalAddress, read_address
from marketplace.orders.rules.amounts import ZERO, TaxedAmount, TaxShare, tax_table
from marketplace.orders.rules.states import Act, Role, State, acts_open_to
from marketplace.orders.selectors.refunds import Refund, refunds_of
from marketplace.vendors.models import LegalIdentity, StaffMember, TaxStatus


@dataclass(frozen=True, kw_only=True)
class OrderSheet:
    """One vendor order as one reader sees it, in the parts (`roles`) in which they touch it.

    `recipient` holds what this reader may know of the shopper. `taxes` is empty when the vendor shows none (§19 UStG).
    `payment_note` tells the shopper what to do while something is owed.
    """

    order: VendorOrder
    roles: tuple[Role, ...]
    lines: tuple[VendorOrderLine, ...]
    history: tuple[HistoryEntry, ...]
    deviations: tuple[Deviation, ...]
    recipient: PostalAddress
    way: Description | None
    way_label: str
    taxes: tuple[TaxShare, ...]
    shows_taxes: bool
    payment_label: str
    payment_note: str
    documents: tuple[DocumentLink, ...]
    acts: tuple[Act, ...]
    identity: LegalIdentity | None
    refunds: tuple[Refund, ...]

    @property
    def saleor_order_id(self) -> str:
        return self.order.saleor_order_id

    @property
    def agreed_goods(self) -> Decimal:
        """All goods as ordered, before a voucher."""
        return sum((line.full_total for line in self.lines), ZERO)

    @property
    def agreed_discount(self) -> Decimal:
        """What a voucher took off this order, goods and way."""
        return sum((line.discount for line in self.lines), self.order.delivery_discount)

    @property
    def discount_left(self) -> Decimal:
        """What it takes off what is left of the order."""
        way = ZERO if self.order.state == State.CANCELLED else self.order.delivery_discount
        return sum((line.discount_left for line in self.lines), way)

    def may(self, act: str) -> bool:
        """For templates: is this act open to the reader now?"""
        return act in self.acts


def sheet(order: VendorOrder, person: Person | None, *, now: datetime) -> OrderSheet:
    """One order for a person who came through the door; None holds the order's token and is its shopper."""
    return sheets([order], person, now=now)[0]


def sheets(orders: Sequence[VendorOrder], person: Person | None, *, now: datetime) -> list[OrderSheet]:
    """Orders for a person who came through the door, in their order."""
    return _sheets(orders, _roles(orders, person), by_token=person is None, now=now)


def letter_sheet(order: VendorOrder, *, now: datetime) -> OrderSheet:
    """One order as its shopper's mail tells it."""
    return _sheets([order], {order.pk: (Role.SHOPPER,)}, by_token=True, now=now)[0]


def _sheets(
    orders: Sequence[VendorOrder], roles: Mapping[int, tuple[Role, ...]], *, by_token: bool, now: datetime
) -> list[OrderSheet]:
    prefetch_related_objects(
        list(orders), "purchase", "vendor__legal_identity", "lines__listing", "history__person", "deviations", "intents"
    )
    ways, papers = _descriptions(orders, now), _papers(orders, by_token=by_token)
    return [
        _sheet(order, roles[order.pk], ways.get(order.fulfilment_reference), tuple(papers[order.pk]))
        for order in orders
    ]


def _roles(orders: Sequence[VendorOrder], person: Person | None) -> dict[int, tuple[Role, ...]]:
    if person is None:
        return {order.pk: (Role.SHOPPER,) for order in orders}
    shops = set(StaffMember.objects.filter(person=person).values_list("vendor_id", flat=True))
    operator, driver = has_role(person, "operator"), has_role(person, "driver")
    prefetch_related_objects(list(orders), "purchase")

    def held(order: VendorOrder) -> tuple[Role, ...]:
        parts = {
            Role.SHOPPER: order.purchase.person_id == person.pk,
            Role.VENDOR: order.vendor_id in shops,
            Role.DRIVER: driver and order.brought,
            Role.OPERATOR: operator,
        }
        return tuple(role for role, holds in parts.items() if holds)

    return {order.pk: held(order) for order in orders}


def _descriptions(orders: Sequence[VendorOrder], now: datetime) -> dict[str, Description]:
    by_method: dict[str, list[str]] = defaultdict(list)
    for order in orders:
        if order.fulfilment_reference:
            by_method[order.fulfilment_method].append(order.fulfilment_reference)
    found: dict[str, Description] = {}
    for code, references in by_method.items():
        if method := fulfilment_methods.get(code):
            found |= method.describe(references, now)
    return found


def _papers(orders: Sequence[VendorOrder], *, by_token: bool) -> dict[int, list[DocumentLink]]:
    found: dict[int, list[DocumentLink]] = {order.pk: [] for order in orders}
    for writer in order_documents:
        for pk, papers in writer.documents(list(found), by_token=by_token).items():
            found[pk].extend(papers)
    return found


def _sheet(
    order: VendorOrder, roles: tuple[Role, ...], way: Description | None, papers: tuple[DocumentLink, ...]
) -> OrderSheet:
    identity = getattr(order.vendor, "legal_identity", None)
    shows_taxes = identity is None or identity.tax_status != TaxStatus.SMALL_BUSINESS
    lines = tuple(order.lines.all())
    gateway = payment_gateways.get(order.payment_method)
    method = fulfilment_methods.get(order.fulfilment_method)
    shopper = Role.SHOPPER in roles
    return OrderSheet(
        order=order,
        roles=roles,
        lines=lines,
        history=tuple(order.history.all()),
        deviations=tuple(each for each in order.deviations.all() if each.resolved_at is None),
        recipient=recipient_for(order, roles),
        way=way if shopper or way is None else without_code(way),
        way_label=str(method.label) if method else _("noch zu klären"),
        taxes=tuple(taxes_of(order, lines)) if shows_taxes else (),
        shows_taxes=shows_taxes,
        payment_label=str(gateway.label) if gateway else _("noch zu klären"),
        payment_note=_payment_note(order),
        documents=papers if set(roles) - {Role.DRIVER} else (),
        acts=acts_open_to(state=State(order.state), roles=roles, brought=order.brought),
        identity=identity,
        refunds=refunds_of(order, order.intents.all()) if set(roles) - {Role.DRIVER} else (),
    )


def recipient_for(order: VendorOrder, roles: tuple[Role, ...]) -> PostalAddress:
    """What somebody in these parts may know of the shopper (GDPR Art. 25, law D-30)."""
    whole = read_address(order.purchase.address)
    if Role.SHOPPER in roles or Role.OPERATOR in roles or order.brought:
        return whole
    return PostalAddress(first_name=whole.first_name, last_name=whole.last_name, country=whole.country)


def without_code(way: Description) -> Description:
    """The same way for somebody who must ask the shopper for the code."""
    return Description(
        method_code=way.method_code,
        title=way.title,
        when=way.when,
        where=way.where,
        starts=way.starts,
        ends=way.ends,
        ready_by=way.ready_by,
        steps=way.steps,
    )


def taxes_of(order: VendorOrder, lines: Sequence[VendorOrderLine]) -> list[TaxShare]:
    """VAT by rate in what is left of the order."""
    goods = [TaxedAmount(line.tax_rate, line.amount_left) for line in lines]
    return tax_table(goods, delivery=order.due - sum((each.gross for each in goods), start=order.due * 0))


def _payment_note(order: VendorOrder) -> str:
    gateway = payment_gateways.get(order.payment_method)
    owed = order.due - order.captured + order.refunded
    if gateway is None or owed <= 0:
        return ""
    return gateway.instruction(Money(owed, order.currency))
