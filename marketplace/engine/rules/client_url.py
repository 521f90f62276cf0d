"""Addresses of pages to which a mail may lead back: only those of our own clients."""

from collections.abc import Iterable
from urllib.parse import urlencode, urlsplit


def client_url_fault(url: str, *, hosts: Iterable[str]) -> str | None:
    """What is wrong with the address of a client's page; None if it is one of `hosts` over http or https.

    A host with a dot in front stands for all its subdomains too; `*` for every host.
    """
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return "This is not the address of a page."
    if parts.scheme not in ("http", "https") or not host:
        return "This is not the address of a page."
    if not any(_matches(host, pattern.lower()) for pattern in hosts):
        return f"{host} is not among ALLOWED_CLIENT_HOSTS."
    return None


def with_parameters(url: str, **parameters: str) -> str:
    """The address with further query parameters behind those that it has."""
    parts = urlsplit(url)
    query = "&".join(part for part in (parts.query, urlencode(parameters)) if part)
    return parts._replace(query=query).geturl()


def _matches(host: str, pattern: str) -> bool:
    if pattern.startswith("."):
        return host == pattern[1:] or host.endswith(pattern)
    return pattern in ("*", host)
