"""A worker is killed while an App holds its call: the next one finishes, nothing is lost and nothing is kept twice."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from marketplace.engine.models import EventDelivery, EventDeliveryAttempt, Order
from marketplace.engine.services.outbox import Event, record_all
from tests.factories.engine_market import market
from tests.marketplace.engine.shopping import new_order
from tests.marketplace.engine.webhook.listener import listening
from tests.marketplace.engine.webhook.test_deliver import attach

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.usefixtures("platform")]

ROOT = Path(__file__).resolve().parents[4]
WORK = """
import time
import django
django.setup()
from django.utils import timezone
from marketplace.engine.services.webhook_delivery import deliver_next
while True:
    if not deliver_next(None, now=timezone.now()):
        time.sleep(0.1)
"""


@contextmanager
def worker() -> Iterator[subprocess.Popen[bytes]]:
    held = connection.settings_dict
    address = f"postgres://{held['USER']}:{held['PASSWORD']}@{held['HOST']}:{held['PORT']}/{held['NAME']}"
    environment = os.environ | {
        "DATABASE_URL": address.replace(":@", "@"),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "WEBHOOKS_MAY_REACH_PRIVATE": "true",
    }
    process = subprocess.Popen([sys.executable, "-c", WORK], cwd=ROOT, env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait(timeout=20)


def _until(done: Any, seconds: float = 40) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.05)


def test_a_worker_is_killed_in_the_middle() -> None:
    with listening() as listener:
        query = "subscription { event { issuedAt ... on OrderUpdated { order { number } } } }"
        town = market()
        new_order(town, town.line("A-1"))
        attach(listener.url, events=["ORDER_UPDATED"], subscription_query=query)
        _record_updates(5)
        assert EventDelivery.objects.count() == 5
        with worker() as first:
            listener.before_answering = lambda: os.kill(first.pid, signal.SIGKILL) if len(listener.heard) == 3 else None
            assert first.wait(timeout=60) == -signal.SIGKILL
        assert EventDelivery.objects.count() == 3  # the one in the middle, and two that nobody began
        assert not EventDeliveryAttempt.objects.exists()
        EventDelivery.objects.update(due_at=timezone.now())  # the lease of the dead is over
        with worker():
            _until(lambda: not EventDelivery.objects.exists())
        told = [body for _headers, body in listener.heard]
        assert (len(told), len(set(told))) == (6, 5)  # one was told twice, with the same words: at least once
        assert told[2] in told[3:]


def _record_updates(number: int) -> None:
    order = Order.objects.get()
    for _ in range(number):
        with transaction.atomic():
            event = Event(event_type="ORDER_UPDATED", subject_type="Order", subject_id=order.pk)
            record_all([event], now=timezone.now())
