"""Two deliveries and two workers at the same moment, on connections of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from marketplace.saleor import inbox
from marketplace.saleor.extensions import on_event
from marketplace.saleor.models import Consumption, InboxEvent

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("only_these_consumers")]

WORKERS = 4


@pytest.fixture(autouse=True)
def no_wake_up(monkeypatch):
    monkeypatch.setattr(inbox, "_wake_worker", lambda *_about: None)


def at_once(act):
    """The results of WORKERS threads that start together."""
    barrier = Barrier(WORKERS)

    def work(number):
        barrier.wait()
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(work, range(WORKERS)))


def test_deliveries_of_one_event_are_stored_once():
    on_event("ORDER_CREATED", "test.mail", lambda payload: None)
    results = at_once(lambda _: inbox.receive_event("ORDER_CREATED", {}, key="same"))
    assert sorted(results) == [False] * (WORKERS - 1) + [True]
    assert (InboxEvent.objects.count(), Consumption.objects.count()) == (1, 1)


def test_workers_share_the_work_without_doing_it_twice():
    taken = []
    on_event("ORDER_CREATED", "test.mail", lambda payload: taken.append(payload["number"]))
    for number in range(40):
        inbox.receive_event("ORDER_CREATED", {"number": number}, key=str(number))
    done = at_once(lambda _: inbox.consume(None, now=timezone.now()))
    assert sum(done) == 40
    assert sorted(taken) == list(range(40))
