"""A voucher comes to a checkout, leaves it, and is used up by an order."""

from datetime import datetime

from django.db import transaction

from marketplace.engine.models import Checkout, Voucher, VoucherCode, VoucherCustomer
from marketplace.engine.refusals import missing
from marketplace.engine.selectors.checkout import checkout_for, priced, priced_with
from marketplace.engine.selectors.voucher import Bearing, bearing_of, buyer_email
from marketplace.errors import DomainError
from marketplace.graphql.ids import global_id, int_pk_of, type_of

_FIELD = "promoCode"


def add_promo_code(*, checkout_id: str | None, code: str, now: datetime) -> Checkout:
    """Put a voucher on a checkout, in place of another. The code must be typed as it is.

    Raises DomainError NOT_FOUND (the checkout), UNAVAILABLE_VARIANT_IN_CHANNEL, INVALID (no such code, or it is not
    running in the channel, or used up), VOUCHER_NOT_APPLICABLE (not for this checkout), in this order.
    """
    with transaction.atomic():
        checkout = checkout_for(checkout_id, lock=True)
        _refuse_unsold(checkout, now=now)
        if bearing_of(checkout, code, now=now) is None:
            raise DomainError("INVALID", "Promo code is invalid", field=_FIELD)
        if priced_with(checkout, code, now=now).reduction is None:
            raise DomainError("VOUCHER_NOT_APPLICABLE", "Voucher is not applicable to this checkout.", field=_FIELD)
        _bear(checkout, code, now=now)
    return checkout


def remove_promo_code(*, checkout_id: str | None, code: str | None, code_id: str | None, now: datetime) -> Checkout:
    """Take the voucher off, by its code or by the global id of the voucher.

    Raises DomainError GRAPHQL_ERROR (neither or both are given, or no id), NOT_FOUND, INVALID (not on this checkout).
    """
    if bool(code) == bool(code_id):
        raise DomainError("GRAPHQL_ERROR", _one_of(code))
    with transaction.atomic():
        checkout = checkout_for(checkout_id, lock=True)
        if code:
            _check_borne(checkout, code, now=now)
        elif not _is_borne(checkout, code_id or ""):
            return checkout
        _bear(checkout, None, now=now)
    return checkout


def drop_lost_voucher(checkout: Checkout, *, now: datetime) -> None:
    """Let go of a voucher that is not good for the checkout any more. Its row must be locked, its lines stored."""
    if checkout.voucher_code is None:
        return
    if priced_with(checkout, checkout.voucher_code, now=now).reduction is None:
        _bear(checkout, None, now=now)


def claim_voucher(checkout: Checkout, bearing: Bearing) -> None:
    """Count the order that is being made, behind the voucher's lock. Call it inside the order's transaction.

    Raises DomainError VOUCHER_NOT_APPLICABLE if somebody else took its last use, or this customer has used it before.
    """
    if not _is_counted(bearing.voucher):
        return
    voucher = Voucher.objects.select_for_update(no_key=True).get(pk=bearing.voucher.pk)
    code = VoucherCode.objects.select_for_update(no_key=True).filter(pk=bearing.code.pk, is_active=True).first()
    if code is None or (voucher.usage_limit is not None and voucher.times_used >= voucher.usage_limit):
        raise not_applicable()
    if voucher.usage_limit is not None:
        voucher.times_used += 1
        voucher.save(update_fields=["times_used"])
        code.used += 1
    if voucher.apply_once_per_customer:
        _note_customer(checkout, code)
    code.is_active = not voucher.single_use
    code.save(update_fields=["used", "is_active"])


def not_applicable() -> DomainError:
    """The checkout bears a voucher that takes nothing off any more."""
    return DomainError("VOUCHER_NOT_APPLICABLE", "Voucher not applicable", field="voucherCode")


def _is_counted(voucher: Voucher) -> bool:
    return voucher.usage_limit is not None or voucher.apply_once_per_customer or voucher.single_use


def _note_customer(checkout: Checkout, code: VoucherCode) -> None:
    email = buyer_email(checkout)
    if not email:
        raise not_applicable()
    _row, is_first = VoucherCustomer.objects.get_or_create(
        voucher_id=code.voucher_id, customer_email=email, defaults={"voucher_code": code}
    )
    if not is_first:
        raise not_applicable()


def _bear(checkout: Checkout, code: str | None, *, now: datetime) -> None:
    """Store the code. Offers of delivery may depend on what the goods cost, so they are asked for again."""
    checkout.voucher_code = code
    checkout.deliveries_fresh_until = None
    checkout.updated_at = now
    checkout.save(update_fields=["voucher_code", "deliveries_fresh_until", "updated_at"])
    priced_with(checkout, code, now=now)


def _refuse_unsold(checkout: Checkout, *, now: datetime) -> None:
    if not checkout.channel.use_legacy_error_flow_for_checkout:
        return
    if unsold := [each.line.variant_id for each in priced(checkout, now=now).lines if not each.is_sold]:
        raise DomainError(
            "UNAVAILABLE_VARIANT_IN_CHANNEL",
            "Some of the checkout lines variants are unavailable.",
            field="lines",
            variants=[global_id("ProductVariant", variant_id) for variant_id in unsold],
        )


def _one_of(code: str | None) -> str:
    if code:
        return "Argument 'promo_code' cannot be combined with 'promo_code_id'"
    return "At least one of arguments is required: 'promo_code', 'promo_code_id'."


def _check_borne(checkout: Checkout, code: str, *, now: datetime) -> None:
    """Any code of the voucher takes it off, also a code that was deleted meanwhile."""
    known = VoucherCode.objects.filter(code=code).first()
    if known is None and code != checkout.voucher_code:
        raise DomainError("NOT_FOUND", "Promo code does not exists.", field=_FIELD)
    running = bearing_of(checkout, checkout.voucher_code, now=now)
    same = known is not None and running is not None and known.voucher_id == running.voucher.pk
    if not same and (running is not None or code != checkout.voucher_code):
        raise DomainError("INVALID", "Cannot remove a voucher not attached to this checkout.", field=_FIELD)


def _is_borne(checkout: Checkout, code_id: str) -> bool:
    """Whether the checkout bears the voucher of this id; False as well if it bears none, as with Saleor."""
    field = "promoCodeId"
    kind = type_of(code_id)
    if kind is None:
        raise DomainError("GRAPHQL_ERROR", f"Invalid ID: {code_id}.", field=field)
    if kind not in ("Voucher", "GiftCard"):
        raise DomainError("NOT_FOUND", "Must receive Voucher or GiftCard id.", field=field)
    if kind == "GiftCard" or checkout.voucher_code is None:
        return False
    voucher = Voucher.objects.filter(pk=int_pk_of("Voucher", code_id, field=field)).first()
    if voucher is None:
        raise missing(code_id, field=field)
    if not voucher.codes.filter(code=checkout.voucher_code).exists():
        raise DomainError("NOT_FOUND", "Couldn't remove a promo code from a checkout.", field=field)
    return True
