"""People and programs that the engine knows."""

import hashlib

from django.conf import settings
from django.db.models import Q, QuerySet

from marketplace.engine.models import Address, App, User
from marketplace.engine.refusals import int_pk_of, missing
from marketplace.graphql.context import Requestor


def user_by_email(email: str) -> User | None:
    return User.objects.filter(email__iexact=email.strip()).first()


def locked_user(email: str) -> User | None:
    """The user of an address, locked for the open transaction: two uses of one link wait for one another."""
    return User.objects.select_for_update().filter(email__iexact=email.strip()).first()


def user_by_id(user_id: str | None, *, field: str = "id") -> User:
    """The user of a global id. Raises DomainError NOT_FOUND, GRAPHQL_ERROR."""
    user = User.objects.filter(pk=int_pk_of("User", user_id, field=field)).first()
    if user is None:
        raise missing(user_id, field=field)
    return user


def user_of(requestor: Requestor) -> User | None:
    """The active user who asks; None for anonymous callers and apps."""
    if not requestor.is_user or requestor.user_id is None:
        return None
    return User.objects.filter(pk=int_pk_of("User", requestor.user_id), is_active=True).first()


def customers(search: str | None = None) -> QuerySet[User]:
    """People who are not staff, or who match the text in name or email."""
    rows = User.objects.filter(is_staff=False)
    for word in (search or "").split():
        rows = rows.filter(Q(email__icontains=word) | Q(first_name__icontains=word) | Q(last_name__icontains=word))
    return rows


def address_for(requestor: Requestor, address_id: str) -> Address:
    """The door to an address of an account: its owner, or who may manage users.

    Raises DomainError NOT_FOUND for missing and foreign ones alike, GRAPHQL_ERROR.
    """
    rows = Address.objects.select_related("user").filter(user__isnull=False)
    address = rows.filter(pk=int_pk_of("Address", address_id)).first()
    if address is None:
        raise missing(address_id)
    own = requestor.user_id is not None and int_pk_of("User", requestor.user_id) == address.user_id
    if not own and not requestor.has("MANAGE_USERS"):
        raise missing(address_id)
    return address


def app_identifier_of(requestor: Requestor) -> str:
    """The identifier of the App that asks; empty for people."""
    return (requestor.app_identifier or str(settings.SALEOR_APP_ID)) if requestor.is_app else ""


def app_of(requestor: Requestor) -> App | None:
    """The active App that asks; None for people."""
    if not requestor.is_app:
        return None
    return App.objects.filter(identifier=app_identifier_of(requestor), is_active=True).first()


def app_for(requestor: Requestor, app_id: str | None) -> App:
    """The App that asks; any for who may manage Apps. Raises PermissionRefused, NOT_FOUND, GRAPHQL_ERROR."""
    own = app_of(requestor)
    if app_id is None and own is not None:
        return own
    key = int_pk_of("App", app_id)
    if own is not None and own.pk == key:
        return own
    requestor.require("MANAGE_APPS")
    found = App.objects.filter(pk=key).first()
    if found is None:
        raise missing(app_id)
    return found


def app_by_token(token: str) -> App | None:
    """The active app that holds the token."""
    return App.objects.filter(token_hash=hashlib.sha256(token.encode()).hexdigest(), is_active=True).first()
