"""What a signed-in session holds of Saleor: both tokens, when the access token ends, and whose they are."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import jwt
from django.http import HttpRequest

from marketplace.accounts.models import Person
from marketplace.saleor.customers import Tokens

KEY = "saleor"
UNCONFIRMED = "unconfirmed"  # the address of an account whose confirmation is awaited in this browser
EARLY = timedelta(seconds=30)  # renew before it ends, so that it lasts for the request
FALLBACK = timedelta(minutes=5)  # Saleor's default lifetime


@dataclass(frozen=True, kw_only=True)
class Held:
    person_id: int
    access: str
    refresh: str
    expires: datetime


def held(request: HttpRequest) -> Held | None:
    """The tokens of this session; None for an anonymous one."""
    values = request.session.get(KEY)
    if not values:
        return None
    return Held(
        person_id=values["person"],
        access=values["access"],
        refresh=values["refresh"],
        expires=datetime.fromtimestamp(values["expires"], tz=UTC),
    )


def keep(request: HttpRequest, person: Person, pair: Tokens, *, now: datetime) -> None:
    request.session[KEY] = {
        "person": person.pk,
        "access": pair.access,
        "refresh": pair.refresh,
        "expires": _ends(pair.access, now),
    }


def renew(request: HttpRequest, access: str, *, now: datetime) -> None:
    request.session[KEY] = {**request.session[KEY], "access": access, "expires": _ends(access, now)}


def drop(request: HttpRequest) -> None:
    """Sign the session out; a basket in it stays."""
    request.session.pop(KEY, None)


def await_confirmation(request: HttpRequest, email: str) -> None:
    request.session[UNCONFIRMED] = email.strip()


def awaited_address(request: HttpRequest) -> str | None:
    """The address that somebody in this browser has still to confirm."""
    address: str | None = request.session.get(UNCONFIRMED)
    return address


def confirmation_done(request: HttpRequest) -> None:
    request.session.pop(UNCONFIRMED, None)


def _ends(access: str, now: datetime) -> float:
    """When to renew. Unverified on purpose: the token came straight from Saleor, and Saleor checks it at each use."""
    try:
        payload = jwt.decode(access, options={"verify_signature": False})
        ends = datetime.fromtimestamp(payload["exp"], tz=UTC)
    except (jwt.PyJWTError, KeyError):
        ends = now + FALLBACK
    return (ends - EARLY).timestamp()
