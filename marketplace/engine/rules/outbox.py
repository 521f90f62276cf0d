"""Which event goes first, and when an undelivered one is tried again."""

from datetime import timedelta

LEASE = timedelta(minutes=2)
"""How long a worker may take over an event before another one may try; a worker that dies delays it by this much."""

FIRST_DELAY = timedelta(seconds=10)
LONGEST_DELAY = timedelta(hours=1)


def retry_delay(attempts: int) -> timedelta:
    """Time to wait after so many failed attempts: 20 s, 40 s, 80 s and so on, at most an hour, without end.

    Saleor waits 10 x 2^n seconds and gives up after five times; here an event is never given up.
    """
    return min(LONGEST_DELAY, FIRST_DELAY * int(2 ** min(attempts, 20)))


CATALOGUE_PREFIX = "PRODUCT"
CATALOGUE_PRIORITY = 6
"""Redis priorities of Celery: 0 goes first (https://docs.celeryq.dev/en/stable/userguide/routing.html)."""


def priority(event_type: str) -> int:
    """Sales go before goods: an import of thousands of products must not hold up an order."""
    return CATALOGUE_PRIORITY if event_type.startswith(CATALOGUE_PREFIX) else 0
