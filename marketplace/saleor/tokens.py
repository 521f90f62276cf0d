"""Checks people's access tokens against Saleor's published keys, whichever engine runs."""

from functools import lru_cache

from django.conf import settings
from django.utils import timezone

from marketplace.saleor.claims import Claims, TokenInvalid, verified_claims
from marketplace.saleor.keys import KeySet
from marketplace.saleor.transports import transport

__all__ = ["Claims", "TokenInvalid", "issuer", "key_set", "verify"]


def key_set() -> KeySet:
    """The keys of the Saleor that the settings name, shared by this process."""
    return transport().keys


def issuer() -> str:
    """The `iss` that Saleor writes into its tokens: the address of its API."""
    return settings.SALEOR_API_URL or f"{settings.PUBLIC_URL}/graphql/"


def verify(access_token: str) -> Claims:
    """Whose token this is. Raises TokenInvalid, or SaleorUnreachable if the keys cannot be fetched.

    Signatures are checked once per process and token, the expiry each time.
    """
    claims = _verified(access_token, issuer())
    if claims.expires <= timezone.now():
        raise TokenInvalid("expired")
    return claims


@lru_cache(maxsize=1024)
def _verified(access_token: str, expected_issuer: str) -> Claims:
    return verified_claims(access_token, keys=key_set(), issuer=expected_issuer)
