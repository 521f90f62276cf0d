"""Three shops, one order, on the real engine: one shop rejects a line, one cancels, one hands over everything."""

from decimal import Decimal

import pytest

from marketplace.orders.models import VendorOrder
from marketplace.orders.selectors.sheets import sheet
from marketplace.orders.services import cancel_order, confirm_order, hand_over, mark_ready, reject_lines
from marketplace.orders.services.intents import carry_out, orders_with_open_intents
from marketplace.saleor import orders as saleor_orders
from marketplace.saleor.products import products_by_ids
from tests.factories.accounts import make_person
from tests.factories.baskets import MONDAY
from tests.factories.vendors import make_staff
from tests.marketplace.orders.shopping import order_over

pytestmark = pytest.mark.django_db


@pytest.fixture
def seller(shops):
    """Works in all three shops today."""
    person = make_person()
    for shop in shops:
        make_staff(shop, person)
    return person


def work() -> None:
    for pk in orders_with_open_intents(now=MONDAY):
        carry_out(pk, now=MONDAY)


def stock_of(listing) -> tuple[int, int]:
    """Pieces on the shelf, and how many of them are promised to orders."""
    product = products_by_ids([listing.product_id])[listing.product_id]
    (stock,) = product.variants[0].stocks
    return stock.quantity, stock.allocated


def code_of(order, shopper) -> str:
    return sheet(order, shopper, now=MONDAY).way.code


def test_one_rejects_one_cancels_one_hands_over(shops, seller):
    shopper = make_person()
    purchase = order_over(shops, person=shopper, quantity=2)
    first, second, third = purchase.vendor_orders.order_by("pk")
    assert [stock_of(listing) for shop in shops for listing in shop.goods] == [(10, 2)] * 6

    line = first.lines.first()
    reject_lines(order=first, quantities={line.pk: 1}, reason="Bruch", person=seller, now=MONDAY)
    cancel_order(order=second, person=shopper, now=MONDAY)
    confirm_order(order=third, person=seller, now=MONDAY)
    for order in (first, third):
        mark_ready(order=order, person=seller, now=MONDAY)
        hand_over(order=order, code=code_of(order, shopper), person=seller, now=MONDAY)
    work()

    states = [(order.state, order.payment_state) for order in purchase.vendor_orders.order_by("pk")]
    assert states == [("handed_over", "paid"), ("cancelled", "nothing_due"), ("handed_over", "paid")]
    assert [stock_of(listing) for listing in shops[0].goods] == [(9, 0), (8, 0)]
    assert [stock_of(listing) for listing in shops[1].goods] == [(10, 0), (10, 0)]
    assert [stock_of(listing) for listing in shops[2].goods] == [(8, 0), (8, 0)]

    (paid,) = saleor_orders.order(purchase.saleor_order_id).transactions
    given_back = Decimal("10.00") + Decimal("28.00")
    assert (paid.charged.amount, paid.canceled.amount) == (purchase.total - given_back, given_back)
    assert paid.authorized.amount == 0
    warehouses = {each.warehouse_id for each in saleor_orders.order(purchase.saleor_order_id).fulfillments}
    assert {shops[0].warehouse_id, shops[2].warehouse_id} <= warehouses


def test_telling_the_engine_again_changes_nothing(shops, seller):
    purchase = order_over(shops[:1], person=make_person(), quantity=2)
    order = purchase.vendor_orders.get()
    reject_lines(order=order, quantities={order.lines.first().pk: 1}, reason="", person=seller, now=MONDAY)
    work()
    before = saleor_orders.order(purchase.saleor_order_id)
    order.intents.update(state="open")
    work()
    after = saleor_orders.order(purchase.saleor_order_id)
    assert after.lines == before.lines
    assert after.transactions == before.transactions
    assert stock_of(shops[0].goods[0]) == (10, 1)
    assert VendorOrder.objects.get(pk=order.pk).voided == Decimal("20.00")


def test_a_pickup_has_one_hand_over(shops, seller):
    from marketplace.errors import DomainError

    shopper = make_person()
    order = order_over(shops[:1], person=shopper).vendor_orders.get()
    confirm_order(order=order, person=seller, now=MONDAY)
    mark_ready(order=order, person=seller, now=MONDAY)
    with pytest.raises(DomainError, match="CODE_WRONG"):
        hand_over(order=order, code="WRONG", person=seller, now=MONDAY)
    hand_over(order=order, code=code_of(order, shopper), person=seller, now=MONDAY)
    with pytest.raises(DomainError, match="ORDER_STATE_CHANGED"):
        hand_over(order=order, code=code_of(order, shopper), person=seller, now=MONDAY)
