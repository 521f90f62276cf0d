"""Listings follow the engine, whatever order its events come in."""

import random
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from celery import current_app
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.catalogue.events import HANDLERS
from marketplace.catalogue.models import Listing, SearchWord, StaleProduct
from marketplace.catalogue.services.reconcile import reconcile
from marketplace.catalogue.services.sync import (
    REFRESH_TASK,
    mark_stale,
    next_turn,
    refresh_stale_products,
    store_products,
    sync_products,
)
from marketplace.catalogue.tasks import refresh_stale_products_task
from marketplace.saleor import products
from marketplace.saleor.extensions import consumers
from tests.factories.baskets import make_goods
from tests.factories.catalogue import TUESDAY

LATER = TUESDAY + timedelta(hours=1)


@pytest.fixture
def listing(cast) -> Listing:
    """An article as the engine has it."""
    goods = cast.shop.goods[0]
    return sync_products([goods.product_id], now=TUESDAY)[goods.product_id]


@pytest.fixture
def channel_id(market) -> str:
    return market.channel.id


def test_an_older_read_never_overwrites_a_newer_one(listing: Listing, channel_id: str) -> None:
    early = next_turn()
    old = products.product(listing.product_id)
    products.set_price(variant_id=listing.variant_id, channel_id=channel_id, price=Decimal("8.00"))
    sync_products([listing.product_id], now=LATER)
    store_products([old], turn=early, now=LATER)
    listing.refresh_from_db()
    assert listing.price == Decimal("8.00")


def test_a_late_refresh_does_not_bring_back_what_was_deleted(listing: Listing) -> None:
    early = next_turn()
    old = products.product(listing.product_id)
    products.delete_product(listing.product_id)
    assert sync_products([listing.product_id], now=LATER) == {}
    store_products([old], turn=early, now=LATER)
    listing.refresh_from_db()
    assert (listing.is_published, listing.removed_at) == (False, LATER)


def test_a_slug_may_move_to_another_product(cast, listing: Listing, market) -> None:
    (other,) = make_goods(market, cast.shop, prices=["3.00"])
    products.update_product(id=listing.product_id, slug="anders")
    products.update_product(id=other.product_id, slug=listing.slug)
    sync_products([other.product_id], now=LATER)
    sync_products([listing.product_id], now=LATER)
    listing.refresh_from_db()
    other.refresh_from_db()
    assert (other.slug, listing.slug) == (Listing.objects.get(pk=other.pk).slug, "anders")


def test_goods_in_nobodys_warehouse_are_left_out(cast, listing: Listing) -> None:
    cast.shop.warehouse_id = None
    cast.shop.save()
    Listing.objects.all().delete()
    assert sync_products([listing.product_id], now=LATER) == {}


@pytest.mark.parametrize("event", sorted(HANDLERS))
def test_every_event_has_its_consumer(event: str) -> None:
    assert consumers(event)["catalogue.refresh"] is HANDLERS[event]


def events_about(listing: Listing) -> Iterator[tuple[str, dict]]:
    product = {"id": listing.product_id}
    yield "PRODUCT_CREATED", {"product": product}
    yield "PRODUCT_UPDATED", {"product": product}
    yield "PRODUCT_VARIANT_UPDATED", {"productVariant": {"id": listing.variant_id, "product": product}}
    yield "PRODUCT_VARIANT_STOCK_UPDATED", {"productVariant": {"id": listing.variant_id, "product": product}}
    yield "ORDER_CREATED", {"order": {"lines": [{"variant": {"product": product}}, {"variant": None}]}}


@pytest.mark.parametrize("seed", range(4))
def test_events_in_any_order_and_twice_end_in_what_the_engine_says(
    listing: Listing, channel_id: str, cast, seed: int
) -> None:
    told = [*events_about(listing), *events_about(listing)]
    random.Random(seed).shuffle(told)
    for number, (event, payload) in enumerate(told):
        if number == 3:
            products.set_price(variant_id=listing.variant_id, channel_id=channel_id, price=Decimal("7.77"))
        if number == 5:
            products.set_stock(variant_id=listing.variant_id, warehouse_id=cast.shop.warehouse_id, quantity=2)
        HANDLERS[event](payload)
        if number % 3 == seed % 3:
            refresh_stale_products(now=LATER)
    refresh_stale_products(now=LATER)
    listing.refresh_from_db()
    assert (listing.price, listing.available) == (Decimal("7.77"), 2)
    assert not StaleProduct.objects.exists()


def test_a_deleted_product_is_taken_off(listing: Listing) -> None:
    products.delete_product(listing.product_id)
    HANDLERS["PRODUCT_DELETED"]({"product": {"id": listing.product_id}})
    refresh_stale_products(now=LATER)
    listing.refresh_from_db()
    assert listing.removed_at == LATER


def test_an_event_that_names_nothing_is_nothing() -> None:
    for handler in HANDLERS.values():
        handler({"product": None, "productVariant": None, "order": None})


def test_a_mark_that_comes_while_reading_stays(listing: Listing, monkeypatch) -> None:
    """The product changes again between the read and the end of the refresh: it is read once more."""
    from marketplace.catalogue.services import sync

    reads: list[list[str]] = []
    real = sync.products_by_ids

    def read_and_be_told_again(ids):
        reads.append(list(ids))
        found = real(ids)
        if len(reads) == 1:
            mark_stale(ids, now=LATER)
        return found

    monkeypatch.setattr(sync, "products_by_ids", read_and_be_told_again)
    mark_stale([listing.product_id], now=TUESDAY)
    refresh_stale_products(now=LATER)
    assert reads == [[listing.product_id], [listing.product_id]]
    assert not StaleProduct.objects.exists()


def test_marks_of_an_import_wake_one_worker_and_a_mark_after_its_start_another(
    listing: Listing, monkeypatch, django_capture_on_commit_callbacks
) -> None:
    woken: list[str] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, **_options: woken.append(name))
    with django_capture_on_commit_callbacks(execute=True):
        mark_stale([listing.product_id], now=TUESDAY)
        mark_stale([listing.product_id], now=TUESDAY)
    assert woken == [REFRESH_TASK]
    refresh_stale_products_task()
    assert not StaleProduct.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        mark_stale([listing.product_id], now=LATER)
    assert woken == [REFRESH_TASK, REFRESH_TASK]


def test_reconcile_heals_what_nobody_told(cast, listing: Listing, channel_id: str, market) -> None:
    (unheard,) = make_goods(market, cast.rival, prices=["3.00"])
    Listing.objects.filter(pk=unheard.pk).delete()
    products.set_price(variant_id=listing.variant_id, channel_id=channel_id, price=Decimal("6.66"))
    (orphan,) = make_goods(market, cast.rival, prices=["4.00"])
    products.delete_product(orphan.product_id)
    SearchWord.objects.create(word="vergess", surface="vergessen")

    found = reconcile(now=LATER)
    refresh_stale_products(now=LATER)

    assert (found.read, found.orphans) == (3, 1)
    listing.refresh_from_db()
    orphan.refresh_from_db()
    assert listing.price == Decimal("6.66")
    assert orphan.removed_at == LATER
    assert Listing.objects.get(product_id=unheard.product_id).price == Decimal("3.00")
    assert not SearchWord.objects.filter(word="vergess").exists()


def test_statements_do_not_grow_with_products(cast, market) -> None:
    def statements(count: int) -> int:
        goods = make_goods(market, cast.shop, prices=["2.00"] * count)
        read = list(products.products_by_ids([each.product_id for each in goods]).values())
        assert len(read) == count
        turn = next_turn()
        with CaptureQueriesContext(connection) as captured:
            store_products(read, turn=turn, now=LATER)
        return len(captured)

    assert statements(2) == statements(12)
