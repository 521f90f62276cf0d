"""Lists of vendor orders and purchases. Visibility: see `access`; what is shown of one: see `sheets`."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from marketplace.accounts.models import Person
from marketplace.accounts.selectors import has_role
from marketplace.orders.models import Deviation, Purchase, VendorOrder
from marketplace.orders.rules.states import OPEN, State
from marketplace.vendors.models import Vendor


@dataclass(frozen=True, kw_only=True)
class Workload:
    """How many orders wait for a shop: `new` to look at, `to_pack`, `to_hand_over`; `unclear` have a deviation."""

    new: int
    to_pack: int
    to_hand_over: int
    unclear: int


def vendor_orders(vendor: Vendor, *, states: Iterable[str] = (), text: str = "") -> QuerySet[VendorOrder]:
    """A shop's orders, the newest first; `text` is part of a number or of the shopper's name."""
    rows = VendorOrder.objects.filter(vendor=vendor).select_related("purchase", "vendor")
    if wanted := list(states):
        rows = rows.filter(state__in=wanted)
    if text:
        names = Q(purchase__address__first_name__icontains=text) | Q(purchase__address__last_name__icontains=text)
        rows = rows.filter(Q(number__icontains=text) | names)
    return rows.order_by("-placed_at", "-pk")


def work_of(vendor: Vendor) -> QuerySet[VendorOrder]:
    """What a shop still has to do, the most urgent first (nobody knows by when: at the very top)."""
    rows = VendorOrder.objects.filter(vendor=vendor, state__in=[state.value for state in OPEN])
    return rows.select_related("purchase", "vendor").order_by(F("ready_by").asc(nulls_first=True), "placed_at", "pk")


def workload_of(vendor: Vendor) -> Workload:
    """One query."""
    open_deviation = Q(deviations__resolved_at__isnull=True, deviations__isnull=False)
    counted = VendorOrder.objects.filter(vendor=vendor, state__in=[state.value for state in OPEN]).aggregate(
        new=Count("pk", distinct=True, filter=Q(state=State.PLACED)),
        to_pack=Count("pk", distinct=True, filter=Q(state__in=[State.CONFIRMED, State.PARTLY_REJECTED])),
        to_hand_over=Count("pk", distinct=True, filter=Q(state=State.READY)),
        unclear=Count("pk", distinct=True, filter=open_deviation),
    )
    return Workload(**counted)


def orders_of(person: Person | None) -> QuerySet[VendorOrder]:
    """A shopper's vendor orders, the newest first."""
    rows = VendorOrder.objects.select_related("purchase", "vendor")
    rows = rows.filter(purchase__person=person) if person else rows.none()
    return rows.order_by("-placed_at", "pk")


def orders_in(purchase: Purchase) -> QuerySet[VendorOrder]:
    """The parts of a purchase, in the order of their letters."""
    return VendorOrder.objects.filter(purchase=purchase).select_related("purchase", "vendor").order_by("pk")


def purchases_of(person: Person | None) -> QuerySet[Purchase]:
    """A shopper's purchases with their parts and shops, the newest first."""
    rows = Purchase.objects.prefetch_related("vendor_orders__vendor")
    rows = rows.filter(person=person) if person else rows.none()
    return rows.order_by("-placed_at", "-pk")


def open_deviations(person: Person | None) -> QuerySet[Deviation]:
    """What the operator must decide, the oldest first; nothing for anybody else."""
    rows = Deviation.objects.filter(resolved_at__isnull=True).select_related("purchase", "order__vendor")
    return rows if has_role(person, "operator") else rows.none()


def settled_deviations(person: Person | None) -> QuerySet[Deviation]:
    """What the operator has decided, the latest first; nothing for anybody else."""
    rows = Deviation.objects.filter(resolved_at__isnull=False).select_related(
        "purchase", "order__vendor", "resolved_by"
    )
    return rows.order_by("-resolved_at", "-pk") if has_role(person, "operator") else rows.none()
