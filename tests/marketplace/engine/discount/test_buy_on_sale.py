"""Goods on sale in a checkout and an order, alone and with a voucher on top."""

import pytest
from django.utils import timezone

from marketplace.engine.services.promotions import create_promotion
from marketplace.graphql.ids import global_id
from tests.factories.engine_discounts import voucher
from tests.factories.engine_market import market
from tests.marketplace.engine.discount.documents import ADD_CODE, ORDER, SEEN
from tests.marketplace.engine.platform import APP, ask
from tests.marketplace.engine.shopping import completed, new_checkout, paid, with_delivery

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("platform")]

LINES = "query L($id: ID!) { order(id: $id) { lines { discounts { type total { amount } } unitDiscountReason } } }"


def test_an_order_tells_promotion_and_voucher_apart() -> None:
    town = market()
    rule = {
        "catalogue_predicate": {"product_predicate": {"ids": [global_id("Product", town.variants["A-1"].product_id)]}},
        "reward_value_type": "PERCENTAGE",
        "reward_value": 10,
        "channels": [global_id("Channel", town.channel.pk)],
    }
    create_promotion(values={"name": "Woche", "type": "CATALOGUE", "rules": [rule]}, now=timezone.now())
    voucher(town, value="2.50", type="SPECIFIC_PRODUCT").products.add(town.variants["A-1"].product)
    checkout = new_checkout(town, town.line("A-1", 2), town.line("B-1"))
    line, other = ask(SEEN, {"id": checkout["id"]})["lines"]
    assert (line["unitPrice"]["gross"]["amount"], line["undiscountedUnitPrice"]["amount"]) == (9.0, 10.0)
    assert other["unitPrice"]["gross"]["amount"] == other["undiscountedUnitPrice"]["amount"] == 20.0
    assert ask(ADD_CODE, {"id": checkout["id"], "code": "ZEITZ"})["errors"] == []
    ready = with_delivery(checkout)
    paid(ready)
    order_id = completed(ready)["id"]
    order = ask(ORDER, {"id": order_id}, by=APP)
    sold = order["lines"][0]
    assert (sold["totalPrice"]["gross"]["amount"], sold["unitDiscount"]["amount"]) == (13.0, 3.5)
    assert sold["undiscountedTotalPrice"]["gross"]["amount"] == 20.0
    told = ask(LINES, {"id": order_id}, by=APP)["lines"][0]
    parts = [(each["type"], each["total"]["amount"]) for each in told["discounts"]]
    assert parts == [("PROMOTION", 2.0), ("VOUCHER", 5.0)]
    assert told["unitDiscountReason"].endswith(" & Voucher code: ZEITZ")
