"""Vouchers are made, changed and ended."""

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction

from marketplace.engine.models import (
    Category,
    Checkout,
    Order,
    OrderLine,
    Product,
    ProductVariant,
    Voucher,
    VoucherChannelListing,
    VoucherCode,
)
from marketplace.engine.refusals import Refusals, int_pk_of, uuid_of
from marketplace.engine.selectors.voucher import voucher_for
from marketplace.engine.services.listings import channels_by_ids
from marketplace.engine.services.metadata import MetadataDoor, doors, needs
from marketplace.errors import DomainError
from marketplace.graphql.ids import type_of

doors.register(
    "Voucher",
    MetadataDoor(rows=Voucher.objects.all, public=needs("MANAGE_DISCOUNTS"), private=needs("MANAGE_DISCOUNTS")),
)
_COLUMNS = (
    "type",
    "name",
    "discount_value_type",
    "usage_limit",
    "start_date",
    "end_date",
    "apply_once_per_order",
    "apply_once_per_customer",
    "single_use",
    "only_for_staff",
    "min_checkout_items_quantity",
)
_GOODS: Mapping[str, tuple[str, Any]] = {
    "products": ("Product", Product),
    "variants": ("ProductVariant", ProductVariant),
    "categories": ("Category", Category),
}


@transaction.atomic
def create_voucher(*, values: Mapping[str, Any]) -> Voucher:
    """A new voucher from a `VoucherInput`, with its codes. It works in no channel yet.

    Raises DomainError GRAPHQL_ERROR (neither `code` nor `add_codes`, or both), DUPLICATED_INPUT_ITEM, ALREADY_EXISTS,
    INVALID (it ends before it starts), NOT_FOUND.
    """
    code, more = values.get("code"), values.get("add_codes")
    if code != "" and bool(code) == bool(more):
        raise DomainError("GRAPHQL_ERROR", _one_of(code))
    codes = [*_clean_codes(more or ()), *([] if code is None else [_clean_code(code)])]
    voucher = Voucher()
    _fill(voucher, values)
    voucher.save()
    _set_goods(voucher, values)
    VoucherCode.objects.bulk_create([VoucherCode(voucher=voucher, code=each) for each in codes])
    return voucher


@transaction.atomic
def update_voucher(*, voucher_id: str, values: Mapping[str, Any]) -> Voucher:
    """Change a voucher, rename its only code (`code`), or give it more (`add_codes`).

    Raises DomainError like `create_voucher`, VOUCHER_ALREADY_USED (how often it may be used is fixed once an order or a
    checkout bears it), INVALID (`code` of a voucher that has several).
    """
    voucher = voucher_for(voucher_id, lock=True)
    renamed = None if values.get("code") is None else _clean_code(values["code"])
    codes = _clean_codes(values.get("add_codes") or ())
    for name in ("single_use", "usage_limit"):
        if name in values and values[name] != getattr(voucher, name) and _is_used(voucher):
            words = name.replace("_", " ")
            message = f"Cannot change {words} setting when any voucher code has already been used."
            raise DomainError("VOUCHER_ALREADY_USED", message, field=_camel(name))
    _fill(voucher, values)
    voucher.save()
    _set_goods(voucher, values)
    VoucherCode.objects.bulk_create([VoucherCode(voucher=voucher, code=each) for each in codes])
    if renamed is not None and not codes:
        _rename(voucher, renamed)
    return voucher


@transaction.atomic
def delete_voucher(*, voucher_id: str) -> Voucher:
    """Remove a voucher; orders keep what it took off. Raises DomainError NOT_FOUND."""
    voucher = voucher_for(voucher_id, lock=True)
    key = voucher.pk
    voucher.delete()
    voucher.pk = key
    return voucher


@transaction.atomic
def delete_codes(*, code_ids: Sequence[str]) -> int:
    """Remove codes and return how many there were. Raises DomainError INVALID with ids that are not codes."""
    if strangers := [each for each in code_ids if type_of(each) != "VoucherCode"]:
        raise DomainError("INVALID", "Invalid VoucherCode ID.", field="ids", voucher_codes=strangers)
    rows = VoucherCode.objects.filter(pk__in=[uuid_of("VoucherCode", each) for each in code_ids])
    number = rows.count()
    rows.delete()
    return number


@transaction.atomic
def update_voucher_listings(
    *, voucher_id: str, add: Sequence[Mapping[str, Any]], remove: Sequence[str] = ()
) -> Voucher:
    """Say what a voucher takes off in which channels; `add` are `VoucherChannelListingAddInput`s.

    Raises Refusals or DomainError: NOT_FOUND, DUPLICATED_INPUT_ITEM, REQUIRED (no value for a new channel), INVALID
    (parts of a cent, more than 100 percent).
    """
    voucher = voucher_for(voucher_id, lock=True)
    ids = [each["channel_id"] for each in add]
    if twice := [each for each, number in Counter([*ids, *remove]).items() if number > 1]:
        raise DomainError("DUPLICATED_INPUT_ITEM", "The same object cannot be in both lists.", channels=twice)
    channels = channels_by_ids([*ids, *remove])
    listings = {each.channel_id: each for each in voucher.channel_listings.all()}
    if errors := [error for each in add for error in _faults(voucher, each, channels[each["channel_id"]].pk, listings)]:
        raise Refusals(errors)
    for each in add:
        channel = channels[each["channel_id"]]
        listing = listings.get(channel.pk) or VoucherChannelListing(voucher=voucher, channel=channel)
        listing.currency = channel.currency_code
        listing.discount_value = each.get("discount_value", listing.discount_value)
        listing.min_spent_amount = each.get("min_amount_spent", listing.min_spent_amount)
        listing.save()
    voucher.channel_listings.filter(channel__in=[channels[each].pk for each in remove]).delete()
    return voucher


def _faults(
    voucher: Voucher, given: Mapping[str, Any], channel_pk: int, listings: Mapping[int, VoucherChannelListing]
) -> list[DomainError]:
    value: Decimal | None = given.get("discount_value")
    least: Decimal | None = given.get("min_amount_spent")
    channels = [given["channel_id"]]
    faults = []
    is_missing = not value and channel_pk not in listings
    if is_missing or ("discount_value" in given and value is None):
        faults.append(_fault("REQUIRED", "Value is required for voucher.", "discountValue", channels))
    elif value is not None and voucher.discount_value_type == "FIXED" and value != round(value, 2):
        faults.append(_fault("INVALID", "Invalid amount precision.", "discountValue", channels))
    elif value is not None and voucher.discount_value_type == "PERCENTAGE" and value > 100:
        faults.append(_fault("INVALID", "Invalid percentage value.", "discountValue", channels))
    if least is not None and least != round(least, 2):
        faults.append(_fault("INVALID", "Invalid amount precision.", "minAmountSpent", channels))
    return faults


def _fault(code: str, message: str, field: str, channels: list[str]) -> DomainError:
    return DomainError(code, message, field=field, channels=channels)


def _fill(voucher: Voucher, values: Mapping[str, Any]) -> None:
    for name in _COLUMNS:
        if name in values and (values[name] is not None or voucher._meta.get_field(name).null):
            setattr(voucher, name, values[name])
    if values.get("countries") is not None:
        voucher.countries = [each.upper() for each in values["countries"]]
    if voucher.end_date is not None and voucher.start_date > voucher.end_date:
        raise DomainError("INVALID", "End date cannot be before the start date.", field="endDate")


def _set_goods(voucher: Voucher, values: Mapping[str, Any]) -> None:
    for name, (kind, model) in _GOODS.items():
        if values.get(name) is None:
            continue
        keys = {int_pk_of(kind, each, field=name) for each in values[name]}
        found = list(model.objects.filter(pk__in=keys))
        if len(found) != len(keys):
            raise DomainError("NOT_FOUND", f"Couldn't resolve to a node: {kind}", field=name)
        getattr(voucher, name).set(found)


def _clean_codes(codes: Sequence[str]) -> list[str]:
    """Codes as they are kept; an empty one stands for one that is made up."""
    stripped = [each.strip() for each in codes]
    if twice := [each for each, number in Counter(filter(None, stripped)).items() if number > 1]:
        raise DomainError(
            "DUPLICATED_INPUT_ITEM", "Duplicated promo codes provided.", field="codes", voucher_codes=twice
        )
    if known := list(VoucherCode.objects.filter(code__in=stripped).values_list("code", flat=True)):
        raise DomainError("ALREADY_EXISTS", "Promo code already exists.", field="codes", voucher_codes=known)
    return [each or _made_up() for each in stripped]


def _clean_code(code: str) -> str:
    stripped = code.strip()
    if stripped and VoucherCode.objects.filter(code=stripped).exists():
        raise DomainError("ALREADY_EXISTS", "Promo code already exists.", field="code")
    return stripped or _made_up()


def _made_up() -> str:
    """A code in Saleor's form, ABCD-EFGH-IJKL."""
    text = secrets.token_hex(6).upper()
    return "-".join(text[at : at + 4] for at in range(0, len(text), 4))


def _rename(voucher: Voucher, code: str) -> None:
    codes = list(voucher.codes.all()[:2])
    if len(codes) != 1:
        raise DomainError("INVALID", "Cannot update code when multiple codes exists.", field="code")
    codes[0].code = code
    codes[0].save(update_fields=["code"])


def _is_used(voucher: Voucher) -> bool:
    codes = list(voucher.codes.values_list("code", flat=True))
    return (
        Order.objects.filter(voucher=voucher, voucher_code__in=codes).exists()
        or OrderLine.objects.filter(voucher_code__in=codes).exists()
        or Checkout.objects.filter(voucher_code__in=codes).exists()
    )


def _one_of(code: str | None) -> str:
    if code:
        return "Argument 'code' cannot be combined with 'addCodes'"
    return "At least one of arguments is required: 'code', 'addCodes'."


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(each.title() for each in rest)
