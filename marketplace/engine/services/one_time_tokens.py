"""Tokens that prove that somebody reads the mail of an account: signed, for one purpose, for three days, once.

Nothing is stored. A token is signed over what its use changes (the password, whether the account is confirmed, the
address), so that using it, or changing the same thing in any other way, makes it worthless. It is signed with
SECRET_KEY and the purpose, so that one of another purpose is worth nothing either.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import base36_to_int, int_to_base36

from marketplace.engine.models import User
from marketplace.errors import DomainError

LIFETIME = timedelta(days=3)  # Saleor's, which is Django's PASSWORD_RESET_TIMEOUT


class Purpose(StrEnum):
    CONFIRM = "confirm"
    PASSWORD = "password"  # noqa: S105 a purpose, no password
    DELETE = "delete"


def make_token(user: User, purpose: Purpose, *, now: datetime) -> str:
    """A token for one use of this purpose, as the account is now."""
    return _token(user, purpose, int(now.timestamp()))


def require_token(user: User | None, purpose: Purpose, token: str, *, now: datetime) -> User:
    """The user whose token this is. Raises DomainError INVALID for wrong, used and expired ones and unknown users.

    Call it with the user's row locked: of two uses at the same time the second one then sees what the first changed.
    An unknown user costs the same work as a known one.
    """
    said, _, _signature = token.partition("-")
    try:
        moment = base36_to_int(said)
    except ValueError:
        moment = 0
    genuine = constant_time_compare(_token(user or User(), purpose, moment), token)
    age = now.timestamp() - moment
    if user is None or not genuine or not -60 <= age <= LIFETIME.total_seconds():
        raise DomainError("INVALID", "Invalid or expired token.", field="token")
    return user


def _token(user: User, purpose: Purpose, moment: int) -> str:
    # A sign-in makes a link to a new password worthless: whoever signs in knows the password.
    seen = user.last_login.timestamp() if user.last_login and purpose == Purpose.PASSWORD else 0
    state = [user.pk, user.email, user.password, user.is_confirmed, seen, moment]
    signature = salted_hmac(f"marketplace.engine.one_time_tokens.{purpose}", repr(state), algorithm="sha256")
    return f"{int_to_base36(max(moment, 0))}-{signature.hexdigest()[:40]}"
