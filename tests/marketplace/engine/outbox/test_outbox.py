"""Events reach the platform: at least once, however long it takes."""

from datetime import timedelta
from typing import Any

import pytest
from celery import current_app
from django.db import transaction
from django.utils import timezone

from marketplace.engine import tasks
from marketplace.engine.models import Order, OutboxEvent
from marketplace.engine.rules.outbox import LEASE, LONGEST_DELAY, retry_delay
from marketplace.engine.services.event_delivery import BATCH, deliver
from marketplace.engine.services.outbox import Event, record, record_all
from tests.factories.engine_market import customer, market
from tests.marketplace.engine.platform import APP, FakePlatform, user
from tests.marketplace.engine.shopping import new_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("platform")]


def test_the_tasks_deliver_what_they_are_woken_for_and_what_is_due(platform: FakePlatform) -> None:
    town = market()
    new_order(town, town.line("A-1"))
    first, second = OutboxEvent.objects.order_by("event_type")
    tasks.deliver_events_task([str(first.pk)])
    assert [kind for kind, _payload, _key in platform.heard] == ["ORDER_CREATED"]
    tasks.sweep_outbox_task()
    tasks.sweep_outbox_task()
    assert [key for _kind, _payload, key in platform.heard] == [str(first.pk), str(second.pk)]
    assert not OutboxEvent.objects.exists()


def test_one_that_fails_waits_longer_each_time_and_holds_nobody_up(platform: FakePlatform) -> None:
    town = market()
    new_order(town, town.line("A-1"))
    receive = platform.receive

    def refuse_created(event_type: str, payload: dict[str, object], *, key: str) -> None:
        if event_type == "ORDER_CREATED":
            raise ConnectionError("the inbox is away")
        receive(event_type, payload, key=key)

    platform.receive = refuse_created  # type: ignore[method-assign]
    now = timezone.now()
    assert deliver(None, now=now) == 1
    waiting = OutboxEvent.objects.get()
    assert (waiting.attempts, waiting.due_at - now) == (1, timedelta(seconds=20))
    assert waiting.last_error == "ConnectionError: the inbox is away"
    assert deliver(None, now=now + timedelta(seconds=19)) == 0
    assert deliver(None, now=now + timedelta(seconds=20)) == 0
    waiting.refresh_from_db()
    assert waiting.due_at - now == timedelta(seconds=60)
    platform.receive = receive  # type: ignore[method-assign]
    assert deliver(None, now=now + timedelta(minutes=1)) == 1
    assert not OutboxEvent.objects.exists()


def test_waiting_grows_to_an_hour_and_never_ends() -> None:
    assert [retry_delay(attempts).total_seconds() for attempts in (1, 2, 3)] == [20, 40, 80]
    assert retry_delay(9) == retry_delay(500) == LONGEST_DELAY


def test_what_one_worker_holds_another_leaves_alone(platform: FakePlatform) -> None:
    town = market()
    new_order(town, town.line("A-1"))
    now = timezone.now()
    OutboxEvent.objects.update(due_at=now + LEASE)
    assert deliver(None, now=now) == 0
    assert deliver(None, now=now + LEASE) == 2


def test_a_backlog_is_worked_off_at_once_and_sales_go_before_goods(platform: FakePlatform) -> None:
    town = market()
    stock = town.stock("A-1")
    goods = [
        Event(event_type="PRODUCT_VARIANT_STOCK_UPDATED", subject_type="Stock", subject_id=stock.pk)
        for _ in range(3 * BATCH)
    ]
    record_all(goods, now=timezone.now())
    new_order(town, town.line("A-1"))
    assert deliver(None, now=timezone.now()) == len(goods) + 2
    heard = [kind for kind, _payload, _key in platform.heard]
    assert set(heard[:2]) == {"ORDER_CREATED", "ORDER_FULLY_PAID"}
    assert set(heard[2:]) == {"PRODUCT_VARIANT_STOCK_UPDATED"}


def test_workers_are_woken_for_sales_first_and_for_goods_in_portions(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    woken: list[tuple[int, int]] = []

    def send_task(_name: str, arguments: list[list[str]], *, priority: int, **_options: Any) -> None:
        woken.append((priority, len(arguments[0])))

    monkeypatch.setattr(current_app, "send_task", send_task)
    goods = [Event(event_type="PRODUCT_VARIANT_STOCK_UPDATED", subject_type="Stock", subject_id=n) for n in range(60)]
    sale = Event(event_type="ORDER_CREATED", subject_type="Order", subject_id="x")
    with django_capture_on_commit_callbacks(execute=True):
        record_all([*goods, sale], now=timezone.now())
    assert woken == [(0, 1), (6, 25), (6, 25), (6, 10)]


def test_without_a_broker_the_sale_stands_and_nobody_waits_for_every_portion(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    tried: list[int] = []

    def send_task(*_arguments: Any, **_options: Any) -> None:
        tried.append(1)
        raise ConnectionError("the broker is away")

    monkeypatch.setattr(current_app, "send_task", send_task)
    goods = [Event(event_type="PRODUCT_VARIANT_STOCK_UPDATED", subject_type="Stock", subject_id=n) for n in range(60)]
    with django_capture_on_commit_callbacks(execute=True):
        record_all(goods, now=timezone.now())
    assert (len(tried), OutboxEvent.objects.count()) == (1, 60)


def test_nothing_is_written_for_events_that_nobody_takes() -> None:
    with transaction.atomic():
        record("CHECKOUT_CREATED", "Checkout", "x", now=timezone.now())
    assert not OutboxEvent.objects.exists()


def test_an_event_shares_the_fate_of_its_fact() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        record("ORDER_CREATED", "Order", "x", now=timezone.now())
        raise RuntimeError("the fact did not come about")
    assert not OutboxEvent.objects.exists()


def test_the_payload_is_what_is_true_at_delivery_and_names_the_causer(platform: FakePlatform) -> None:
    town, erika = market(), customer()
    new_order(town, town.line("A-1"), by=user(erika.pk))
    Order.objects.update(status="CANCELED")
    deliver(None, now=timezone.now())
    payload = platform.events("ORDER_CREATED")[0]
    assert payload["order"]["status"] == "CANCELED"
    assert payload["issuingPrincipal"]["email"] == erika.email
    assert payload["recipient"]["name"] == town.app.name


def test_an_event_about_something_that_is_gone_still_arrives(platform: FakePlatform) -> None:
    market()
    record("PRODUCT_VARIANT_STOCK_UPDATED", "Stock", "4711", now=timezone.now(), issuer=APP)
    assert deliver(None, now=timezone.now()) == 1
    payload = platform.events("PRODUCT_VARIANT_STOCK_UPDATED")[0]
    assert (payload["productVariant"], payload["warehouse"]) == (None, None)
    assert payload["issuingPrincipal"]["__typename"] == "App"


def test_stock_events_show_quantities_promises_and_reservations(platform: FakePlatform) -> None:
    town = market()
    new_order(town, town.line("A-1", 2))
    stock = town.stock("A-1")
    record("PRODUCT_VARIANT_STOCK_UPDATED", "Stock", stock.pk, now=timezone.now())
    deliver(None, now=timezone.now())
    payload = platform.events("PRODUCT_VARIANT_STOCK_UPDATED")[0]
    assert payload["warehouse"]["slug"] == "vendor-a"
    assert payload["productVariant"]["stocks"] == [
        {"quantity": 1000, "quantityAllocated": 2, "quantityReserved": 0, "warehouse": {"slug": "vendor-a"}}
    ]
