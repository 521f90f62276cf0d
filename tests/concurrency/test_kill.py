"""A process is killed with -9 at the worst moments; what survives is what was committed, all of it and nothing else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.engine.models import Allocation, Checkout, Order, OrderLine, OutboxEvent, Reservation, TransactionItem
from marketplace.engine.rules.outbox import LEASE
from marketplace.engine.services.event_delivery import deliver
from tests.concurrency.acts import HANGING
from tests.concurrency.conftest import Start
from tests.factories.engine_market import market
from tests.marketplace.engine.platform import FakePlatform
from tests.marketplace.engine.shopping import completed, new_checkout, paid, with_delivery

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def _paid_checkout() -> dict[str, object]:
    town = market({"B-1": ("20.00", {"vendor-b": 3})})
    checkout = with_delivery(new_checkout(town, town.line("B-1", 2)))
    paid(checkout)
    return checkout


def test_killed_inside_checkout_complete_nothing_happened(start: Start, platform: FakePlatform) -> None:
    """Killed: the process that had inserted order and lines and was about to promise the stock.

    Survived: the checkout with its lines, its payment and the held stock. Gone: every trace of the order. Its locks are
    free: completing again makes the order.
    """
    checkout = _paid_checkout()
    child = start("complete_until_allocation", checkout=checkout["id"]).wait_ready()
    child.go()
    assert child.line() == HANGING
    child.kill()

    assert not Order.objects.exists()
    assert not OrderLine.objects.exists()
    assert not OutboxEvent.objects.exists()
    assert not Allocation.objects.exists()
    assert Checkout.objects.get().lines.get().quantity == 2
    assert Reservation.objects.get().quantity == 2
    assert TransactionItem.objects.get().checkout_id == Checkout.objects.get().pk

    completed(checkout)
    assert Order.objects.get().charge_status == "FULL"
    assert Allocation.objects.get().quantity == 2


def test_killed_after_the_commit_the_events_still_arrive(start: Start, platform: FakePlatform) -> None:
    """Killed: the process that had just committed the order, before anything else.

    Survived: the order, its promised stock and both events in the outbox; the sweep delivers them, once each.
    """
    checkout = _paid_checkout()
    child = start("complete_until_commit", checkout=checkout["id"]).wait_ready()
    child.go()
    assert child.line() == HANGING
    child.kill()

    order = Order.objects.get()
    assert Allocation.objects.get().order_line.order_id == order.pk
    assert OutboxEvent.objects.count() == 2
    assert platform.heard == []

    assert deliver(None, now=timezone.now()) == 2
    assert deliver(None, now=timezone.now()) == 0
    assert sorted(kind for kind, _payload, _key in platform.heard) == ["ORDER_CREATED", "ORDER_FULLY_PAID"]
    assert platform.events("ORDER_CREATED")[0]["order"]["number"] == str(order.number)


def test_killed_during_delivery_the_event_comes_again_under_the_same_key(start: Start, platform: FakePlatform) -> None:
    """Killed: the worker whose event the platform had just taken, before it could note that.

    Survived: both entries of the outbox, leased to the dead worker. When the lease is over they are delivered; the one
    that arrives a second time carries the key of the first, by which the platform drops it.
    """
    checkout = _paid_checkout()
    completed(checkout)
    child = start("deliver_until_taken").wait_ready()
    child.go()
    taken = child.line().split()
    assert child.line() == HANGING
    child.kill()

    now = timezone.now()
    assert deliver(None, now=now) == 0
    assert deliver(None, now=now + LEASE + timedelta(seconds=1)) == 2
    assert taken in [[kind, key] for kind, _payload, key in platform.heard]
    assert not OutboxEvent.objects.exists()
