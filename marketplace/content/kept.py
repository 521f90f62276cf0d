"""Answers of the engine that many pages need, kept for a minute, and for a day where the engine does not answer."""

import logging
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.core.cache import cache

from marketplace.saleor.errors import SaleorRefused, SaleorUnreachable

logger = logging.getLogger(__name__)

FRESH = 60
USABLE = 24 * 60 * 60
AGAIN = 10  # seconds until an engine that did not answer is asked anew for what can be done without
NEEDED: Any = object()
Answer = TypeVar("Answer")


def kept(name: str, ask: Callable[[], Answer], *, otherwise: Answer = NEEDED) -> Answer:
    """What `ask` answers, at most a minute old; while it fails, its last answer of the day.

    One request a minute asks, the others take what is there. Where nothing is there, `otherwise`; raises what `ask`
    raises if that is not given. That something is missing (None) is remembered for a minute only.
    """
    value_key, fresh_key = f"content:{name}", f"content:{name}:fresh"
    found = cache.get_many([value_key, fresh_key])
    held: tuple[Answer] | None = found.get(value_key)
    if held is not None and (fresh_key in found or not cache.add(fresh_key, 1, FRESH)):
        return held[0]
    try:
        answer = ask()
    except (SaleorUnreachable, SaleorRefused):
        logger.warning("%s is shown as it was: the engine does not answer", name, exc_info=True)
        if held is None and otherwise is NEEDED:
            raise
        if held is None:
            cache.set_many({value_key: (otherwise,), fresh_key: 1}, AGAIN)
        return otherwise if held is None else held[0]
    cache.set(value_key, (answer,), FRESH if answer is None else USABLE)
    cache.set(fresh_key, 1, FRESH)
    return answer


def forget(names: Iterable[str]) -> None:
    """Ask the engine anew next time; what it said stays at hand for the case that it does not answer."""
    cache.delete_many([f"content:{name}:fresh" for name in names])
