"""Vouchers, and the one whose code a checkout bears."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import F, Q, QuerySet

from marketplace.engine.models import Checkout, Voucher, VoucherChannelListing, VoucherCode, VoucherCustomer
from marketplace.engine.refusals import int_pk_of, missing
from marketplace.engine.rules.voucher import Buyer, Goods, Taken, Terms, is_running, refusal, taken


@dataclass(frozen=True, slots=True)
class Bearing:
    """A voucher that is running in the checkout's channel, the code that was typed, and its terms there."""

    voucher: Voucher
    code: VoucherCode
    terms: Terms


@dataclass(frozen=True, slots=True)
class Reduction:
    """A voucher that is good for a checkout, and what it takes off."""

    bearing: Bearing
    taken: Taken


def voucher_for(voucher_id: str | None, *, field: str = "id", lock: bool = False) -> Voucher:
    """The voucher behind a global id. Raises DomainError NOT_FOUND or GRAPHQL_ERROR."""
    rows = Voucher.objects.select_for_update() if lock else Voucher.objects.all()
    found = rows.filter(pk=int_pk_of("Voucher", voucher_id, field=field)).first()
    if found is None:
        raise missing(voucher_id, field=field)
    return found


def with_status(rows: "QuerySet[Voucher]", statuses: list[str], *, now: datetime) -> "QuerySet[Voucher]":
    """Vouchers in one of Saleor's states: ACTIVE, EXPIRED (over or used up), SCHEDULED."""
    used_up = Q(usage_limit__isnull=False, times_used__gte=F("usage_limit"))
    over = Q(end_date__isnull=False, end_date__lt=now)
    conditions = {
        "ACTIVE": Q(start_date__lte=now) & ~over & ~used_up,
        "EXPIRED": Q(start_date__lt=now) & (over | used_up),
        "SCHEDULED": Q(start_date__gt=now),
    }
    wanted = Q(pk__in=[])
    for status in statuses:
        wanted |= conditions[status]
    return rows.filter(wanted)


def bearing_of(checkout: Checkout, code: str | None, *, now: datetime) -> Bearing | None:
    """The running voucher of a code in the checkout's channel; None if there is none (any more)."""
    if code is None or not checkout.channel.is_active:
        return None
    row = VoucherCode.objects.select_related("voucher").filter(code=code, is_active=True).first()
    if row is None or not is_running(row.voucher.start_date, row.voucher.end_date, now=now):
        return None
    if row.voucher.usage_limit is not None and row.voucher.times_used >= row.voucher.usage_limit:
        return None
    listing = VoucherChannelListing.objects.filter(voucher=row.voucher_id, channel=checkout.channel_id).first()
    return None if listing is None else Bearing(row.voucher, row, _terms(row.voucher, listing))


def _terms(voucher: Voucher, listing: VoucherChannelListing) -> Terms:
    specific = voucher.type == "SPECIFIC_PRODUCT"
    return Terms(
        type=voucher.type,
        value_type=voucher.discount_value_type,
        value=listing.discount_value,
        min_spent=listing.min_spent_amount,
        min_quantity=voucher.min_checkout_items_quantity,
        once_per_order=voucher.apply_once_per_order,
        only_for_staff=voucher.only_for_staff,
        countries=frozenset(voucher.countries),
        products=frozenset(voucher.products.values_list("pk", flat=True)) if specific else frozenset(),
        variants=frozenset(voucher.variants.values_list("pk", flat=True)) if specific else frozenset(),
        categories=frozenset(voucher.categories.values_list("pk", flat=True)) if specific else frozenset(),
    )


def reduction_of(
    checkout: Checkout, bearing: Bearing, goods: list[Goods], *, shipping: Decimal | None, needs_shipping: bool
) -> Reduction | str:
    """What the voucher takes off these goods, or why it is not good for them."""
    buyer = _buyer(checkout, bearing, shipping=shipping, needs_shipping=needs_shipping)
    reason = refusal(bearing.terms, goods, buyer)
    return reason or Reduction(bearing, taken(bearing.terms, goods, shipping or Decimal("0.00")))


def _buyer(checkout: Checkout, bearing: Bearing, *, shipping: Decimal | None, needs_shipping: bool) -> Buyer:
    terms, voucher = bearing.terms, bearing.voucher
    address = (checkout.shipping_address or checkout.billing_address) if terms.countries else None
    user = checkout.user if terms.only_for_staff else None
    used = voucher.apply_once_per_customer and (
        VoucherCustomer.objects.filter(voucher=voucher, customer_email=buyer_email(checkout)).exists()
    )
    return Buyer(
        shipping=shipping,
        needs_shipping=needs_shipping,
        country=address.country if address else None,
        is_staff=user is not None and user.is_staff,
        has_used_it=used,
    )


def buyer_email(checkout: Checkout) -> str:
    """Under which address a customer's use of a voucher is kept: the account's goes first. Empty if none is known."""
    return (checkout.user.email if checkout.user is not None else checkout.email) or ""
