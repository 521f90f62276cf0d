"""Sign-in by e-mail address and password. The session holds Saleor's tokens; the browser never sees them."""

import logging
from datetime import datetime, timedelta

from django.core.cache import cache
from django.http import HttpRequest
from django.middleware.csrf import rotate_token
from django.utils.translation import gettext as _

from marketplace.accounts import attempts, link_pages, session_tokens
from marketplace.accounts.models import Person
from marketplace.accounts.selectors import active_person
from marketplace.accounts.services.people import ensure_person, ensure_person_of_token
from marketplace.errors import DomainError
from marketplace.saleor import customers, tokens
from marketplace.saleor.client import ANONYMOUS, Caller, SaleorRefused, SaleorUnreachable

logger = logging.getLogger(__name__)

# A working day without an engine may pass before people must sign in again.
GRACE = timedelta(hours=12)
# After a failed refresh nobody waits for the engine again for so long.
PAUSE_SECONDS = 30
PAUSE_KEY = "accounts.refresh_pause"


def sign_in(request: HttpRequest, email: str, password: str, *, now: datetime) -> Person:
    """Sign the browser in under a new session key; what an anonymous session held (a basket) stays in it.

    Raises SaleorRefused (INVALID_CREDENTIALS, INACTIVE …), SaleorUnreachable, and DomainError LOGIN_ATTEMPT_DELAYED
    after too many wrong passwords.
    """
    address = str(request.META.get("REMOTE_ADDR", ""))
    attempts.refuse_too_many(email, address)
    try:
        pair = customers.create_tokens(email=email.strip(), password=password)
    except SaleorRefused as refusal:
        if refusal.code == "ACCOUNT_NOT_CONFIRMED":  # the password was right
            session_tokens.await_confirmation(request, email)
        else:
            attempts.count_failure(email, address)
        raise
    attempts.forget(email, address)
    return enter(request, pair, now=now)


def enter(request: HttpRequest, pair: customers.Tokens, *, now: datetime) -> Person:
    """Sign in whoever holds fresh tokens of Saleor, under a new session key."""
    person = ensure_person(pair.user)
    request.session.cycle_key()
    rotate_token(request)
    session_tokens.keep(request, person, pair, now=now)
    session_tokens.confirmation_done(request)
    if not pair.user.is_confirmed:
        session_tokens.await_confirmation(request, person.email)
    _set(request, person, Caller.user(pair.access))
    return person


def register(
    request: HttpRequest,
    email: str,
    password: str,
    *,
    first_name: str = "",
    last_name: str = "",
    language: str = "de",
    now: datetime,
) -> Person | None:
    """Open an account; None if its address must be confirmed by mail, else signed in.

    Where addresses are confirmed, one that has an account already gets the same answer. Raises SaleorRefused
    (PASSWORD_TOO_SHORT, PASSWORD_TOO_COMMON …), SaleorUnreachable; DomainError UNIQUE only where nothing is confirmed.
    """
    must_confirm = customers.register_account(
        email=email.strip(),
        password=password,
        confirm_url=link_pages.page(link_pages.CONFIRM),
        first_name=first_name,
        last_name=last_name,
        language=language,
    )
    if must_confirm:
        session_tokens.await_confirmation(request, email)
        return None
    try:
        return sign_in(request, email, password, now=now)
    except SaleorRefused as refusal:
        if refusal.code != "INVALID_CREDENTIALS":
            raise
        taken = _("Mit dieser E-Mail-Adresse gibt es schon ein Konto. Bitte melden Sie sich an.")
        raise DomainError("UNIQUE", taken, field="email") from None


def sign_out(request: HttpRequest) -> None:
    """End this browser's session and everything it held."""
    request.session.flush()
    _set(request, None, ANONYMOUS)


def sign_out_everywhere(request: HttpRequest) -> None:
    """End the sessions of all devices: their tokens stop working within minutes."""
    customers.deactivate_tokens(request.caller)  # type: ignore[attr-defined]
    sign_out(request)


def change_password(request: HttpRequest, old_password: str, new_password: str, *, now: datetime) -> None:
    """Change one's password and stay signed in here; other devices must sign in again.

    Raises SaleorRefused (INVALID_CREDENTIALS for the old one, PASSWORD_TOO_SHORT … for the new one).
    """
    person, caller = request.person, request.caller  # type: ignore[attr-defined]
    customers.change_password(caller=caller, old_password=old_password, new_password=new_password)
    sign_in(request, person.email, new_password, now=now)


def identify(request: HttpRequest, *, now: datetime) -> tuple[Person | None, Caller]:
    """Who sends this request: the holder of its bearer token, else of its session, else nobody.

    An engine that does not answer never fails the request: a session stays valid for a while without it.
    """
    scheme, _, access_token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() in {"bearer", "jwt"} and access_token:
        return _by_token(access_token)
    held = session_tokens.held(request)
    if held is None:
        return None, ANONYMOUS
    person = active_person(held.person_id)
    access = held.access if held.expires > now else _refreshed(request, held, now=now)
    if person is None or access is None:
        session_tokens.drop(request)
        return None, ANONYMOUS
    return person, Caller.user(access)


def _by_token(access_token: str) -> tuple[Person | None, Caller]:
    try:
        claims = tokens.verify(access_token)
    except (tokens.TokenInvalid, SaleorUnreachable) as refusal:
        # A token of the App's own is none of a person; the API behind this answers it as Saleor does.
        logger.info("a bearer token names no person: %s", refusal)
        return None, Caller.user(access_token)
    person = ensure_person_of_token(user_id=claims.user_id, email=claims.email)
    return (None if person.erased_at else person), Caller.user(access_token)


def _refreshed(request: HttpRequest, held: session_tokens.Held, *, now: datetime) -> str | None:
    """A new access token; the old one while the engine is away; None once the person must sign in again."""
    if cache.get(PAUSE_KEY) is None:
        try:
            access = customers.refresh_access(held.refresh)
        except SaleorRefused as refusal:
            logger.info("a session ended: %s", refusal)
            return None
        except SaleorUnreachable as error:
            logger.warning("a session was not refreshed: %s", error)
            cache.set(PAUSE_KEY, True, PAUSE_SECONDS)
        else:
            session_tokens.renew(request, access, now=now)
            return access
    return held.access if held.expires + GRACE > now else None


def _set(request: HttpRequest, person: Person | None, caller: Caller) -> None:
    request.person, request.caller = person, caller  # type: ignore[attr-defined]
