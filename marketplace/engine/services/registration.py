"""New accounts, and the proof that their holders read the mail of the address."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from marketplace.engine.models import User
from marketplace.engine.refusals import required
from marketplace.engine.selectors.accounts import locked_user, user_by_email
from marketplace.engine.selectors.channels import channel_slug_for, shop_settings
from marketplace.engine.services.account_events import record_link, require_client_url
from marketplace.engine.services.accounts import checked_email, new_user
from marketplace.engine.services.one_time_tokens import Purpose, make_token, require_token
from marketplace.engine.services.outbox import record
from marketplace.engine.services.passwords import require_password
from marketplace.errors import DomainError

CONFIRMATION_PAUSE = timedelta(minutes=15)  # Saleor's CONFIRMATION_EMAIL_LOCK_TIME


@transaction.atomic
def register_account(
    *,
    email: str,
    password: str,
    values: Mapping[str, Any],
    redirect_url: str | None = None,
    channel_slug: str | None = None,
    now: datetime,
) -> User | None:
    """A new customer with a password, not confirmed yet; None, without a word to the client, if the address is taken.

    Where accounts must be confirmed, `redirect_url` is the page of the link. Raises DomainError REQUIRED, INVALID
    (redirectUrl, email), NOT_FOUND, CHANNEL_INACTIVE, MISSING_CHANNEL_SLUG and PASSWORD_*.
    """
    confirms = shop_settings().enable_account_confirmation_by_email
    if confirms:
        if not redirect_url:
            raise required("redirectUrl")
        require_client_url(redirect_url)
        channel_slug = channel_slug_for(channel_slug)
    email = checked_email(email)
    require_password(password, email=email, field="password")
    if user_by_email(email) is not None:
        make_password(password)  # a taken address must not answer faster than a free one
        return None
    try:
        with transaction.atomic():
            user = new_user(email=email, password=password, values={**values, "is_confirmed": False})
    except DomainError as taken:
        if taken.code != "UNIQUE":
            raise
        return None  # somebody was faster
    if confirms:
        _send_link(user, redirect_url=str(redirect_url), channel_slug=channel_slug, now=now)
    return user


@transaction.atomic
def confirm_account(*, email: str, token: str, now: datetime) -> User:
    """The account's holder followed the link. Raises DomainError INVALID, for unknown and confirmed accounts alike."""
    user = locked_user(email)
    waiting = user if user is not None and user.is_active and not user.is_confirmed else None
    confirmed = require_token(waiting, Purpose.CONFIRM, token, now=now)
    confirmed.is_confirmed = True
    confirmed.save(update_fields=["is_confirmed", "updated_at"])
    record("ACCOUNT_CONFIRMED", "User", confirmed.pk, now=now)
    return confirmed


@transaction.atomic
def send_confirmation(*, user: User, redirect_url: str, channel_slug: str, now: datetime) -> None:
    """Send the link once more, at most every 15 minutes.

    Raises DomainError ACCOUNT_CONFIRMED, CONFIRMATION_ALREADY_REQUESTED, INVALID (redirectUrl, channel).
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.is_confirmed or not shop_settings().enable_account_confirmation_by_email:
        raise DomainError("ACCOUNT_CONFIRMED", "The account is confirmed.")
    if user.last_confirm_email_request and now - user.last_confirm_email_request < CONFIRMATION_PAUSE:
        raise DomainError("CONFIRMATION_ALREADY_REQUESTED", "The mail was sent a moment ago.")
    require_client_url(redirect_url)
    try:
        channel_slug = channel_slug_for(channel_slug)
    except DomainError as refusal:
        # the error type of this mutation has no code of its own for an unknown channel
        raise DomainError("INVALID", refusal.message, field="channel") from None
    user.last_confirm_email_request = now
    user.save(update_fields=["last_confirm_email_request", "updated_at"])
    _send_link(user, redirect_url=redirect_url, channel_slug=channel_slug, now=now)


def _send_link(user: User, *, redirect_url: str, channel_slug: str | None, now: datetime) -> None:
    token = make_token(user, Purpose.CONFIRM, now=now)
    record_link(
        "ACCOUNT_CONFIRMATION_REQUESTED",
        user,
        token=token,
        redirect_url=redirect_url,
        channel_slug=channel_slug,
        now=now,
        names_email=True,
    )
