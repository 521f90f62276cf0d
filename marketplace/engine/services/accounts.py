"""Accounts: those that staff and apps make, profiles, addresses, apps."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from marketplace.engine.models import Address, App, User
from marketplace.engine.refusals import required
from marketplace.engine.selectors.accounts import address_for, user_by_email
from marketplace.engine.selectors.channels import channel_slug_for
from marketplace.engine.services.account_events import record_password_link, require_client_url
from marketplace.engine.services.addresses import filled
from marketplace.engine.services.one_time_tokens import Purpose, make_token
from marketplace.errors import DomainError
from marketplace.graphql.context import Requestor

MAX_ADDRESSES = 100
_PROFILE = ("first_name", "last_name", "language_code", "note", "is_active", "external_reference", "is_confirmed")


@transaction.atomic
def create_customer(
    requestor: Requestor,
    *,
    email: str,
    values: Mapping[str, Any],
    redirect_url: str | None = None,
    channel_slug: str | None = None,
    now: datetime,
) -> User:
    """A customer without a password, made by staff or an app; with `redirect_url` they get a link to set one.

    Raises DomainError UNIQUE, INVALID (email, redirectUrl), and of addresses and the channel.
    """
    if redirect_url:
        require_client_url(redirect_url)
    # the link to a password proves the address
    user = new_user(email=email, password=None, values={**values, "is_confirmed": False})
    _set_defaults(user, values)
    if redirect_url:
        record_password_link(
            user,
            token=make_token(user, Purpose.PASSWORD, now=now),
            redirect_url=redirect_url,
            channel_slug=channel_slug_for(channel_slug),
            now=now,
            issuer=requestor,
        )
    return user


@transaction.atomic
def create_staff(*, email: str, password: str | None, permissions: Sequence[str], values: Mapping[str, Any]) -> User:
    """A member of staff with permissions by code. Raises DomainError UNIQUE, INVALID."""
    user = new_user(email=email, password=password, values=values)
    user.is_staff, user.permissions = True, list(permissions)
    user.save(update_fields=["is_staff", "permissions"])
    return user


@transaction.atomic
def update_account(*, user: User, values: Mapping[str, Any]) -> User:
    """Change the profile; given default addresses are changed or made. Raises DomainError of the addresses."""
    for name in _PROFILE:
        if values.get(name) is not None:
            setattr(user, name, values[name])
    for name in ("metadata", "private_metadata"):
        if values.get(name):
            setattr(user, name, {**getattr(user, name), **values[name]})
    user.save()
    _set_defaults(user, values)
    return user


@transaction.atomic
def create_address(*, user: User, values: Mapping[str, Any], default_for: str | None = None) -> Address:
    """Add an address to the book; equal ones are not kept twice. Raises Refusals, DomainError INVALID (book full)."""
    made = filled(Address(), values)
    same = user.addresses.filter(**made.values()).first()
    if same is None and user.addresses.count() >= MAX_ADDRESSES:
        raise DomainError("INVALID", f"An account holds at most {MAX_ADDRESSES} addresses.")
    address = same or made
    address.user = user
    address.save()
    if default_for is not None:
        set_default_address(user=user, address=address, kind=default_for)
    return address


@transaction.atomic
def update_address(requestor: Requestor, *, address_id: str, values: Mapping[str, Any]) -> Address:
    """Change an address of an account. Raises DomainError NOT_FOUND, Refusals."""
    address = filled(address_for(requestor, address_id), values)
    address.save()
    return address


@transaction.atomic
def delete_address(requestor: Requestor, *, address_id: str) -> Address:
    """Take an address out of the book. Raises DomainError NOT_FOUND."""
    address = address_for(requestor, address_id)
    key = address.pk
    address.delete()
    address.pk = key
    return address


@transaction.atomic
def set_default_address(*, user: User, address: Address, kind: str) -> User:
    """Make an address of the user's own book the default for BILLING or SHIPPING. Raises DomainError INVALID."""
    if address.user_id != user.pk:
        raise DomainError("INVALID", "The address doesn't belong to that user.", field="id")
    column = "default_billing_address" if kind == "BILLING" else "default_shipping_address"
    setattr(user, column, address)
    user.save(update_fields=[column, "updated_at"])
    return user


@transaction.atomic
def create_app(*, name: str, identifier: str, permissions: Sequence[str]) -> tuple[App, str]:
    """Register an app (or give a known one a new token and these permissions) and return it with its token.

    The token is shown this once; only its hash is stored.
    """
    token, hashed = app_token()
    values = {"name": name, "permissions": list(permissions), "is_active": True, **hashed}
    app, _made = App.objects.update_or_create(identifier=identifier, defaults=values)
    return app, token


def app_token() -> tuple[str, dict[str, str]]:
    """A new token of an App, and the columns that keep what proves it."""
    token = secrets.token_urlsafe(30)
    return token, {"token_hash": hashlib.sha256(token.encode()).hexdigest(), "token_last_4": token[-4:]}


def checked_email(email: str, *, field: str = "email") -> str:
    """The address in the spelling that is stored. Raises DomainError REQUIRED, INVALID."""
    email = email.strip().lower()
    if not email:
        raise required(field)
    try:
        validate_email(email)
    except ValidationError:
        raise DomainError("INVALID", "Enter a valid email address.", field=field) from None
    return email


def new_user(*, email: str, password: str | None, values: Mapping[str, Any]) -> User:
    """Store a user in the open transaction. Raises DomainError UNIQUE, REQUIRED and INVALID for the address."""
    email = checked_email(email)
    taken = DomainError("UNIQUE", "User with this Email already exists.", field="email")
    if user_by_email(email) is not None:
        raise taken
    user = User(email=email, password=make_password(password))
    for name in (*_PROFILE, "metadata", "private_metadata"):
        if values.get(name) is not None:
            setattr(user, name, values[name])
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:
        raise taken from None
    return user


def _set_defaults(user: User, values: Mapping[str, Any]) -> None:
    for column in ("default_shipping_address", "default_billing_address"):
        if values.get(column):
            address = getattr(user, column) or Address(user=user)
            filled(address, values[column]).save()
            setattr(user, column, address)
            user.save(update_fields=[column])
