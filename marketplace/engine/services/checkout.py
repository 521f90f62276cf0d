"""Checkouts begin."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from marketplace.engine.models import Address, Channel, Checkout, CheckoutLine, User
from marketplace.engine.selectors.accounts import user_of
from marketplace.engine.selectors.channels import channel_by_slug, shop_settings
from marketplace.engine.selectors.checkout import coverage, price
from marketplace.engine.services.checkout_lines import LineInput, check_lines, hold, new_line
from marketplace.engine.services.metadata import MetadataDoor, anybody, doors, needs
from marketplace.errors import DomainError
from marketplace.graphql.context import Requestor

# Measured on Saleor 3.24: public metadata of a checkout is open to whoever knows its id.
_PRIVATE = needs("MANAGE_CHECKOUTS", "HANDLE_TAXES")
doors.register(
    "Checkout", MetadataDoor(rows=Checkout.objects.all, public=anybody, private=_PRIVATE, stamp="updated_at")
)
doors.register("CheckoutLine", MetadataDoor(rows=CheckoutLine.objects.all, public=anybody, private=_PRIVATE))


@dataclass(frozen=True, kw_only=True)
class CheckoutInput:
    """What a checkout may begin with; addresses are unsaved and clean."""

    channel: str | None = None
    lines: Sequence[LineInput] = ()
    email: str | None = None
    shipping_address: Address | None = None
    billing_address: Address | None = None
    save_shipping_address: bool = True
    save_billing_address: bool = True
    language_code: str = "en"
    metadata: Mapping[str, str] = field(default_factory=dict)
    private_metadata: Mapping[str, str] = field(default_factory=dict)


def create_checkout(requestor: Requestor, wanted: CheckoutInput, *, now: datetime) -> Checkout:
    """Begin a checkout and hold its goods, all or none; a signed-in user owns it.

    Raises DomainError (INSUFFICIENT_STOCK, QUANTITY_GREATER_THAN_LIMIT, ZERO_QUANTITY, NOT_FOUND,
    UNAVAILABLE_VARIANT_IN_CHANNEL, PRODUCT_NOT_PUBLISHED, PRODUCT_UNAVAILABLE_FOR_PURCHASE, MISSING_CHANNEL_SLUG,
    CHANNEL_INACTIVE) and PermissionRefused.
    """
    if wanted.private_metadata:
        requestor.require("HANDLE_CHECKOUTS", "MANAGE_CHECKOUTS")
    channel = active_channel(wanted.channel)
    user = user_of(requestor)
    lines = [new_line(each, position) for position, each in enumerate(_merged(wanted.lines))]
    shop = shop_settings()
    offers = check_lines(requestor, lines, inputs=wanted.lines, channel=channel, shop=shop, now=now)
    checkout = _checkout(channel, user, wanted, now=now)
    with transaction.atomic():
        Address.objects.bulk_create([each for each in (wanted.shipping_address, wanted.billing_address) if each])
        checkout.save(force_insert=True)
        for line in lines:
            line.checkout = checkout
        CheckoutLine.objects.bulk_create(lines)
        hold(checkout, lines, shop=shop, now=now, is_new=True)
    price(checkout, lines, offers)
    checkout.__dict__["coverage"] = coverage(())
    return checkout


def active_channel(slug: str | None) -> Channel:
    """The channel to sell in; without a slug the only active one.

    Raises DomainError NOT_FOUND, MISSING_CHANNEL_SLUG or CHANNEL_INACTIVE.
    """
    if slug is None:
        active = list(Channel.objects.filter(is_active=True)[:2])
        if len(active) == 1:
            return active[0]
        raise DomainError("MISSING_CHANNEL_SLUG", "You need to provide channel slug.", field="channel")
    channel = channel_by_slug(slug)
    if channel is None:
        raise DomainError("NOT_FOUND", f"Channel with '{slug}' slug does not exist.", field="channel")
    if not channel.is_active:
        raise DomainError("CHANNEL_INACTIVE", f"Channel with '{slug}' is inactive.", field="channel")
    return channel


def _checkout(channel: Channel, user: User | None, wanted: CheckoutInput, *, now: datetime) -> Checkout:
    address = wanted.shipping_address or wanted.billing_address
    return Checkout(
        channel=channel,
        user=user,
        email=wanted.email or (user.email if user else None),
        language_code=wanted.language_code,
        country=address.country if address else channel.default_country,
        currency=channel.currency_code,
        shipping_address=wanted.shipping_address,
        billing_address=wanted.billing_address,
        save_shipping_address=wanted.save_shipping_address,
        save_billing_address=wanted.save_billing_address,
        metadata=dict(wanted.metadata),
        private_metadata=dict(wanted.private_metadata),
        created_at=now,
        updated_at=now,
    )


def _merged(inputs: Sequence[LineInput]) -> list[LineInput]:
    """Inputs for the same variant become one, unless a new line is forced."""
    merged: dict[Any, LineInput] = {}
    for number, each in enumerate(inputs):
        key = (each.variant_id, number if each.force_new_line else None)
        merged[key] = merged[key].plus(each) if key in merged else each
    return list(merged.values())
