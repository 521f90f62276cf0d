"""Each consumer is done with each event once, whatever fails in between."""

from datetime import timedelta

import pytest
from celery import current_app
from django.utils import timezone

from marketplace.errors import NotFound
from marketplace.saleor import inbox
from marketplace.saleor.extensions import on_event
from marketplace.saleor.models import Consumption, InboxEvent
from marketplace.saleor.rules import ATTEMPTS, KEPT, LEASE
from marketplace.saleor.selectors import failed_consumptions, inbox_health, recent_events
from marketplace.saleor.tasks import consume_event_task, purge_inbox_task, sweep_inbox_task

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_these_consumers")]

PAYLOAD = {"order": {"id": "T3JkZXI6MQ=="}}


class Consumer:
    """Remembers what it was given; fails as long as `broken` is set."""

    def __init__(self, broken=False):
        self.broken = broken
        self.taken = []

    def __call__(self, payload):
        if self.broken:
            raise ValueError("the till is on fire")
        self.taken.append(payload)


@pytest.fixture
def mail():
    consumer = Consumer()
    on_event("ORDER_CREATED", "test.mail", consumer)
    return consumer


@pytest.fixture
def split():
    consumer = Consumer()
    on_event("ORDER_CREATED", "test.split", consumer)
    return consumer


def receive(key="k1", payload=PAYLOAD):
    return inbox.receive_event("ORDER_CREATED", payload, key=key)


def later(seconds):
    return timezone.now() + timedelta(seconds=seconds)


def test_an_event_reaches_every_consumer_once(mail, split):
    assert receive() is True
    assert receive() is False
    assert inbox.consume(None, now=timezone.now()) == 2
    assert inbox.consume(None, now=later(10_000)) == 0
    assert mail.taken == split.taken == [PAYLOAD]


def test_the_worker_is_woken_after_the_commit(mail, monkeypatch, django_capture_on_commit_callbacks):
    sent = []
    monkeypatch.setattr(inbox.current_app, "send_task", lambda name, args, **_: sent.append((name, args)))
    with django_capture_on_commit_callbacks(execute=True):
        receive()
        assert sent == []
    assert sent == [(consume_event_task.name, [InboxEvent.objects.get().pk])]


def test_an_event_is_safe_without_a_broker(mail, monkeypatch, django_capture_on_commit_callbacks):
    def no_broker(*_args, **_kwargs):
        raise ConnectionError

    monkeypatch.setattr(inbox.current_app, "send_task", no_broker)
    with django_capture_on_commit_callbacks(execute=True):
        receive()
    sweep_inbox_task()
    assert mail.taken == [PAYLOAD]


def test_a_failing_consumer_neither_blocks_nor_repeats_the_others(mail, split):
    mail.broken = True
    receive()
    consume_event_task(InboxEvent.objects.get().pk)
    assert (mail.taken, split.taken) == ([], [PAYLOAD])
    waiting = Consumption.objects.get(consumer="test.mail")
    assert (waiting.state, waiting.attempts, waiting.error) == ("waiting", 1, "ValueError: the till is on fire")

    mail.broken = False
    assert inbox.consume(None, now=later(5)) == 0
    assert inbox.consume(None, now=later(15)) == 1
    assert (mail.taken, split.taken) == ([PAYLOAD], [PAYLOAD])


def test_order_of_arrival_is_kept_where_it_can_be(mail):
    for number in range(3):
        receive(key=f"k{number}", payload={"number": number})
    inbox.consume(None, now=timezone.now())
    assert [payload["number"] for payload in mail.taken] == [0, 1, 2]


def test_after_hours_of_failing_a_person_is_needed(mail):
    mail.broken = True
    receive()
    for attempt in range(ATTEMPTS + 3):
        inbox.consume(None, now=later(attempt * 4000))
    failed = failed_consumptions().get()
    assert failed.attempts == ATTEMPTS
    assert inbox_health(timezone.now()).failed == 1

    mail.broken = False
    inbox.rerun(failed.pk, now=timezone.now())
    sweep_inbox_task()
    assert mail.taken == [PAYLOAD]
    assert inbox_health(timezone.now()).failed == 0


def test_what_is_done_stays_done(mail):
    receive()
    sweep_inbox_task()
    inbox.rerun(Consumption.objects.get().pk, now=timezone.now())
    sweep_inbox_task()
    assert mail.taken == [PAYLOAD]


def test_nothing_to_rerun_is_not_found():
    with pytest.raises(NotFound):
        inbox.rerun(1, now=timezone.now())


def test_work_of_a_dead_worker_is_done_by_another(mail):
    receive()
    now = timezone.now()
    inbox._claim(None, now=now)  # and then the worker dies
    assert inbox.consume(None, now=now + LEASE - timedelta(seconds=1)) == 0
    assert inbox.consume(None, now=now + LEASE) == 1
    assert mail.taken == [PAYLOAD]


def test_work_of_a_consumer_that_was_removed_waits_for_it(mail, monkeypatch):
    receive()
    with monkeypatch.context() as removed:
        removed.setattr(inbox, "consumers", lambda _event_type: {})
        sweep_inbox_task()
    assert Consumption.objects.get().error == "LookupError: no consumer test.mail is installed"
    inbox.consume(None, now=later(15))
    assert mail.taken == [PAYLOAD]


def test_a_consumer_may_only_ask_for_events_that_are_subscribed():
    with pytest.raises(LookupError):
        on_event("ORDER_EXPLODED", "test.mail", print)


def test_health_counts_what_is_open_in_two_queries(mail, split, django_assert_num_queries):
    mail.broken = True
    receive(key="a")
    sweep_inbox_task()
    now = later(600)
    with django_assert_num_queries(2):
        health = inbox_health(now)
    assert (health.waiting, health.late, health.failed) == (1, 1, 0)
    assert health.last_received_at == recent_events()[0].received_at


def test_old_events_are_forgotten_unless_work_is_open(mail):
    receive(key="done")
    sweep_inbox_task()
    mail.broken = True
    receive(key="open")
    sweep_inbox_task()
    InboxEvent.objects.update(received_at=timezone.now() - KEPT - timedelta(hours=1))
    receive(key="young")
    purge_inbox_task()
    assert set(InboxEvent.objects.values_list("key", flat=True)) == {"open", "young"}


def test_a_backlog_is_worked_off_in_one_go(mail, monkeypatch):
    monkeypatch.setattr(inbox, "BATCH", 3)
    for number in range(10):
        receive(key=str(number))
    sweep_inbox_task()
    assert len(mail.taken) == 10


def test_claiming_takes_the_same_queries_for_one_and_for_many(mail, django_assert_num_queries):
    for number in range(20):
        receive(key=str(number))
    with django_assert_num_queries(4):  # savepoint, claim, lease, release
        assert len(inbox._claim(None, now=timezone.now())) == 20


def test_a_sale_overtakes_an_import_of_goods(django_capture_on_commit_callbacks, monkeypatch):
    told, woken = [], []
    on_event("ORDER_CREATED", "test.sale", lambda payload: told.append("sale"))
    on_event("PRODUCT_UPDATED", "test.goods", lambda payload: told.append("goods"))
    monkeypatch.setattr(current_app, "send_task", lambda *_arguments, priority, **_options: woken.append(priority))
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(3):
            inbox.receive_event("PRODUCT_UPDATED", {}, key=f"goods {number}")
        receive()
    assert woken == [6, 6, 6, 0]
    inbox.consume(None, now=timezone.now())
    assert told == ["sale", "goods", "goods", "goods"]
