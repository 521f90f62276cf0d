"""What the processes of these tests do."""

import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NoReturn
from unittest import mock

from django.db import connections
from django.utils import timezone

from marketplace.engine.services import allocation, checkout_completion, event_delivery
from tests.marketplace.engine import documents
from tests.marketplace.engine.platform import platform, run, schema
from tests.marketplace.engine.shopping import GATEWAY

HANGING = "hanging"


def load() -> None:
    """Build the schema before the race begins."""
    schema()


def buy(inputs: list[dict[str, Any]], threads: int) -> dict[str, int]:
    """Each buyer begins a checkout, pays and completes it; counts the ends."""
    return _race(_buy, inputs, threads)


def complete(inputs: list[str], threads: int) -> dict[str, int]:
    """Each buyer completes a paid checkout; counts the ends."""
    return _race(_complete, inputs, threads)


def complete_until_allocation(checkout: str) -> NoReturn:
    """Complete a checkout, but hang for ever inside the transaction, after the order's rows were written."""
    with mock.patch.object(checkout_completion, "allocate", _hang):
        _complete(checkout)
    raise AssertionError("allocation was never reached")


def complete_until_commit(checkout: str) -> NoReturn:
    """Complete a checkout, but hang for ever right after the commit, before anything that follows it."""
    with mock.patch.object(type(connections["default"]), "run_and_clear_commit_hooks", _hang):
        _complete(checkout)
    raise AssertionError("nothing was committed")


def deliver_until_taken() -> NoReturn:
    """Deliver, but hang for ever after the platform took the first event, before its entry is deleted."""

    def take(event_type: str, _payload: dict[str, Any], *, key: str) -> None:
        print(f"{event_type} {key}", flush=True)
        _hang()

    with mock.patch.object(platform, "receive", take):
        event_delivery.deliver(None, now=timezone.now())
    raise AssertionError("there was nothing to deliver")


def _hang(*_arguments: Any, **_named: Any) -> NoReturn:
    print(HANGING, flush=True)
    while True:
        time.sleep(60)


def _race(act: Any, inputs: list[Any], threads: int) -> dict[str, int]:
    """Act for all inputs at once; whoever has counted stock waits a moment before claiming it, so that races show."""
    count = allocation._spread

    def slowly(*arguments: Any) -> Any:
        claims = count(*arguments)
        time.sleep(0.02)
        return claims

    with mock.patch.object(allocation, "_spread", slowly), ThreadPoolExecutor(threads) as pool:
        ends = list(pool.map(lambda each: _closing(act, each), inputs))
    return dict(Counter(ends))


def _closing(act: Any, each: Any) -> str:
    try:
        end: str = act(each)
    except Exception as error:
        sys.stderr.write(f"{error!r}\n")
        return type(error).__name__
    finally:
        connections.close_all()
    return end


def _buy(variables: dict[str, Any]) -> str:
    made = _sent(documents.CREATE, variables)
    if made["errors"]:
        return f"create {made['errors'][0]['code']}"
    checkout = made["checkout"]["id"]
    offers = _sent(documents.CALCULATE, {"id": checkout})["deliveries"]
    _sent(documents.CHOOSE, {"id": checkout, "dm": offers[0]["id"]})
    _sent(documents.INITIALIZE, {"id": checkout, "gw": GATEWAY})
    return _complete(checkout)


def _complete(checkout: str) -> str:
    done = _sent(documents.COMPLETE, {"id": checkout})
    return f"complete {done['errors'][0]['code']}" if done["errors"] else "order"


def _sent(document: str, variables: dict[str, Any]) -> Any:
    answer = run(document, variables)
    if "errors" in answer:
        raise AssertionError(answer["errors"])
    return next(iter(answer["data"].values()))
