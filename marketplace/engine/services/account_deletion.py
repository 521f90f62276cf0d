"""Accounts that go: at their holder's wish, proven by mail, or deleted by staff and apps."""

from datetime import datetime

from django.db import transaction

from marketplace.engine.models import User
from marketplace.engine.selectors.channels import channel_slug_for
from marketplace.engine.services.account_events import record_link, require_client_url
from marketplace.engine.services.one_time_tokens import Purpose, make_token, require_token
from marketplace.engine.services.outbox import record
from marketplace.errors import DomainError
from marketplace.graphql.context import Requestor


@transaction.atomic
def delete_customer(*, user: User) -> User:
    """Remove a customer's account and address book; orders stay. Raises DomainError DELETE_STAFF_ACCOUNT."""
    _refuse_staff(user, field="id")
    return _deleted(user)


@transaction.atomic
def request_deletion(
    requestor: Requestor, *, user: User, redirect_url: str, channel_slug: str | None, now: datetime
) -> None:
    """Send the link that deletes the account. Raises DomainError INVALID (redirectUrl), and of the channel."""
    require_client_url(redirect_url)
    channel_slug = channel_slug_for(channel_slug)
    record_link(
        "ACCOUNT_DELETE_REQUESTED",
        user,
        token=make_token(user, Purpose.DELETE, now=now),
        redirect_url=redirect_url,
        channel_slug=channel_slug,
        now=now,
        issuer=requestor,
    )


@transaction.atomic
def delete_account(requestor: Requestor, *, user: User, token: str, now: datetime) -> User:
    """Delete one's own account with the token of a link. Raises DomainError DELETE_STAFF_ACCOUNT, INVALID (token)."""
    _refuse_staff(user, field=None)
    locked = User.objects.select_for_update().filter(pk=user.pk).first()
    user = require_token(locked, Purpose.DELETE, token, now=now)
    kept = {name: getattr(user, name) for name in ("email", "first_name", "last_name", "language_code")}
    record("ACCOUNT_DELETED", "User", user.pk, now=now, issuer=requestor, fields=kept)
    return _deleted(user)


def _refuse_staff(user: User, *, field: str | None) -> None:
    if user.is_staff:
        raise DomainError("DELETE_STAFF_ACCOUNT", "Cannot delete a staff account.", field=field)


def _deleted(user: User) -> User:
    key = user.pk
    user.delete()
    user.pk = key
    return user
