"""From basket to money back, through the typed modules alone; the engine's questions are answered by the test."""

from base64 import b64decode
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from marketplace.engine.services.event_delivery import deliver
from marketplace.money import Money
from marketplace.saleor import categories, checkouts, metadata, orders, payments, products, setup, shop
from marketplace.saleor.checkouts import LineInput
from marketplace.saleor.client import SaleorRefused
from marketplace.saleor.extensions import answers
from marketplace.saleor.orders import HandedOver
from marketplace.saleor.products import NewProduct
from marketplace.saleor.setup import NewWarehouse
from marketplace.saleor.wire import Address

pytestmark = pytest.mark.django_db

SHOP = Address(company="Laden", street="Altmarkt 1", postal_code="06712", city="Zeitz")
HOME = Address(first_name="Kundin", last_name="Muster", street="Markt 2", postal_code="06712", city="Zeitz")
PLAN = [{"id": "plan", "name": "Abholung und Lieferung", "amount": "4.90", "currency": "EUR"}]


def euros(amount):
    return Money(Decimal(amount))


@pytest.fixture
def goods():
    """Bread of one shop for 2.00 with 7 %, a lamp of another for 30.00 with 19 %; by name, with their warehouses."""
    market = setup.ensure_market(name="Zeitz")
    places = setup.ensure_warehouses([NewWarehouse(slug=slug, name=slug, address=SHOP) for slug in ("brot", "licht")])
    category = categories.create_category(slug="alles", name="Alles")
    rows = [
        NewProduct(
            name=name,
            sku=name,
            price=Decimal(price),
            warehouse_id=places[place].id,
            quantity=5,
            product_type_id=market.goods.id,
            category_id=category.id,
            tax_class_id=market.tax_class_ids[Decimal(rate)],
            channel_id=market.channel.id,
        )
        for name, price, rate, place in (("Brot", "2.00", 7, "brot"), ("Lampe", "30.00", 19, "licht"))
    ]
    return {product.name: product for product in products.create_products(rows)}


@pytest.fixture(autouse=True)
def platform(only_these_answers):
    """Offers the plan and authorises every payment; charges and refunds at once when asked."""
    answers.register("SHIPPING_LIST_METHODS_FOR_CHECKOUT", lambda payload: PLAN)
    answers.register("TRANSACTION_INITIALIZE_SESSION", authorised)
    for action in ("CHARGE", "REFUND", "CANCELATION"):
        answers.register(f"TRANSACTION_{action}_REQUESTED", done)


def authorised(payload):
    amount = payload["action"]["amount"]
    return {
        "result": "AUTHORIZATION_SUCCESS",
        "pspReference": f"psp-{payload['transaction']['id']}",
        "amount": amount,
        "actions": ["CHARGE", "CANCEL"],
        "data": {"due": amount, "asked": payload["data"]},
    }


def done(payload):
    kind = payload["action"]["actionType"]
    actions = {"CHARGE": ["REFUND"], "REFUND": ["REFUND"], "CANCEL": []}[kind]
    amount = payload["action"]["amount"]
    return {"result": f"{kind}_SUCCESS", "pspReference": f"psp-{kind}-{amount}", "amount": amount, "actions": actions}


@pytest.fixture
def checkout(goods):
    lines = [
        LineInput(variant_id=goods["Brot"].default_variant.id, quantity=2),
        LineInput(variant_id=goods["Lampe"].default_variant.id, quantity=1),
    ]
    made = checkouts.create_checkout(
        lines=lines, email="kundin@example.org", shipping_address=HOME, billing_address=HOME
    )
    metadata.set_private_metadata(id=made.id, values={"plan": "p1"})
    return made


def choose_plan(checkout):
    (option,) = checkouts.delivery_options(id=checkout.id)
    checkouts.set_delivery_method(id=checkout.id, delivery_id=option.id)


def pay(checkout, key="k1"):
    return payments.initialize_transaction(
        id=checkout.id, data={"method": "on_handover"}, idempotency_key=key, action="AUTHORIZATION"
    )


@pytest.fixture
def order(checkout):
    choose_plan(checkout)
    pay(checkout)
    return orders.order(checkouts.complete_checkout(id=checkout.id).id)


def line(order, name):
    return next(each for each in order.lines if each.product_name == name)


def test_the_plan_is_the_one_delivery_method(checkout):
    (option,) = checkouts.delivery_options(id=checkout.id, notes={"plan": "p2"})
    assert checkouts.checkout(checkout.id).private_metadata == {"plan": "p2"}
    assert (option.name, option.price, option.active) == ("Abholung und Lieferung", euros("4.90"), True)
    assert b64decode(option.method_id) == b"app:regionalmarkt:plan"
    checkouts.set_delivery_method(id=checkout.id, delivery_id=option.id)
    chosen = checkouts.checkout(checkout.id)
    assert (chosen.delivery.name, chosen.delivery.price) == (option.name, option.price)
    assert (chosen.subtotal, chosen.shipping_price, chosen.total) == (euros("34.00"), euros("4.90"), euros("38.90"))


def test_paying_twice_with_one_key_is_one_payment(checkout):
    choose_plan(checkout)
    first = pay(checkout)
    assert first.succeeded and not first.action_required
    assert first.transaction.authorized == euros("38.90")
    assert first.data == {"due": 38.9, "asked": {"method": "on_handover"}}
    assert pay(checkout).transaction.id == first.transaction.id


def test_a_broken_platform_is_a_failed_payment_not_an_exception(checkout, monkeypatch):
    monkeypatch.setitem(answers._entries, "TRANSACTION_INITIALIZE_SESSION", lambda payload: 1 / 0)
    choose_plan(checkout)
    outcome = pay(checkout)
    assert outcome.event_type == "AUTHORIZATION_FAILURE"
    with pytest.raises(SaleorRefused) as caught:
        checkouts.complete_checkout(id=checkout.id)
    assert caught.value.code == "CHECKOUT_NOT_FULLY_PAID"


def test_nothing_is_ordered_without_a_delivery_method(checkout):
    with pytest.raises(SaleorRefused) as caught:
        checkouts.complete_checkout(id=checkout.id)
    assert caught.value.code == "SHIPPING_METHOD_NOT_SET"


def test_the_order_holds_what_the_basket_held(order, checkout, goods):
    assert (order.email, order.language, order.checkout_id) == ("kundin@example.org", "de", checkout.id)
    assert (order.total, order.shipping_price) == (euros("38.90"), euros("4.90"))
    assert order.shipping_address.street == order.billing_address.street == "Markt 2"
    assert order.private_metadata["plan"] == "p1"
    bread, lamp = line(order, "Brot"), line(order, "Lampe")
    assert (bread.quantity, bread.full_total, bread.total, bread.tax_rate) == (2, euros("4.00"), euros("4.00"), 7)
    assert (lamp.quantity, lamp.tax_rate, lamp.product_id) == (1, 19, goods["Lampe"].id)
    places = {name: product.default_variant.stocks[0].warehouse_id for name, product in goods.items()}
    assert [(each.warehouse_id, each.quantity) for each in bread.allocations] == [(places["Brot"], 2)]
    assert [transaction.authorized for transaction in order.transactions] == [euros("38.90")]
    assert checkouts.checkout(checkout.id) is None


def test_an_order_is_found_by_its_checkout_and_by_its_age(order, checkout):
    assert orders.order_of_checkout(checkout.id) == order
    assert [each.id for each in orders.orders_created_since(timezone.now() - timedelta(hours=1))] == [order.id]
    assert list(orders.orders_created_since(timezone.now() + timedelta(hours=1))) == []
    assert orders.order_of_checkout("Q2hlY2tvdXQ6MDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDAw") is None


def test_each_shop_hands_over_its_own_part(order, goods):
    bread, lamp = line(order, "Brot"), line(order, "Lampe")
    place = bread.allocations[0].warehouse_id
    (fulfillment,) = orders.fulfill(
        order_id=order.id, handed_over=[HandedOver(line_id=bread.id, warehouse_id=place, quantity=2)]
    )
    assert (fulfillment.status, fulfillment.warehouse_id, fulfillment.quantities) == ("FULFILLED", place, {bread.id: 2})
    after = orders.order(order.id)
    assert (after.status, line(after, "Brot").quantity_fulfilled) == ("PARTIALLY_FULFILLED", 2)
    assert products.product(goods["Brot"].id).default_variant.stocks[0].quantity == 3
    with pytest.raises(SaleorRefused) as caught:
        orders.fulfill(order_id=order.id, handed_over=[HandedOver(line_id=lamp.id, warehouse_id=place, quantity=1)])
    assert caught.value.code == "INSUFFICIENT_STOCK"
    with pytest.raises(SaleorRefused):
        orders.cancel(order.id)


def test_a_cancelled_order_gives_its_stock_free(order, goods):
    stock = products.product(goods["Brot"].id).default_variant.stocks[0]
    assert (stock.quantity, stock.allocated, stock.available) == (5, 2, 3)
    orders.cancel(order.id)
    assert orders.order(order.id).status == "CANCELED"
    assert products.product(goods["Brot"].id).default_variant.stocks[0].available == 5


def test_money_is_charged_and_given_back_for_a_line(order):
    (transaction,) = order.transactions
    payments.request_action(transaction_id=transaction.id, action="CHARGE", amount=Decimal("38.90"))
    deliver(None, now=timezone.now())  # what the engine's worker does
    (transaction,) = orders.order(order.id).transactions
    assert (transaction.charged, transaction.authorized) == (euros("38.90"), euros("0.00"))
    granted = payments.grant_refund(
        order_id=order.id, transaction_id=transaction.id, quantities={line(order, "Lampe").id: 1}, reason="Kaputt"
    )
    assert granted.amount == euros("30.00")
    payments.request_granted_refund(transaction_id=transaction.id, granted_refund_id=granted.id)
    deliver(None, now=timezone.now())
    (transaction,) = orders.order(order.id).transactions
    assert (transaction.charged, transaction.refunded) == (euros("8.90"), euros("30.00"))


def test_a_report_counts_once(order):
    (transaction,) = order.transactions
    report = {"transaction_id": transaction.id, "type": "CHARGE_SUCCESS", "amount": Decimal("38.90")}
    assert payments.report_event(**report, psp_reference="till-1", available_actions=["REFUND"]) is True
    assert payments.report_event(**report, psp_reference="till-1", available_actions=["REFUND"]) is False
    (transaction,) = orders.order(order.id).transactions
    assert (transaction.charged, transaction.actions) == (euros("38.90"), ("REFUND",))


def test_settings_of_the_shop_change_piece_by_piece():
    shop.update_shop_settings(reserve_minutes_anonymous=10)
    assert shop.shop().name
