"""Checks people's access tokens against Saleor's published keys, whichever engine runs."""

from django.conf import settings

from marketplace.saleor.addresses import saleor_name
from marketplace.saleor.claims import Claims, TokenInvalid
from marketplace.saleor.keys import KeySet
from marketplace.saleor.transports import transport

__all__ = ["Claims", "TokenInvalid", "issuer", "key_set", "verify"]


def key_set() -> KeySet:
    """The keys of the Saleor that the settings name, shared by this process."""
    return transport().verifier.keys


def issuer() -> str:
    """The `iss` that Saleor writes into its tokens: the address of its API."""
    return saleor_name() or f"{settings.PUBLIC_URL}/graphql/"


def verify(access_token: str) -> Claims:
    """Whose token this is. Raises TokenInvalid, or SaleorUnreachable if the keys cannot be fetched."""
    return transport().verifier.claims(access_token, issuer=issuer())
