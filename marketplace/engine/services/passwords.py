"""Passwords: changed with the old one, or set anew with a link by mail.

A request for a link is only written down, whoever it names; a worker finds out whose it is. So the answer takes the
same time for known and unknown addresses.
"""

import logging
from datetime import datetime, timedelta

from celery import current_app
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from marketplace.engine.models import PasswordResetRequest, User
from marketplace.engine.models.account import new_token_key
from marketplace.engine.rules.passwords import password_fault
from marketplace.engine.selectors.accounts import locked_user
from marketplace.engine.selectors.channels import channel_slug_for
from marketplace.engine.services.account_events import record_password_link, require_client_url
from marketplace.engine.services.one_time_tokens import Purpose, make_token, require_token
from marketplace.engine.services.outbox import record
from marketplace.errors import DomainError

logger = logging.getLogger(__name__)

RESET_PAUSE = timedelta(minutes=15)  # Saleor's RESET_PASSWORD_LOCK_TIME
ANSWER_TASK = "marketplace.engine.tasks.answer_password_resets_task"
BATCH = 100


def require_password(password: str, *, email: str, field: str) -> None:
    """Raise DomainError PASSWORD_* unless the password is good enough for an account."""
    if fault := password_fault(password, email=email):
        raise DomainError(*fault, field=field)


@transaction.atomic
def change_password(*, user: User, old_password: str | None, new_password: str) -> User:
    """Set a new password, which voids refresh tokens. Raises DomainError INVALID_CREDENTIALS, PASSWORD_*."""
    if user.password and not check_password(old_password or "", user.password):
        raise DomainError("INVALID_CREDENTIALS", "Old password isn't valid.", field="oldPassword")
    require_password(new_password, email=user.email, field="newPassword")
    _store(user, new_password)
    return user


@transaction.atomic
def request_password_reset(*, email: str, redirect_url: str, channel_slug: str | None, now: datetime) -> None:
    """Ask for a link to a new password. Raises DomainError INVALID (redirectUrl); nothing tells of accounts."""
    require_client_url(redirect_url)
    try:
        channel_slug = channel_slug_for(channel_slug)
    except DomainError:
        channel_slug = None
    PasswordResetRequest.objects.create(
        email=email.strip()[:254], redirect_url=redirect_url, channel_slug=channel_slug or "", requested_at=now
    )
    transaction.on_commit(_wake_worker)


def answer_password_resets(*, now: datetime) -> int:
    """Turn waiting requests into links; returns how many requests are done. One that fails stays for the next time."""
    keys = list(PasswordResetRequest.objects.order_by("pk").values_list("pk", flat=True)[:BATCH])
    done = 0
    for key in keys:
        try:
            done += _answer(key, now=now)
        except Exception:
            logger.exception("password reset request %s was not answered", key)
    return done


@transaction.atomic
def set_password(*, email: str, token: str, password: str, now: datetime) -> User:
    """Set a password with the token of a link; it proves the address too. Voids refresh tokens.

    Raises DomainError INVALID (token), for unknown accounts alike, and PASSWORD_*.
    """
    user = require_token(locked_user(email), Purpose.PASSWORD, token, now=now)
    require_password(password, email=user.email, field="password")
    was_confirmed, user.is_confirmed = user.is_confirmed, True
    _store(user, password)
    if not was_confirmed:
        record("ACCOUNT_CONFIRMED", "User", user.pk, now=now)
    return user


def _store(user: User, password: str) -> None:
    user.password, user.jwt_token_key = make_password(password), new_token_key()
    user.save(update_fields=["password", "jwt_token_key", "is_confirmed", "updated_at"])


@transaction.atomic
def _answer(key: int, *, now: datetime) -> bool:
    """True if this worker handled the request; False if another one does."""
    request = PasswordResetRequest.objects.select_for_update(skip_locked=True).filter(pk=key).first()
    if request is None:
        return False
    user = locked_user(request.email)
    if user is not None and user.is_active and not _asked_lately(user, request.requested_at):
        user.last_password_reset_request = request.requested_at
        user.save(update_fields=["last_password_reset_request", "updated_at"])
        record_password_link(
            user,
            token=make_token(user, Purpose.PASSWORD, now=now),
            redirect_url=request.redirect_url,
            channel_slug=request.channel_slug or None,
            now=now,
        )
    request.delete()
    return True


def _asked_lately(user: User, moment: datetime) -> bool:
    last = user.last_password_reset_request
    return last is not None and moment - last < RESET_PAUSE


def _wake_worker() -> None:
    """Ask by the task's name (tasks import services, not the other way round); without a broker the sweep does it."""
    try:
        current_app.send_task(ANSWER_TASK, retry=False)
    except Exception:
        logger.exception("no worker was woken for password resets")
