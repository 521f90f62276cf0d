"""The platform hears of every change in the catalogue, in the transaction of the change."""

from typing import Any

import pytest
from django.db import transaction

from marketplace.engine.models import OutboxEvent
from marketplace.engine.services.event_payload import event_payload
from marketplace.graphql.ids import global_id
from tests.factories.engine_catalogue import APP, NOW, Shelf
from tests.marketplace.engine.catalogue.test_write_products import (
    CREATE,
    LIST,
    PRICE,
    STOCKS,
    UPDATE,
    VARIANT,
    product_input,
)
from tests.marketplace.engine.platform import ask


@pytest.fixture(autouse=True)
def _engine_alone(settings: Any) -> None:
    settings.SALEOR_IN_PROCESS_EXECUTOR = "tests.marketplace.engine.platform.execute"


def heard() -> list[tuple[str, dict[str, Any]]]:
    """Events and payloads since the last call."""
    events = [(event.event_type, event_payload(event)) for event in OutboxEvent.objects.order_by("issued_at", "pk")]
    OutboxEvent.objects.all().delete()
    return events


def test_products_and_variants(town: Shelf) -> None:
    heard()
    product_id = ask(CREATE, {"input": product_input(town)}, by=APP, now=NOW)["product"]["id"]
    ((kind, payload),) = heard()
    assert kind == "PRODUCT_CREATED"
    assert (payload["__typename"], payload["product"]["slug"]) == ("ProductCreated", "suesses-broetchen")
    category = global_id("Category", town.bread.pk)
    ask(UPDATE, {"id": product_id, "input": {"category": category}}, by=APP, now=NOW)
    ((kind, payload),) = heard()
    assert (kind, payload["product"]["category"]["slug"]) == ("PRODUCT_UPDATED", "brot")
    ask(VARIANT, {"input": {"product": product_id, "attributes": [], "sku": "A"}}, by=APP, now=NOW)
    (_kind, payload) = heard()[-1]
    assert [each["sku"] for each in payload["product"]["variants"]] == ["A"]
    delete = "mutation($id: ID) { productDelete(id: $id) { errors { code } } }"
    ask(delete, {"id": product_id}, by=APP, now=NOW)
    ((kind, payload),) = heard()
    assert (kind, payload["product"]["id"]) == ("PRODUCT_DELETED", product_id)


def test_listings_prices_and_stock(town: Shelf) -> None:
    (product,) = town.put("Brot")
    assert [kind for kind, _payload in heard()] == ["PRODUCT_CREATED"]
    variant_id, channel_id = (
        global_id("ProductVariant", town.variant(product).pk),
        global_id("Channel", town.channel.pk),
    )
    hide = {"updateChannels": [{"channelId": channel_id, "isPublished": False}]}
    ask(LIST, {"id": global_id("Product", product.pk), "input": hide}, by=APP, now=NOW)
    ((kind, payload),) = heard()
    assert (kind, payload["product"]["channelListings"][0]["isPublished"]) == ("PRODUCT_UPDATED", False)
    ask(PRICE, {"id": variant_id, "input": [{"channelId": channel_id, "price": "9.99"}]}, by=APP, now=NOW)
    events = dict(heard())
    assert sorted(events) == ["PRODUCT_UPDATED", "PRODUCT_VARIANT_UPDATED"]
    listing = events["PRODUCT_VARIANT_UPDATED"]["productVariant"]["channelListings"][0]
    assert listing["price"] == {"amount": 9.99, "currency": "EUR"}
    stocks = [{"warehouse": global_id("Warehouse", town.corner.pk), "quantity": 8}]
    ask(STOCKS, {"id": variant_id, "stocks": stocks}, by=APP, now=NOW)
    ((kind, payload),) = heard()
    assert kind == "PRODUCT_VARIANT_STOCK_UPDATED"
    assert payload["warehouse"] == {"id": global_id("Warehouse", town.corner.pk)}
    assert payload["productVariant"]["stocks"][0]["quantity"] == 8


def test_a_change_that_is_taken_back_is_not_told(town: Shelf) -> None:
    heard()
    with transaction.atomic():
        town.put("Brot")
        transaction.set_rollback(True)
    assert heard() == []
    refused = ask(CREATE, {"input": product_input(town, name="")}, by=APP, now=NOW)
    assert refused["errors"]
    assert heard() == []
