"""The last pieces are sold once, however many want them at the same moment."""

import random
from collections import Counter
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.db.models import F, Model, Sum

from marketplace.engine.models import (
    Allocation,
    Checkout,
    CheckoutDelivery,
    CheckoutLine,
    Order,
    Reservation,
    Stock,
    TransactionItem,
)
from marketplace.graphql.ids import global_id
from tests.concurrency.conftest import Start
from tests.factories.engine_market import Market, market
from tests.marketplace.engine.shopping import checkout_input, new_checkout, paid, with_delivery

BUYERS, PIECES, PROCESSES, THREADS = 200, 20, 5, 6  # more at once than there are pieces: a missing lock shows

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("platform"),
    pytest.mark.slow,
]


def _raced(start: Start, act: str, inputs: list[Any]) -> Counter[str]:
    """The ends of all buyers, spread over processes that start together."""
    children = [start(act, inputs=inputs[at::PROCESSES], threads=THREADS) for at in range(PROCESSES)]
    for child in children:
        child.wait_ready()
    for child in children:
        child.go()
    ends: Counter[str] = Counter()
    for child in children:
        ends.update(child.result())
    return ends


def _inputs(town: Market, *lines: dict[str, Any]) -> dict[str, Any]:
    return checkout_input(town, *lines)


def _copies(checkout: Checkout, count: int) -> list[UUID]:
    """The checkout so often that there are `count`: each with its line, its chosen delivery and its payment."""
    line, delivery, payment = checkout.lines.get(), checkout.delivery, checkout.transactions.get()
    assert delivery is not None
    keys = [uuid4() for _ in range(count - 1)]
    rows: dict[type[Model], list[Any]] = {Checkout: [], CheckoutLine: [], CheckoutDelivery: [], TransactionItem: []}
    for key in keys:
        offer = _copy(delivery, checkout_id=key)
        rows[Checkout].append(_copy(checkout, pk=key, delivery_id=offer.pk))
        rows[CheckoutLine].append(_copy(line, checkout_id=key))
        rows[CheckoutDelivery].append(offer)
        rows[TransactionItem].append(_copy(payment, checkout_id=key, idempotency_key=str(key)))
    with transaction.atomic():
        for model, copies in rows.items():
            model._default_manager.bulk_create(copies)
    return [checkout.pk, *keys]


def _copy(row: Any, **changes: Any) -> Any:
    values = {each.attname: getattr(row, each.attname) for each in row._meta.concrete_fields}
    return type(row)(**{**values, row._meta.pk.attname: changes.pop("pk", uuid4()), **changes})


def _books_balance() -> None:
    """Every stock knows exactly what its allocations promise, and nothing more than there is."""
    for stock in Stock.objects.all():
        promised = Allocation.objects.filter(stock=stock).aggregate(total=Sum("quantity"))["total"] or 0
        assert stock.quantity_allocated == promised
    assert not Stock.objects.filter(quantity_allocated__gt=F("quantity")).exists()


def test_two_hundred_buyers_from_the_first_click_make_twenty_orders(start: Start) -> None:
    town = market({"B-1": ("20.00", {"vendor-b": PIECES})})
    ends = _raced(start, "buy", [_inputs(town, town.line("B-1")) for _ in range(BUYERS)])
    assert ends == {"order": PIECES, "create INSUFFICIENT_STOCK": BUYERS - PIECES}
    assert Order.objects.count() == len(set(Order.objects.values_list("number", flat=True))) == PIECES
    assert not Checkout.objects.exists()
    assert not Reservation.objects.exists()
    _books_balance()


def test_without_reservation_two_hundred_paid_checkouts_make_twenty_orders(start: Start) -> None:
    town = market({"B-1": ("20.00", {"vendor-b": PIECES})}, reserve=(None, None))
    first = with_delivery(new_checkout(town, town.line("B-1")))
    paid(first)
    checkouts = _copies(Checkout.objects.get(), BUYERS)
    ends = _raced(start, "complete", [global_id("Checkout", pk) for pk in checkouts])
    assert ends == {"order": PIECES, "complete INSUFFICIENT_STOCK": BUYERS - PIECES}
    assert Order.objects.count() == PIECES
    assert Checkout.objects.count() == BUYERS - PIECES
    _books_balance()


def test_one_checkout_completed_by_twenty_at_once_is_one_order(start: Start) -> None:
    town = market()
    checkout = with_delivery(new_checkout(town, town.line("A-1"), town.line("B-1")))
    paid(checkout)
    ends = _raced(start, "complete", [checkout["id"]] * 20)
    assert ends == {"order": 20}
    assert Order.objects.count() == 1
    _books_balance()


def test_overlapping_baskets_in_any_order_do_not_deadlock(start: Start) -> None:
    skus = [f"G-{number}" for number in range(6)]
    town = market({sku: ("3.00", {"vendor-a": 30}) for sku in skus})
    dice = random.Random(4711)
    baskets = [dice.sample(skus, 4) for _ in range(60)]
    ends = _raced(start, "buy", [_inputs(town, *[town.line(sku) for sku in basket]) for basket in baskets])
    assert set(ends) <= {"order", "create INSUFFICIENT_STOCK"}
    assert ends.total() == len(baskets)
    _books_balance()
    sold = Allocation.objects.aggregate(total=Sum("quantity"))["total"]
    assert sold == ends["order"] * 4
