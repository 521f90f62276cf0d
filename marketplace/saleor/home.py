"""Shuts the seam to an engine in which the town does not live: not yet, while it moves there, or no more.

Ids of two engines look alike: a page or a task that asked another engine than the platform's rows name for "its"
product 17 would get somebody else's.
"""

from django.conf import settings

from marketplace.saleor.errors import SaleorUnreachable
from marketplace.saleor.models import Move
from marketplace.saleor.transports import spoken_to_another

_at_home: set[str | None] = set()  # engines in which the town lives: it never leaves one while a process lives


def refuse_strange_engine() -> None:
    """Raises SaleorUnreachable unless the town lives in the configured engine, for everybody but those who move it."""
    api_url = settings.SALEOR_API_URL
    if api_url in _at_home or spoken_to_another():
        return
    if api_url is None and Move.objects.filter(finished_at__isnull=False).exists():
        raise SaleorUnreachable("the town has moved out of the embedded engine")
    if api_url is not None and Move.objects.filter(api_url=api_url, finished_at=None).exists():
        raise SaleorUnreachable("the town is moving into this Saleor and has not arrived yet")
    settle(api_url)


def settle(api_url: str | None) -> None:
    """The town lives in this engine (None: the embedded one); this process asks no more."""
    _at_home.add(api_url)


def forget() -> None:
    """Ask again."""
    _at_home.clear()
