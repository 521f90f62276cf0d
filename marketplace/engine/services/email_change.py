"""Another address of mail for an account: proven at the new address, told to the platform afterwards."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.hashers import check_password
from django.db import transaction

from marketplace.engine.models import User
from marketplace.engine.models.account import new_token_key
from marketplace.engine.selectors.accounts import user_by_email
from marketplace.engine.selectors.channels import channel_slug_for
from marketplace.engine.services.account_events import record_link, require_client_url
from marketplace.engine.services.accounts import checked_email
from marketplace.engine.services.outbox import record
from marketplace.engine.services.tokens import decoded, signed
from marketplace.errors import DomainError
from marketplace.graphql.context import Requestor
from marketplace.graphql.ids import global_id

KIND = "confirm-email-change"
LIFETIME = timedelta(hours=1)  # Saleor's JWT_TTL_REQUEST_EMAIL_CHANGE


@transaction.atomic
def request_email_change(
    requestor: Requestor,
    *,
    user: User,
    password: str,
    new_email: str,
    redirect_url: str,
    channel_slug: str | None,
    now: datetime,
) -> User:
    """Send a link to the new address. Whether somebody else has it is not told before the link was followed.

    Raises DomainError INVALID_CREDENTIALS (password), INVALID (redirectUrl, newEmail), and of the channel.
    """
    if not check_password(password, user.password):
        raise DomainError("INVALID_CREDENTIALS", "Password isn't valid.", field="password")
    require_client_url(redirect_url)
    channel_slug = channel_slug_for(channel_slug)
    # stricter than Saleor, which would have a mail sent to any text
    new_email = checked_email(new_email, field="newEmail")
    record_link(
        "ACCOUNT_CHANGE_EMAIL_REQUESTED",
        user,
        token=signed(user, KIND, LIFETIME, now, old_email=user.email, new_email=new_email),
        redirect_url=redirect_url,
        channel_slug=channel_slug,
        now=now,
        issuer=requestor,
        new_email=new_email,
    )
    return user


@transaction.atomic
def confirm_email_change(
    requestor: Requestor, *, user: User, token: str, channel_slug: str | None, now: datetime
) -> User:
    """Take the new address of a link; refresh tokens of the old one end.

    Raises DomainError JWT_INVALID_TOKEN (wrong, used, expired, somebody else's), UNIQUE (newEmail), and of the channel.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    payload = _payload(token)
    of_this_user = payload.get("user_id") == global_id("User", user.pk)
    if payload.get("type") != KIND or not of_this_user or payload.get("old_email") != user.email:
        raise DomainError("JWT_INVALID_TOKEN", "Invalid token.", field="token")
    if user_by_email(payload["new_email"]) is not None:
        raise DomainError("UNIQUE", "Email is used by other user.", field="newEmail")
    channel_slug_for(channel_slug)
    user.email, user.jwt_token_key = payload["new_email"], new_token_key()
    user.save(update_fields=["email", "jwt_token_key", "updated_at"])
    record("ACCOUNT_EMAIL_CHANGED", "User", user.pk, now=now, issuer=requestor, new_email=user.email)
    return user


def _payload(token: str) -> dict[str, Any]:
    try:
        return decoded(token, field="token")
    except DomainError:
        raise DomainError("JWT_INVALID_TOKEN", "Invalid or expired token.", field="token") from None
