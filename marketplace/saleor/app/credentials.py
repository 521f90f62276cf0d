"""The token that the App signs with, wherever it comes from."""

import logging
import time

from django.conf import settings

from marketplace.saleor.app.vault import Unreadable, unlock
from marketplace.saleor.models import Installation

logger = logging.getLogger(__name__)

MAX_AGE = 10.0  # seconds until another process's new installation counts here as well
_known: dict[str, tuple[float, str | None]] = {}  # when it was read, and what, by address of the API


def app_token() -> str | None:
    """SALEOR_APP_TOKEN, else the token of the App's active installation in the configured Saleor; None without one."""
    if settings.SALEOR_APP_TOKEN or not settings.SALEOR_API_URL:
        return str(settings.SALEOR_APP_TOKEN) if settings.SALEOR_APP_TOKEN else None
    now, api_url = time.monotonic(), str(settings.SALEOR_API_URL)
    read_at, token = _known.get(api_url, (None, None))
    if read_at is None or now - read_at > MAX_AGE:
        token = _stored(api_url)
        _known[api_url] = now, token
    return token


def forget() -> None:
    """Look again at the next question: an installation changed."""
    _known.clear()


def _stored(api_url: str) -> str | None:
    row = Installation.objects.filter(api_url=api_url, state=Installation.State.ACTIVE).order_by("-pk").first()
    if row is None:
        return None
    try:
        return unlock(row.token)
    except Unreadable:
        logger.exception("The App's token cannot be read")
        return None
