"""Addresses as checkouts keep them: checked, and written as Saleor writes them."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from marketplace.engine.models import Address, Checkout
from marketplace.engine.refusals import Refusals
from marketplace.engine.services.addresses import filled
from marketplace.errors import DomainError
from marketplace.graphql.context import Requestor

_CITY_IN_CAPITALS = frozenset({"DE", "AT", "CH", "FR", "PL", "CZ", "NL"})
"""Countries whose postal format writes the place in capitals (Saleor normalises by the address data of Google)."""


def checkout_address(
    requestor: Requestor, values: Mapping[str, Any], *, kind: str, rules: Mapping[str, Any] | None = None
) -> Address:
    """An unsaved address; `kind` is SHIPPING or BILLING, `rules` the input's validation rules.

    Raises Refusals (REQUIRED, INVALID) that name field and kind, PermissionRefused for skipping the check.
    """
    if values.get("skip_validation"):
        requestor.require("HANDLE_CHECKOUTS", "MANAGE_CHECKOUTS")
    wanted = rules or {}
    check = wanted.get("check_required_fields", True) and wanted.get("check_fields_format", True)
    try:
        address = filled(Address(), values, check=check)
    except Refusals as refusals:
        raise Refusals(
            [DomainError(each.code, each.message, field=each.field, address_type=kind) for each in refusals.errors]
        ) from None
    if wanted.get("enable_fields_normalization", True) and address.country in _CITY_IN_CAPITALS:
        address.city = address.city.upper()
    return address


def remember_addresses(checkout: Checkout) -> None:
    """Put a customer's new addresses into their address book. Call it inside a transaction."""
    user = checkout.user if checkout.user_id is not None else None
    if user is None:
        return
    wanted = [(checkout.shipping_address, checkout.save_shipping_address)]
    wanted.append((checkout.billing_address, checkout.save_billing_address))
    used = [address for address, save in wanted if address is not None and save]
    if not used:
        return
    known = [address.values() for address in user.addresses.all()]
    fresh: list[Address] = []
    for address in used:
        if address.values() not in known:
            known.append(address.values())
            copy = address.copy()
            copy.user = user
            fresh.append(copy)
    if fresh:
        with transaction.atomic():
            Address.objects.bulk_create(fresh)
            _set_missing_defaults(checkout, fresh)


def _set_missing_defaults(checkout: Checkout, fresh: list[Address]) -> None:
    user = checkout.user
    assert user is not None
    by_values = [(address.values(), address) for address in fresh]
    for name, address in (
        ("default_shipping_address", checkout.shipping_address),
        ("default_billing_address", checkout.billing_address),
    ):
        match = next((each for values, each in by_values if address and values == address.values()), None)
        if match is not None and getattr(user, f"{name}_id") is None:
            setattr(user, name, match)
            user.save(update_fields=[name])
