"""Who pays, and which ways to pay a basket has."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from marketplace.accounts.models import Person
from marketplace.accounts.selectors import person_by_saleor_id
from marketplace.baskets.models import PlanChoice
from marketplace.baskets.selectors.shapes import Basket
from marketplace.graphql.ready_query import ReadyQuery
from marketplace.orders.extensions import Captures, PaymentGateway, PaymentRequest, Refusal, payment_gateways
from marketplace.orders.models import PaymentAttempt, Placement
from marketplace.vendors.models import Vendor


@dataclass(frozen=True, kw_only=True)
class PaymentOption:
    """A way to pay; with a `refusal` it is shown but cannot be chosen."""

    code: str
    label: str
    note: str
    refusal: Refusal | None = None


@dataclass(frozen=True)
class Payer:
    """Who pays a checkout, and the shops that are paid."""

    person: Person | None
    vendors: tuple[Vendor, ...]


def payment_options(basket: Basket, person: Person | None) -> tuple[PaymentOption, ...]:
    """All ways to pay, in the order of registration."""
    request = request_for(basket, person)
    return tuple(
        PaymentOption(code=each.code, label=str(each.label), note=str(each.note), refusal=refusal_of(each, request))
        for each in payment_gateways
    )


def refusal_of(gateway: PaymentGateway, request: PaymentRequest) -> Refusal | None:
    """Why the request cannot be paid this way, for a reason of the shops' or the gateway's own; None if it can.

    A shop that only puts goods aside (`reserves_only`) sells over its counter: nothing is promised or paid before.
    """
    reserving = [vendor.name for vendor in request.vendors if vendor.reserves_only]
    if reserving and gateway.captures != Captures.AT_HAND_OVER:
        text = _("%(shops)s: Dort bezahlen Sie erst, wenn Sie die Ware abholen.") % {"shops": ", ".join(reserving)}
        return Refusal(code="PAID_IN_THE_SHOP", message=text)
    return gateway.offered(request)


def request_for(basket: Basket, person: Person | None) -> PaymentRequest:
    """What gateways are asked about a basket."""
    email = basket.contact.email if basket.contact else ""
    vendors = tuple(group.vendor for group in basket.groups)
    return PaymentRequest(total=basket.sums.total, person=person, email=email, vendors=vendors)


def payer_of(checkout_id: str, *, user_id: str | None = None) -> Payer:
    """What our rows know about a checkout that is being paid: whoever pressed the button, else the account it is of."""
    placement = _PLACEMENT.first(checkout_id)
    person = placement.person if placement else None
    if person is None and user_id:
        person = person_by_saleor_id(user_id)
    return Payer(person, tuple(_PAID_VENDORS.rows(checkout_id)))


def _paid_vendors(checkout_id: str) -> "QuerySet[Vendor]":
    return Vendor.objects.filter(pk__in=PlanChoice.objects.filter(plan__checkout_id=checkout_id).values("vendor_id"))


_PAID_VENDORS = ReadyQuery(_paid_vendors, "?")
_PLACEMENT = ReadyQuery(
    lambda checkout_id: Placement.objects.select_related("person").filter(checkout_id=checkout_id).order_by("pk"), "?"
)


def attempts_of(checkout_id: str) -> list[PaymentAttempt]:
    """All payment sessions of a checkout, the newest first."""
    return list(PaymentAttempt.objects.filter(checkout_id=checkout_id).order_by("-pk"))
