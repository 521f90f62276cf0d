"""What a Saleor access token says, once its signature was checked."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import jwt
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.errors import DomainError
from marketplace.saleor.keys import KeySet

LEEWAY = timedelta(seconds=5)  # that Saleor's clock and ours may differ


class TokenInvalid(DomainError):
    """The token is not Saleor's, is not for us, or has expired."""

    def __init__(self, reason: str) -> None:
        super().__init__("TOKEN_INVALID", _("Ihre Anmeldung ist abgelaufen. Bitte melden Sie sich neu an."))
        self.reason = reason


@dataclass(frozen=True, kw_only=True)
class Claims:
    """Whose token it is. `user_id` is Saleor's global id (`VXNlcjox`), `expires` is aware UTC."""

    user_id: str
    email: str
    is_staff: bool
    expires: datetime


class Verifier:
    """Checks access tokens: the signature once per token, the expiry each time."""

    def __init__(self, keys: KeySet) -> None:
        self.keys = keys
        self._verified = lru_cache(maxsize=1024)(self._verify)

    def claims(self, access_token: str, *, issuer: str) -> Claims:
        """Whose token this is. Raises TokenInvalid, or SaleorUnreachable if the keys cannot be fetched."""
        claims = self._verified(access_token, issuer)
        if claims.expires + LEEWAY <= timezone.now():
            raise TokenInvalid("expired")
        return claims

    def _verify(self, access_token: str, issuer: str) -> Claims:
        return verified_claims(access_token, keys=self.keys, issuer=issuer)


def verified_claims(access_token: str, *, keys: KeySet, issuer: str) -> Claims:
    """The claims of an access token signed (RS256) with one of the keys by the issuer and not expired.

    Raises TokenInvalid, or SaleorUnreachable if the keys cannot be fetched.
    """
    try:
        key = keys.key(jwt.get_unverified_header(access_token).get("kid"))
        if key is None:
            raise TokenInvalid("signed with an unknown key")
        payload = jwt.decode(
            access_token,
            key,
            algorithms=["RS256"],
            issuer=issuer,
            leeway=LEEWAY,
            options={"require": ["exp", "iss", "user_id"], "verify_aud": False},
        )
    except jwt.PyJWTError as error:
        raise TokenInvalid(type(error).__name__) from error
    if payload.get("type") != "access":
        raise TokenInvalid("not an access token")
    return Claims(
        user_id=str(payload["user_id"]),
        email=str(payload.get("email", "")),
        is_staff=payload.get("is_staff") is True,
        expires=datetime.fromtimestamp(payload["exp"], tz=UTC),
    )
