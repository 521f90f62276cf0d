"""When an undelivered event is tried again."""

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
