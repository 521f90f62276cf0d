"""Mails about accounts: text and HTML, in the language of the account. The inbox is their queue.

A mail server that fails makes the consumer fail, and the inbox tries again. A mail that left twice carries the same
Message-ID.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from marketplace.accounts import link_pages


class Kind(StrEnum):
    """One mail each; the value names its templates."""

    CONFIRM = "confirm"
    PASSWORD = "password"  # noqa: S105 a kind of mail
    NEW_EMAIL = "new_email"
    EMAIL_WISH = "email_wish"
    EMAIL_CHANGED = "email_changed"
    DELETE = "delete"
    DELETED = "deleted"


_SUBJECTS = {
    Kind.CONFIRM: _("Bitte bestätigen Sie Ihre E-Mail-Adresse"),
    Kind.PASSWORD: _("Neues Passwort für Ihr Konto"),
    Kind.NEW_EMAIL: _("Bitte bestätigen Sie Ihre neue E-Mail-Adresse"),
    Kind.EMAIL_WISH: _("Die E-Mail-Adresse Ihres Kontos soll geändert werden"),
    Kind.EMAIL_CHANGED: _("Die E-Mail-Adresse Ihres Kontos ist geändert"),
    Kind.DELETE: _("Ihr Konto löschen"),
    Kind.DELETED: _("Ihr Konto ist gelöscht"),
}
# Anybody may type anybody's address together with any name: these mails repeat no name, lest it be an advertisement.
_UNPROVEN = frozenset({Kind.CONFIRM, Kind.NEW_EMAIL})


def send_letter(kind: Kind, event: Mapping[str, Any], *, to: str) -> None:
    """Send one mail about the account of an event (`user`, `redirectUrl`, `newEmail`, `issuedAt` as Saleor tells them).

    Raises SMTPException or OSError if the mail server does not take it.
    """
    user = event["user"]
    with translation.override(_language(user["languageCode"])):
        name = f"{user['firstName']} {user['lastName']}".strip()
        known = kind not in _UNPROVEN and user["isConfirmed"]
        facts = {
            "name": name if known else "",
            "link": event.get("redirectUrl"),
            "new_email": event.get("newEmail") or user["email"],
            "proves_address": not user["isConfirmed"],
            "password_page": link_pages.page(link_pages.FORGOTTEN),
            "market": settings.TOWN["market_name"],
            "operator": settings.OPERATOR,
            "language": translation.get_language(),
            "title": _SUBJECTS[kind],
        }
        message = EmailMultiAlternatives(
            subject=str(_SUBJECTS[kind]),
            body=_tidy(render_to_string(f"accounts/mail/{kind}.txt", facts)),
            from_email=f'"{settings.TOWN["market_name"]}" <{settings.DEFAULT_FROM_EMAIL}>',
            to=[to],
            headers={"Message-ID": _message_id(kind, event, to), "Auto-Submitted": "auto-generated"},
        )
        message.attach_alternative(render_to_string(f"accounts/mail/{kind}.html", facts), "text/html")
    message.send()


def _language(code: str) -> str:
    """Saleor's language code (`DE`, `EN_US`) as one of ours."""
    short = code[:2].lower()
    return short if short in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _tidy(text: str) -> str:
    """At most one empty line in a row: templates leave more where something is left out."""
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _message_id(kind: Kind, event: Mapping[str, Any], to: str) -> str:
    said = "\n".join([kind, to, str(event.get("redirectUrl")), str(event.get("issuedAt"))])
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    return f"<{kind}.{sha256(said.encode()).hexdigest()[:32]}@{host}>"
