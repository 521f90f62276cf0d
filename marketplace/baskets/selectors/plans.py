"""What was agreed, and whether something that arrived is still that."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from django.conf import settings

from marketplace.baskets.market_address import is_market_address
from marketplace.baskets.models import FulfilmentPlan, PlanChoice
from marketplace.baskets.rules.plan import (
    METADATA_KEY,
    AgreedChoice,
    AgreedPlan,
    Arrived,
    Deviation,
    address_digest,
    deviations,
    method_name,
    read_snapshot,
    write_snapshot,
)
from marketplace.catalogue.selectors.listings import listings_by_variant
from marketplace.graphql.ready_query import ReadyQuery, keep_children
from marketplace.saleor.orders import Order
from marketplace.saleor.wire import Address


def plan_of(checkout_id: str) -> FulfilmentPlan | None:
    """The plan of a checkout with its choices, whether complete or not. At most two queries."""
    plan = _PLAN.first(checkout_id)
    if plan is not None:
        read_choices(plan)
    return plan


def read_choices(plan: FulfilmentPlan) -> None:
    """Read the choices into `plan.choices`, also anew. One query."""
    keep_children(plan, "choices", _CHOICES.rows(plan.pk))


_PLAN = ReadyQuery(lambda checkout_id: FulfilmentPlan.objects.filter(checkout_id=checkout_id), "?")
_CHOICES = ReadyQuery(lambda plan_id: PlanChoice.objects.filter(plan=plan_id), -1)


def agreed_plan(checkout_id: str) -> AgreedPlan | None:
    """The plan of a checkout as it was agreed; None if it is not complete or a choice must be checked again."""
    plan = plan_of(checkout_id)
    return agreed(plan) if plan else None


def agreed(plan: FulfilmentPlan) -> AgreedPlan | None:
    """The plan's rows as plain values; None if it is not complete."""
    choices = sorted(plan.choices.all(), key=lambda choice: choice.vendor_id)
    if not plan.is_complete or not choices or any(choice.is_stale for choice in choices):
        return None
    return AgreedPlan(
        checkout_id=plan.checkout_id,
        version=plan.version,
        currency=plan.currency,
        destination=plan.destination,
        choices=tuple(_agreed_choice(choice) for choice in choices),
    )


def _agreed_choice(choice: PlanChoice) -> AgreedChoice:
    return AgreedChoice(
        vendor=choice.vendor_id,
        method=choice.method,
        offer=choice.offer_key,
        starts=choice.starts,
        ends=choice.ends,
        price=choice.price,
        reference=choice.reference,
        lines=choice.lines,
    )


def plan_of_order(order: Order) -> AgreedPlan | None:
    """The plan that an arrived order was made by: our rows, or the signed copy in the order's private metadata if it
    fits the order better (our rows were changed between the completion and now, or lost)."""
    signed = read_snapshot(order.private_metadata.get(METADATA_KEY, ""), secret=settings.SECRET_KEY)
    copies = [
        agreed_plan(order.checkout_id or ""),
        signed if signed and signed.checkout_id == order.checkout_id else None,
    ]
    plans = [plan for plan in copies if plan]
    fitting = (plan for plan in plans if method_name(plan.version) == order.shipping_method_name)
    return next(fitting, plans[0] if plans else None)


def order_deviations(order: Order) -> tuple[Deviation, ...]:
    """Every way in which an arrived order is not what the shopper agreed to; empty if it is.

    Codes: PLAN_MISSING and those of `rules.plan.deviations`. Public metadata is never looked at: anybody can write it.
    """
    plan = plan_of_order(order)
    if plan is None:
        return (Deviation(code="PLAN_MISSING"),)
    arrived = Arrived(
        method=order.shipping_method_name,
        price=_price_of_ways(order),
        destination=destination_digest(order.shipping_address),
        lines=lines_by_vendor((line.variant_id or "", line.quantity) for line in order.lines),
    )
    return deviations(plan, arrived, method=method_name(plan.version))


def _price_of_ways(order: Order) -> Decimal:
    """What all ways cost; a voucher may pay a part of it."""
    paid = order.shipping_price.amount
    return max(paid, order.full_shipping_price.amount) if order.voucher_code else paid


def lines_by_vendor(lines: Iterable[tuple[str, int]]) -> dict[int, dict[str, int]]:
    """Pieces by variant by vendor. One query. Variants that no listing knows count as vendor 0, who never agreed."""
    pieces: dict[str, int] = defaultdict(int)
    for variant_id, quantity in lines:
        pieces[variant_id] += quantity
    listings = listings_by_variant(pieces)
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for variant_id, quantity in pieces.items():
        found[listings[variant_id].vendor_id if variant_id in listings else 0][variant_id] = quantity
    return dict(found)


def destination_digest(address: Address | None) -> str:
    """The fingerprint of an address for a plan that brings goods there; "" for none and for the market's own."""
    if address is None or is_market_address(address):
        return ""
    parts = (address.street, address.street2, address.postal_code, address.city, address.country)
    return address_digest(parts, secret=settings.SECRET_KEY)


def snapshot(plan: AgreedPlan) -> str:
    """The signed text of the plan for the checkout's private metadata."""
    return write_snapshot(plan, secret=settings.SECRET_KEY)
