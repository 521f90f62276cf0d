"""Who may see a vendor order, and in what part."""

from django.db.models import Q, QuerySet

from marketplace.accounts.models import Person
from marketplace.accounts.selectors import has_role
from marketplace.errors import NotFound
from marketplace.graphql.ids import int_pk_of
from marketplace.orders.models import Purchase, VendorOrder
from marketplace.orders.rules.states import Role, State
from marketplace.vendors.models import StaffMember

TYPE_NAME = "VendorOrder"
# A driver sees goods that wait for a tour or were brought by one, not what a shop still has to think about.
_SHOWN_TO_DRIVERS = (State.READY, State.DELIVERED)


def orders_open_to(person: Person | None) -> QuerySet[VendorOrder]:
    """All vendor orders that the person may see in any part."""
    rows = VendorOrder.objects.select_related("purchase", "vendor")
    if person is None:
        return rows.none()
    if has_role(person, "operator"):
        return rows
    mine = Q(purchase__person=person) | Q(vendor__in=StaffMember.objects.filter(person=person).values("vendor"))
    if has_role(person, "driver"):
        mine |= Q(brought=True, state__in=_SHOWN_TO_DRIVERS)
    return rows.filter(mine)


def order_for(person: Person | None, pk: str | int) -> VendorOrder:
    """The door to a vendor order, by primary key or global id.

    Staff of its vendor, its shopper, the operator, and drivers once it waits for a tour. Raises NotFound for missing
    and foreign orders alike.
    """
    key = pk if isinstance(pk, int) else int_pk_of(TYPE_NAME, pk)
    order = orders_open_to(person).filter(pk=key).first()
    if order is None:
        raise NotFound("id")
    return order


def parts_open_to(person: Person | None, saleor_order_id: str) -> list[VendorOrder]:
    """The parts of one order of the engine (global id) that the person may see, by number. Raises NotFound if none."""
    parts = list(orders_open_to(person).filter(purchase__saleor_order_id=saleor_order_id).order_by("number"))
    if not parts:
        raise NotFound("orderId")
    return parts


def order_by_token(token: str) -> VendorOrder:
    """The vendor order of a link that works without signing in. Raises NotFound."""
    order = VendorOrder.objects.select_related("purchase", "vendor").filter(token=token).first() if token else None
    if order is None:
        raise NotFound("token")
    return order


def purchase_by_token(token: str) -> Purchase:
    """The whole purchase of a link that works without signing in. Raises NotFound."""
    purchase = Purchase.objects.filter(token=token).first() if token else None
    if purchase is None:
        raise NotFound("token")
    return purchase


def roles_in(order: VendorOrder, person: Person | None) -> tuple[Role, ...]:
    """All parts in which the person touches the order, the closest first; None holds the order's token."""
    if person is None:
        return (Role.SHOPPER,)
    roles = []
    if order.purchase.person_id == person.pk:
        roles.append(Role.SHOPPER)
    if StaffMember.objects.filter(vendor_id=order.vendor_id, person=person).exists():
        roles.append(Role.VENDOR)
    if has_role(person, "driver") and order.brought:
        roles.append(Role.DRIVER)
    if has_role(person, "operator"):
        roles.append(Role.OPERATOR)
    return tuple(roles)
