"""Saleor installs the App: it brings a token, which counts once it has proved itself.

The request that brings it is not signed, and its token does not work before the request is answered. So the token is
kept aside, and a task asks Saleor with it who it is; a made-up one never takes the place of one that works.
https://docs.saleor.io/developer/extending/apps/architecture/app-requirements
"""

import logging
from contextlib import closing
from datetime import datetime, timedelta
from typing import Any

from celery import current_app
from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from marketplace.errors import DomainError
from marketplace.saleor.addresses import saleor_name
from marketplace.saleor.app import credentials
from marketplace.saleor.app.vault import Unreadable, lock, unlock
from marketplace.saleor.caller import APP
from marketplace.saleor.documents import document
from marketplace.saleor.errors import SaleorUnreachable
from marketplace.saleor.models import Installation
from marketplace.saleor.transports.http import HttpTransport

logger = logging.getLogger(__name__)

VERIFY_TASK = "marketplace.saleor.tasks.verify_installations_task"
PATIENCE = timedelta(minutes=1)  # with a token that Saleor does not know: it activates an App within seconds
PATIENCE_WITHOUT_ANSWER = timedelta(minutes=10)
MOST_PENDING = 5  # anybody may knock at the door
State = Installation.State
_LOCK = 0x6170_7074_6F6B_656E


def register(*, api_url: str, token: str, now: datetime) -> Installation:
    """Keep a token aside until it is verified.

    Raises DomainError WRONG_SALEOR (another one than the configured), TOKEN_MISSING, TOO_MANY (unproved ones).
    """
    name = saleor_name()
    if name is None or _same(api_url) != _same(name):
        text = _("Diese Plattform gehört zu %(ours)s. Sie kann nicht in mehreren Saleor-Installationen arbeiten.")
        ours = name or _("keinem Saleor: SALEOR_API_URL ist nicht gesetzt")
        raise DomainError("WRONG_SALEOR", text % {"ours": ours})
    if not token:
        raise DomainError("TOKEN_MISSING", _("Es kam kein Schlüssel mit."), field="auth_token")
    with transaction.atomic():
        _one_at_a_time()
        if Installation.objects.filter(state=State.PENDING).count() >= MOST_PENDING:
            raise DomainError("TOO_MANY", _("Zu viele Anmeldungen warten noch. Bitte versuchen Sie es gleich wieder."))
        row = Installation.objects.create(api_url=str(settings.SALEOR_API_URL), token=lock(token), registered_at=now)
        transaction.on_commit(_wake_worker)
    return row


def verify_installations(*, now: datetime) -> int:
    """Ask Saleor about each token that waits; how many became active."""
    return sum(verify(row, now=now) for row in Installation.objects.filter(state=State.PENDING).order_by("pk"))


def verify(row: Installation, *, now: datetime) -> bool:
    """True if the token is one of our App's, which then signs with it. Gives up on it after a while (`PATIENCE`)."""
    patience = PATIENCE
    try:
        known = _who_is(row)
    except (SaleorUnreachable, Unreadable) as error:
        known, patience = None, PATIENCE_WITHOUT_ANSWER
        logger.warning("The new token of the App could not be checked: %s", error)
    if known is None or known.get("identifier") != settings.SALEOR_APP_ID:
        if now - row.registered_at > patience:
            Installation.objects.filter(pk=row.pk, state=State.PENDING).update(state=State.REFUSED, token="")
        return False
    with transaction.atomic():
        _one_at_a_time()
        older = Installation.objects.filter(api_url=row.api_url, state=State.ACTIVE)
        older.exclude(pk=row.pk).update(state=State.REPLACED, token="")
        Installation.objects.filter(pk=row.pk).update(state=State.ACTIVE, app_id=known["id"], verified_at=now)
    credentials.forget()
    return True


def _one_at_a_time() -> None:
    """Nobody else counts or changes installations until the transaction ends; rows to come cannot be locked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _who_is(row: Installation) -> dict[str, Any] | None:
    token = unlock(row.token)
    with closing(HttpTransport(row.api_url, lambda: token)) as transport:
        answer = transport.send(document("remote/app"), {}, caller=APP, deadline=10, repeatable=True)
    found: dict[str, Any] | None = (answer.get("data") or {}).get("app")
    return found


def _same(url: str | None) -> str:
    return (url or "").strip().rstrip("/").casefold()


def _wake_worker() -> None:
    try:
        current_app.send_task(VERIFY_TASK, retry=False, countdown=2)
    except Exception:
        logger.exception("no worker was woken for the new token; the schedule checks it")
