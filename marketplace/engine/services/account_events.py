"""What the platform is told about accounts, so that it writes the mails."""

from datetime import datetime

from django.conf import settings

from marketplace.engine.models import User
from marketplace.engine.rules.client_url import client_url_fault, with_parameters
from marketplace.engine.services.outbox import record
from marketplace.errors import DomainError
from marketplace.graphql.context import Requestor


def require_client_url(url: str) -> str:
    """The address of a client's page. Raises DomainError INVALID for any other (ALLOWED_CLIENT_HOSTS)."""
    if fault := client_url_fault(url, hosts=settings.ALLOWED_CLIENT_HOSTS):
        raise DomainError("INVALID", fault, field="redirectUrl")
    return url


def record_link(
    event_type: str,
    user: User,
    *,
    token: str,
    redirect_url: str,
    channel_slug: str | None,
    now: datetime,
    issuer: Requestor | None = None,
    names_email: bool = False,
    **details: str,
) -> None:
    """Record in the open transaction that a link with a token should reach somebody.

    The page of the link gets the token, and the account's address too if `names_email` (who follows the link need not
    be signed in). `details` are further values of the event (`new_email`).
    """
    parameters = {"email": user.email, "token": token} if names_email else {"token": token}
    record(
        event_type,
        "User",
        user.pk,
        now=now,
        issuer=issuer,
        redirect_url=with_parameters(redirect_url, **parameters),
        token=token,
        channel=channel_slug,
        **details,
    )


def record_password_link(
    user: User,
    *,
    token: str,
    redirect_url: str,
    channel_slug: str | None,
    now: datetime,
    issuer: Requestor | None = None,
) -> None:
    """The link to a new password; Saleor has an event of its own for members of staff."""
    event_type = "STAFF_SET_PASSWORD_REQUESTED" if user.is_staff else "ACCOUNT_SET_PASSWORD_REQUESTED"
    record_link(
        event_type,
        user,
        token=token,
        redirect_url=redirect_url,
        channel_slug=channel_slug,
        now=now,
        issuer=issuer,
        names_email=True,
    )
