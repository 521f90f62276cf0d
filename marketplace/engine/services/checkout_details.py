"""Who buys, where it goes, and what else a checkout says."""

from datetime import datetime
from typing import Any

from django.db import transaction

from marketplace.engine.models import Address, Checkout, User
from marketplace.engine.refusals import missing
from marketplace.engine.selectors.accounts import user_by_id, user_of
from marketplace.engine.selectors.checkout import checkout_for
from marketplace.engine.services.checkout_voucher import drop_lost_voucher
from marketplace.errors import DomainError, PermissionRefused
from marketplace.graphql.context import Requestor


def set_email(*, checkout_id: str | None, email: str, now: datetime) -> Checkout:
    """Set the address that mails go to. Raises DomainError NOT_FOUND or REQUIRED."""
    if not email:
        raise DomainError("REQUIRED", "This field cannot be blank.", field="email")
    return _set(checkout_id, now=now, email=email)


def set_language(*, checkout_id: str | None, language_code: str, now: datetime) -> Checkout:
    """Set the language of the order to come. Raises DomainError NOT_FOUND."""
    return _set(checkout_id, now=now, language_code=language_code)


def set_customer_note(*, checkout_id: str | None, note: str, now: datetime) -> Checkout:
    """Set the shopper's remark. Raises DomainError NOT_FOUND."""
    return _set(checkout_id, now=now, customer_note=note)


@transaction.atomic
def set_shipping_address(*, checkout_id: str | None, address: Address, save_address: bool, now: datetime) -> Checkout:
    """Set where the goods go; delivery methods must be asked for again. Raises DomainError NOT_FOUND."""
    address.save()
    checkout = _set(
        checkout_id,
        now=now,
        shipping_address=address,
        save_shipping_address=save_address,
        country=address.country,
        deliveries_fresh_until=None,
    )
    drop_lost_voucher(checkout, now=now)
    return checkout


@transaction.atomic
def set_billing_address(*, checkout_id: str | None, address: Address, save_address: bool, now: datetime) -> Checkout:
    """Set who gets the invoice. Raises DomainError NOT_FOUND."""
    address.save()
    checkout = _set(checkout_id, now=now, billing_address=address, save_billing_address=save_address)
    drop_lost_voucher(checkout, now=now)
    return checkout


@transaction.atomic
def attach_customer(
    requestor: Requestor, *, checkout_id: str | None, customer_id: str | None, now: datetime
) -> Checkout:
    """Make the signed-in user (or, with IMPERSONATE_USER, another one) the owner; the e-mail address becomes theirs.

    Raises PermissionRefused for the anonymous and for a checkout that somebody owns, DomainError NOT_FOUND.
    """
    checkout = checkout_for(checkout_id, lock=True)
    user = _customer(requestor, customer_id)
    if checkout.user_id is not None and checkout.user_id != user.pk and not requestor.has("IMPERSONATE_USER"):
        raise PermissionRefused("You cannot reassign a checkout that is already attached to a user.")
    checkout.user, checkout.email, checkout.updated_at = user, user.email, now
    checkout.save(update_fields=["user", "email", "updated_at"])
    return checkout


def _customer(requestor: Requestor, customer_id: str | None) -> User:
    if requestor.kind == "anonymous":
        raise PermissionRefused(
            "To access this path, you need one of the following permissions: AUTHENTICATED_APP, AUTHENTICATED_USER",
            ("AUTHENTICATED_APP", "AUTHENTICATED_USER"),
        )
    if customer_id is None or customer_id == requestor.user_id:
        user = user_of(requestor)
    else:
        requestor.require("IMPERSONATE_USER")
        user = user_by_id(customer_id, field="customerId")
    if user is None:
        raise missing(customer_id, field="customerId")
    return user


@transaction.atomic
def _set(checkout_id: str | None, *, now: datetime, **values: Any) -> Checkout:
    checkout = checkout_for(checkout_id, lock=True)
    for name, value in values.items():
        setattr(checkout, name, value)
    checkout.updated_at = now
    checkout.save(update_fields=[*values, "updated_at"])
    return checkout
