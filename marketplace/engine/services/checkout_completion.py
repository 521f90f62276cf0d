"""A checkout becomes an order: all of it or nothing, exactly once.

One transaction behind the lock of the checkout's row. Whoever completes the same checkout a second time finds no row
and gets the order that the first one made. Before it, without locks, the platform is asked for its delivery methods if
the chosen one may be out of date.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from marketplace.engine.models import Checkout, CheckoutDelivery, CheckoutLine, Order, Reservation, TransactionItem
from marketplace.engine.refusals import pk_of
from marketplace.engine.selectors.checkout import Coverage, Sheet, checkout_for, coverage, priced
from marketplace.engine.selectors.sellable import variant_label
from marketplace.engine.services.allocation import InsufficientStock, allocate
from marketplace.engine.services.checkout_address import remember_addresses
from marketplace.engine.services.checkout_delivery import collection_points, refresh_if_stale
from marketplace.engine.services.checkout_voucher import claim_voucher, not_applicable
from marketplace.engine.services.order_creation import create_order
from marketplace.errors import DomainError
from marketplace.graphql.context import Requestor
from marketplace.graphql.ids import global_id


def complete_checkout(
    requestor: Requestor,
    *,
    checkout_id: str | None,
    metadata: Mapping[str, str],
    redirect_url: str | None,
    now: datetime,
) -> Order:
    """Turn a paid (or authorized) checkout into an order; doing it again returns the same order.

    Raises DomainError: EMAIL_NOT_SET, NO_LINES, UNAVAILABLE_VARIANT_IN_CHANNEL, SHIPPING_METHOD_NOT_SET,
    SHIPPING_ADDRESS_NOT_SET, INVALID_SHIPPING_METHOD, BILLING_ADDRESS_NOT_SET, CHECKOUT_NOT_FULLY_PAID,
    VOUCHER_NOT_APPLICABLE, CHANNEL_INACTIVE, INSUFFICIENT_STOCK, NOT_FOUND.
    """
    try:
        refresh_if_stale(checkout_id, now=now, only_chosen=True)
        with transaction.atomic():
            checkout = checkout_for(checkout_id, lock=True, to_price=True)
            return _complete(requestor, checkout, metadata=metadata, redirect_url=redirect_url, now=now)
    except DomainError as error:
        order = _order_made_before(checkout_id) if error.code == "NOT_FOUND" else None
        if order is None:
            raise
        return order


def _order_made_before(checkout_id: str | None) -> Order | None:
    try:
        order = Order.objects.select_related("channel").filter(checkout_id=pk_of("Checkout", checkout_id)).first()
    except (DomainError, ValidationError):
        return None
    if order is not None and not order.channel.is_active:
        raise DomainError("CHANNEL_INACTIVE", "Cannot complete checkout with inactive channel.", field="channel")
    return order


def _complete(
    requestor: Requestor, checkout: Checkout, *, metadata: Mapping[str, str], redirect_url: str | None, now: datetime
) -> Order:
    sheet = priced(checkout, now=now)
    _check_contents(checkout, sheet)
    _check_shipping(checkout, sheet)
    rows = TransactionItem.objects.select_for_update(no_key=True).filter(checkout=checkout)
    transactions = list(rows.order_by("created_at", "pk"))
    _check_payment(checkout, sheet, transactions)
    if sheet.reduction is not None:
        claim_voucher(checkout, sheet.reduction.bearing)
    if redirect_url:
        checkout.redirect_url = redirect_url
    checkout.metadata = {**checkout.metadata, **metadata}
    order, lines = create_order(requestor, checkout, sheet, transactions, now=now)
    remember_addresses(checkout)
    try:
        allocate(
            lines,
            tracked=[line.pk for line in lines if line.variant is not None and line.variant.track_inventory],
            checkout_lines=[each.line.pk for each in sheet.lines],
            channel=checkout.channel,
            now=now,
            first_warehouse=checkout.collection_point_id,
        )
    except InsufficientStock as error:
        raise _shortage(error, sheet) from error
    _delete(checkout)
    return order


def _check_contents(checkout: Checkout, sheet: Sheet) -> None:
    if not checkout.email:
        raise DomainError("EMAIL_NOT_SET", "Checkout email must be set.")
    if unsold := [each.line.variant_id for each in sheet.lines if not each.is_sold]:
        raise DomainError(
            "UNAVAILABLE_VARIANT_IN_CHANNEL",
            "Some of the checkout lines variants are unavailable.",
            field="lines",
            variants=[global_id("ProductVariant", variant_id) for variant_id in unsold],
        )
    if not sheet.lines:
        raise DomainError("NO_LINES", "Cannot complete checkout without lines.", field="lines")


def _check_shipping(checkout: Checkout, sheet: Sheet) -> None:
    if not sheet.requires_shipping:
        return
    point = checkout.collection_point
    if sheet.delivery is None and point is None:
        raise DomainError("SHIPPING_METHOD_NOT_SET", "Shipping method is not set", field="shippingMethod")
    if checkout.shipping_address_id is None:
        raise DomainError("SHIPPING_ADDRESS_NOT_SET", "Shipping address is not set", field="shippingAddress")
    if sheet.delivery is not None:
        valid = sheet.delivery.is_valid and sheet.delivery.active
    else:
        valid = point in collection_points(checkout)
    if not valid:
        raise DomainError(
            "INVALID_SHIPPING_METHOD", "Delivery method is not valid for your shipping address", field="shippingMethod"
        )


def _check_payment(checkout: Checkout, sheet: Sheet, transactions: Iterable[TransactionItem]) -> None:
    if checkout.billing_address_id is None:
        raise DomainError("BILLING_ADDRESS_NOT_SET", "Billing address is not set", field="billingAddress")
    paid: Coverage = coverage(transactions)
    covered = paid.authorize_status(sheet) == "FULL"
    if not covered and not checkout.channel.allow_unpaid_orders:
        if not transactions:
            raise DomainError(
                "CHECKOUT_NOT_FULLY_PAID", "Provided payment methods can not cover the checkout's total amount"
            )
        _check_voucher(checkout, sheet)  # what it took off may be all that is lacking
        raise DomainError(
            "CHECKOUT_NOT_FULLY_PAID", "The authorized amount doesn't cover the checkout's total amount.", field="id"
        )
    _check_voucher(checkout, sheet)
    if not checkout.channel.is_active:
        raise DomainError("CHANNEL_INACTIVE", "Cannot complete checkout with inactive channel.", field="channel")


def _check_voucher(checkout: Checkout, sheet: Sheet) -> None:
    if checkout.voucher_code is not None and sheet.reduction is None:
        raise not_applicable()


def _shortage(error: InsufficientStock, sheet: Sheet) -> DomainError:
    variants = {each.line.variant_id: each.sellable.variant for each in sheet.lines}
    short = [variants[variant_id] for variant_id in error.shortages]
    return DomainError(
        "INSUFFICIENT_STOCK",
        f"Insufficient product stock: {', '.join(variant_label(variant) for variant in short)}",
        variants=[global_id("ProductVariant", variant.pk) for variant in short],
    )


def _delete(checkout: Checkout) -> None:
    """The order has everything now, the address rows included.

    Four plain statements: Django's cascade would first read all that we know already, and ask for what we have moved.
    """
    for rows in (
        Reservation.objects.filter(checkout_line__checkout=checkout),
        CheckoutLine.objects.filter(checkout=checkout),
        CheckoutDelivery.objects.filter(checkout=checkout),
        Checkout.objects.filter(pk=checkout.pk),
    ):
        rows._raw_delete(rows.db)
