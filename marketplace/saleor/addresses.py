"""Where a Saleor elsewhere is reached, and what it calls itself."""

from urllib.parse import urlsplit

from django.conf import settings


def saleor_name() -> str | None:
    """The GraphQL address that a Saleor elsewhere calls itself by in tokens and webhooks; None for the embedded engine.

    It differs from SALEOR_API_URL where the platform reaches Saleor past the public proxy.
    """
    return settings.SALEOR_API_URL and (settings.SALEOR_PUBLIC_URL or settings.SALEOR_API_URL)


def past_the_proxy(api_url: str) -> bool:
    """True where Saleor is asked in plain HTTP but is HTTPS to the world: unless told so, it only redirects
    (Saleor's settings: SECURE_SSL_REDIRECT, SECURE_PROXY_SSL_HEADER)."""
    return urlsplit(api_url).scheme == "http" and urlsplit(saleor_name() or "").scheme == "https"
