"""Sign-in by tokens in Saleor's form: an RS256 access token of five minutes and a refresh token of thirty days."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import jwt
from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from marketplace.engine.models import User
from marketplace.engine.models.account import new_token_key
from marketplace.engine.selectors.accounts import user_by_email, user_by_id
from marketplace.engine.selectors.channels import shop_settings
from marketplace.engine.services.passwords import set_password
from marketplace.engine.services.signing_keys import private_key, public_jwk, signing_key, verifying_keys
from marketplace.errors import DomainError
from marketplace.graphql.ids import global_id

ACCESS = timedelta(minutes=5)
REFRESH = timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class TokenPair:
    """What a signed-in client holds."""

    user: User
    token: str
    refresh_token: str
    csrf_token: str


def issuer() -> str:
    """The `iss` of our tokens: the address of the API."""
    return f"{settings.PUBLIC_URL}/graphql/"


def create_tokens(*, email: str, password: str, now: datetime) -> TokenPair:
    """Sign in by password. Raises DomainError INVALID_CREDENTIALS, ACCOUNT_NOT_CONFIRMED, INACTIVE."""
    user = user_by_email(email)
    if user is None:
        make_password(password)  # an unknown address must not answer faster than a wrong password
    if user is None or not check_password(password, user.password):
        raise DomainError("INVALID_CREDENTIALS", "Please, enter valid credentials", field="email")
    if not user.is_confirmed and _confirmation_is_needed():
        raise DomainError("ACCOUNT_NOT_CONFIRMED", "Account needs to be confirmed via email.", field="email")
    if not user.is_active:
        raise DomainError("INACTIVE", "Account inactive.", field="email")
    User.objects.filter(pk=user.pk).update(last_login=now)
    user.last_login = now
    csrf_token = secrets.token_urlsafe(48)
    refresh = signed(user, "refresh", REFRESH, now, csrf_token=csrf_token)
    return TokenPair(user=user, token=access_token(user, now=now), refresh_token=refresh, csrf_token=csrf_token)


def set_password_and_sign_in(*, email: str, token: str, password: str, now: datetime) -> TokenPair:
    """Set the password with the token of a link and sign in with it.

    Raises DomainError INVALID (token), PASSWORD_*; and INACTIVE, when the password is set all the same, as in Saleor.
    """
    user = set_password(email=email, token=token, password=password, now=now)
    return create_tokens(email=user.email, password=password, now=now)


def access_token(user: User, *, now: datetime) -> str:
    """A token that proves for five minutes who its holder is."""
    return signed(user, "access", ACCESS, now)


def refresh_access(*, refresh_token: str | None) -> User:
    """Whose refresh token this is. Raises DomainError JWT_MISSING_TOKEN, JWT_SIGNATURE_EXPIRED, JWT_DECODE_ERROR,
    JWT_INVALID_TOKEN (of another kind, or voided by sign-out everywhere or a new password).
    """
    if not refresh_token:
        raise DomainError("JWT_MISSING_TOKEN", "Missing refreshToken", field="refreshToken")
    return _user_of(decoded(refresh_token, field="refreshToken"), "refresh", field="refreshToken")


def verify_token(token: str) -> tuple[User, dict[str, Any]]:
    """The user and payload of a valid token of any kind. Raises DomainError like `refresh_access`."""
    payload = decoded(token, field="token")
    return _user_of(payload, str(payload.get("type")), field="token"), payload


@transaction.atomic
def deactivate_tokens(*, user_id: str) -> User:
    """Void all refresh tokens of a user; access tokens end by themselves within five minutes."""
    user = user_by_id(user_id)
    user.jwt_token_key = new_token_key()
    user.save(update_fields=["jwt_token_key", "updated_at"])
    return user


def decoded(token: str, *, field: str) -> dict[str, Any]:
    """The payload of a token that we signed. Raises DomainError JWT_SIGNATURE_EXPIRED or JWT_DECODE_ERROR."""
    try:
        kid = jwt.get_unverified_header(token).get("kid")
        keys = {key.kid: key for key in verifying_keys()}
        if kid not in keys:
            raise DomainError("JWT_DECODE_ERROR", "Invalid token", field=field)
        payload: dict[str, Any] = jwt.decode(
            token, jwt.PyJWK(public_jwk(keys[kid])), algorithms=["RS256"], options={"verify_aud": False}
        )
    except jwt.ExpiredSignatureError:
        raise DomainError("JWT_SIGNATURE_EXPIRED", "Signature has expired", field=field) from None
    except jwt.PyJWTError:
        raise DomainError("JWT_DECODE_ERROR", "Invalid token", field=field) from None
    return payload


def _user_of(payload: dict[str, Any], kind: str, *, field: str) -> User:
    invalid = DomainError("JWT_INVALID_TOKEN", "Invalid token. User does not exist or is inactive.", field=field)
    if payload.get("type") != kind or kind not in ("access", "refresh"):
        raise DomainError("JWT_INVALID_TOKEN", "Incorrect type of token.", field=field)
    try:
        user = user_by_id(str(payload.get("user_id")))
    except DomainError:
        raise invalid from None
    if not user.is_active or user.jwt_token_key != payload.get("token"):
        raise invalid
    return user


def _confirmation_is_needed() -> bool:
    shop = shop_settings()
    return shop.enable_account_confirmation_by_email and not shop.allow_login_without_confirmation


def signed(user: User, kind: str, lifetime: timedelta, now: datetime, **claims: str) -> str:
    """A token about a user, of a kind of its own, signed with the key of the moment."""
    key = signing_key()
    payload = {
        "iat": now,
        "owner": "saleor",
        "iss": issuer(),
        "exp": now + lifetime,
        "token": user.jwt_token_key,
        "email": user.email,
        "type": kind,
        "user_id": global_id("User", user.pk),
        "is_staff": user.is_staff,
        **claims,
    }
    return jwt.encode(payload, private_key(key.private_pem), algorithm="RS256", headers={"kid": key.kid})
