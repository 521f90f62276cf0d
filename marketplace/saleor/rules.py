"""When a consumer that failed tries again, and how long what arrived is kept."""

from datetime import timedelta

LEASE = timedelta(minutes=5)
"""How long a worker may take over one consumer's work; a worker that dies delays it by this much."""

ATTEMPTS = 12
KEPT = timedelta(days=14)
"""Payloads hold names and addresses: long enough to look into a failure, no longer (GDPR Art. 5(1)(e))."""

_FIRST = timedelta(seconds=10)
_LONGEST = timedelta(hours=1)


def retry_delay(attempts: int) -> timedelta | None:
    """Time to wait after so many failed attempts: 10 s, 20 s, 40 s … at most an hour; None when it is time to give up.

    All attempts together last about five hours. A failed one waits for a person: see `inbox.rerun`.
    """
    if attempts >= ATTEMPTS:
        return None
    return min(_FIRST * (1 << max(attempts - 1, 0)), _LONGEST)
