"""The operations around links by mail, as these tests send them, and how a test reads the mail."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.utils import timezone

from marketplace.engine.services.event_delivery import deliver
from marketplace.engine.services.passwords import answer_password_resets
from tests.marketplace.engine.platform import FakePlatform

ERRORS = "errors { field code }"
PAGE = "http://127.0.0.1:8000/konto/"
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

REGISTER = f"""mutation($input: AccountRegisterInput!) {{ accountRegister(input: $input) {{
  requiresConfirmation user {{ id email firstName isConfirmed languageCode metadata {{ key value }} addresses {{ id }}
  orders(first: 1) {{ totalCount }} }} {ERRORS} }} }}"""
CONFIRM = f"""mutation($email: String!, $token: String!) {{ confirmAccount(email: $email, token: $token) {{
  user {{ email isConfirmed }} {ERRORS} }} }}"""
SEND_AGAIN = f"""mutation($url: String!, $channel: String!) {{
  sendConfirmationEmail(redirectUrl: $url, channel: $channel) {{ {ERRORS} }} }}"""
REQUEST_RESET = f"""mutation($email: String!, $url: String!, $channel: String) {{
  requestPasswordReset(email: $email, redirectUrl: $url, channel: $channel) {{ {ERRORS} }} }}"""
SET_PASSWORD = f"""mutation($email: String!, $token: String!, $password: String!) {{
  setPassword(email: $email, token: $token, password: $password) {{
    token refreshToken csrfToken user {{ email isConfirmed }} {ERRORS} }} }}"""
REQUEST_CHANGE = f"""mutation($password: String!, $email: String!, $url: String!, $channel: String) {{
  requestEmailChange(password: $password, newEmail: $email, redirectUrl: $url, channel: $channel) {{
    user {{ email }} {ERRORS} }} }}"""
CONFIRM_CHANGE = f"""mutation($token: String!, $channel: String) {{
  confirmEmailChange(token: $token, channel: $channel) {{
  user {{ email }} {ERRORS} }} }}"""
REQUEST_DELETION = f"""mutation($url: String!, $channel: String) {{
  accountRequestDeletion(redirectUrl: $url, channel: $channel) {{ {ERRORS} }} }}"""
DELETE = f"mutation($token: String!) {{ accountDelete(token: $token) {{ user {{ id email }} {ERRORS} }} }}"

EVERYTHING = """subscription { event { __typename issuedAt issuingPrincipal { __typename }
  ... on %s { redirectUrl token channel { slug } shop { name } user { id email isConfirmed languageCode } %s } } }"""


def account_documents(event_type: str) -> str | None:
    """A subscription that asks for everything Saleor tells of an account event; None for all other events."""
    if not event_type.startswith(("ACCOUNT_", "STAFF_")):
        return None
    name = "".join(part.title() for part in event_type.split("_"))
    return EVERYTHING % (name, "newEmail" if "EMAIL" in event_type else "")


def mails(platform: FakePlatform, now: datetime | None = None) -> list[tuple[str, dict[str, Any]]]:
    """What the platform is told once the workers have run: event types with their payloads, and forget it."""
    now = now or timezone.now()
    answer_password_resets(now=now)
    deliver(None, now=now)
    told = [(kind, payload) for kind, payload, _key in platform.heard]
    platform.heard.clear()
    return told


def token_in(payload: dict[str, Any]) -> str:
    """The token of a link, which the page at its end reads from the address."""
    (token,) = parse_qs(urlsplit(payload["redirectUrl"]).query)["token"]
    assert token == payload["token"]
    return token
