"""Which of two pieces of background work goes first."""

CATALOGUE_PREFIX = "PRODUCT"
CATALOGUE_PRIORITY = 6
"""Redis priorities of Celery: 0 goes first (https://docs.celeryq.dev/en/stable/userguide/routing.html)."""


def priority(event_type: str) -> int:
    """Sales go before goods: an import of thousands of products must not hold up an order."""
    return CATALOGUE_PRIORITY if event_type.startswith(CATALOGUE_PREFIX) else 0
