"""Apps join the embedded engine, are switched off and leave."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.crypto import get_random_string

from marketplace.engine.models import App
from marketplace.engine.refusals import int_pk_of, missing, required
from marketplace.engine.rules.permissions import PERMISSION_NAMES
from marketplace.engine.services.accounts import app_token
from marketplace.errors import DomainError
from marketplace.graphql.context import Requestor

_NEVER = frozenset({"MANAGE_APPS", "MANAGE_STAFF"})
"""Saleor refuses Apps to manage Apps when they are installed; here no App may make or empower another one."""


def add_app(requestor: Requestor, *, name: str, identifier: str | None, permissions: Sequence[str]) -> tuple[App, str]:
    """A new App and its token, which is shown this once.

    Nobody gives what they do not have. Raises PermissionRefused, DomainError REQUIRED, UNIQUE, INVALID_PERMISSION,
    OUT_OF_SCOPE_PERMISSION.
    """
    requestor.require("MANAGE_APPS")
    if not name.strip():
        raise required("name")
    wanted = list(dict.fromkeys(permissions))
    if _NEVER & set(wanted):
        raise DomainError("INVALID_PERMISSION", "An app cannot hold these permissions.", field="permissions")
    beyond = [each for each in wanted if each not in PERMISSION_NAMES or not requestor.has(each)]
    if beyond:
        message = "You can't add permission that you don't have."
        raise DomainError("OUT_OF_SCOPE_PERMISSION", message, field="permissions", permissions=beyond)
    token, values = app_token()
    try:
        with transaction.atomic():
            app = App.objects.create(
                name=name.strip(),
                identifier=identifier or f"app-{get_random_string(16).lower()}",
                permissions=wanted,
                **values,
            )
    except IntegrityError:
        raise DomainError("UNIQUE", "App with this Identifier already exists.", field="identifier") from None
    return app, token


def switch_app(requestor: Requestor, *, app_id: str, is_active: bool) -> App:
    """Let an App work, or stop it: its token and webhooks count no more. Raises PermissionRefused, NOT_FOUND."""
    with transaction.atomic():
        app = _locked(requestor, app_id)
        app.is_active = is_active
        app.save(update_fields=["is_active"])
    return app


def remove_app(requestor: Requestor, *, app_id: str) -> App:
    """Take an App away with its webhooks. Its transactions stay. Raises PermissionRefused, NOT_FOUND."""
    with transaction.atomic():
        app = _locked(requestor, app_id)
        key = app.pk
        app.delete()
    app.pk = key
    return app


def _locked(requestor: Requestor, app_id: str) -> App:
    requestor.require("MANAGE_APPS")
    app = App.objects.select_for_update().filter(pk=int_pk_of("App", app_id)).first()
    if app is None:
        raise missing(app_id)
    return app
