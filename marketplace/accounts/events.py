"""What the accounts do when the commerce engine speaks: hooks into the seam."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from marketplace.accounts.services import follow_deletion, letters, note_new_email
from marketplace.saleor.extensions import on_event

Kind = letters.Kind


def connect() -> None:
    """Register all hooks. Consumer names are stored with events and never change."""
    on_event("ACCOUNT_CONFIRMATION_REQUESTED", "accounts.mail_confirmation", mail_confirmation)
    on_event("ACCOUNT_SET_PASSWORD_REQUESTED", "accounts.mail_password", _to_holder(Kind.PASSWORD))
    on_event("STAFF_SET_PASSWORD_REQUESTED", "accounts.mail_password", _to_holder(Kind.PASSWORD))
    on_event("ACCOUNT_CHANGE_EMAIL_REQUESTED", "accounts.mail_new_address", mail_new_address)
    on_event("ACCOUNT_CHANGE_EMAIL_REQUESTED", "accounts.mail_old_address", _to_holder(Kind.EMAIL_WISH))
    on_event("ACCOUNT_EMAIL_CHANGED", "accounts.note_new_address", note_new_address)
    on_event("ACCOUNT_DELETE_REQUESTED", "accounts.mail_deletion", _to_holder(Kind.DELETE))
    on_event("ACCOUNT_DELETED", "accounts.mail_deleted", _to_holder(Kind.DELETED))
    on_event("ACCOUNT_DELETED", "accounts.erase", erase)


def _to_holder(kind: letters.Kind) -> Callable[[dict[str, Any]], None]:
    def send(payload: dict[str, Any]) -> None:
        letters.send_letter(kind, payload, to=payload["user"]["email"])

    return send


def mail_confirmation(payload: dict[str, Any]) -> None:
    """No link for an account that was confirmed meanwhile (by the operator, or with a new password) or closed."""
    if payload["user"]["isActive"] and not payload["user"]["isConfirmed"]:
        letters.send_letter(Kind.CONFIRM, payload, to=payload["user"]["email"])


def mail_new_address(payload: dict[str, Any]) -> None:
    letters.send_letter(Kind.NEW_EMAIL, payload, to=payload["newEmail"])


def note_new_address(payload: dict[str, Any]) -> None:
    """Tell the old address, which Saleor's event does not name, and take over the new one."""
    note_new_email(payload)


def erase(payload: dict[str, Any]) -> None:
    follow_deletion(saleor_user_id=payload["user"]["id"], now=timezone.now())
