"""What an event failed to tell is made up for; what no machine may set right is told to the operator."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.catalogue.models import Listing, StaleProduct
from marketplace.errors import DomainError
from marketplace.orders.models import Comparison, Difference, Intent, Purchase, VendorOrder
from marketplace.orders.rules.comparison import FIRST_LOOK, OVERLAP, LineFacts, MoneyFacts, OrderFacts, differences
from marketplace.orders.services import comparing
from marketplace.orders.services.comparing import compare
from marketplace.saleor import orders as saleor_orders
from marketplace.saleor import products
from marketplace.saleor.client import SaleorUnreachable
from marketplace.saleor.models import InboxEvent
from tests.factories.baskets import MONDAY
from tests.factories.orders import make_order
from tests.marketplace.orders.shopping import basket_over, order_over
from tests.marketplace.orders.test_split_order import buy_past_us

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=1)


def lose_events() -> None:
    """Nothing that the engine told is ever delivered."""
    InboxEvent.objects.all().delete()
    StaleProduct.objects.all().delete()


def found() -> list[tuple[str, str, str]]:
    return sorted(Difference.objects.values_list("kind", "here", "there"))


def left_in_the_engine(purchase: Purchase, quantity: int = 1) -> None:
    """Somebody hands goods over in the engine's own Dashboard."""
    part = purchase.vendor_orders.first()
    line = part.lines.first()
    goods = saleor_orders.HandedOver(
        line_id=line.saleor_line_id, warehouse_id=part.vendor.warehouse_id, quantity=quantity
    )
    saleor_orders.fulfill(order_id=purchase.saleor_order_id, handed_over=[goods])


def test_an_order_whose_events_were_lost_is_taken_in(shops):
    order_id = buy_past_us(basket_over(shops))
    lose_events()
    run = compare(with_goods=False, now=MONDAY)
    assert (run.orders_read, run.orders_taken_in, found()) == (1, 1, [])
    assert Purchase.objects.get().saleor_order_id == order_id
    assert VendorOrder.objects.count() == 3
    assert compare(with_goods=False, now=LATER).orders_taken_in == 0


def test_stock_that_changed_unheard_is_read_again(shops):
    listing = shops[0].goods[0]
    products.set_stock(variant_id=listing.variant_id, warehouse_id=shops[0].warehouse_id, quantity=3)
    lose_events()
    before = Listing.objects.get(pk=listing.pk).available
    assert compare(with_goods=False, now=MONDAY).goods_read is None
    assert Listing.objects.get(pk=listing.pk).available == before
    run = compare(with_goods=True, now=LATER)
    assert run.goods_refreshed == 1
    assert run.goods_read == Listing.objects.count()
    assert Listing.objects.get(pk=listing.pk).available == 3
    assert compare(with_goods=True, now=LATER + OVERLAP).goods_refreshed == 0


def test_a_cancellation_that_was_not_heard_is_marked_as_its_event_would_have(shops):
    purchase = order_over(shops[:1])
    saleor_orders.cancel(purchase.saleor_order_id)
    lose_events()
    for _ in range(2):
        compare(with_goods=False, now=MONDAY)
    assert purchase.deviations.get().code == "CANCELLED_OUTSIDE"
    assert found() == []


def test_pieces_that_left_in_the_engine_alone_are_told_until_both_sides_agree(shops):
    purchase = order_over(shops[:1])
    left_in_the_engine(purchase)
    lose_events()
    compare(with_goods=False, now=MONDAY)
    assert found() == [("left_shop", "0", "1")]
    compare(with_goods=False, now=LATER)
    row = Difference.objects.get()
    assert (row.found_at, row.seen_at, row.purchase) == (MONDAY, LATER, purchase)
    assert row.label.startswith(purchase.number)
    purchase.vendor_orders.update(state="handed_over")
    compare(with_goods=False, now=LATER + OVERLAP)
    assert [kind for kind, _here, _there in found()] == ["left_shop"], "the other line lies in the shop still"
    left = saleor_orders.order(purchase.saleor_order_id)
    for line in left.lines:
        if line.quantity_fulfilled == 0:
            goods = saleor_orders.HandedOver(
                line_id=line.id, warehouse_id=shops[0].warehouse_id, quantity=line.quantity
            )
            saleor_orders.fulfill(order_id=left.id, handed_over=[goods])
    compare(with_goods=False, now=LATER + OVERLAP)
    assert found() == []


def test_what_is_about_to_be_told_is_not_called_a_difference(shops):
    purchase = order_over(shops[:1])
    left_in_the_engine(purchase)
    part = purchase.vendor_orders.get()
    intent = Intent.objects.create(order=part, kind="fulfil", not_before=MONDAY, created_at=MONDAY)
    compare(with_goods=False, now=MONDAY)
    assert found() == []
    Intent.objects.filter(pk=intent.pk).update(state="done")
    compare(with_goods=False, now=MONDAY)
    assert found() == [("left_shop", "0", "1")]


def test_an_order_that_cannot_be_taken_in_is_told_until_it_can(shops, monkeypatch):
    order_id = buy_past_us(basket_over(shops[:1]))
    lose_events()

    def refuses(**_values):
        raise DomainError("BROKEN", "nobody knows")

    with monkeypatch.context() as broken:
        broken.setattr(comparing, "split_order", refuses)
        run = compare(with_goods=False, now=MONDAY)
    assert run.orders_taken_in == 0
    assert [(row.kind, row.saleor_id, row.purchase) for row in Difference.objects.all()] == [
        ("not_taken_in", order_id, None)
    ]
    # Far later, when no change would bring it up again: what is open is looked at by its id.
    run = compare(with_goods=False, now=MONDAY + FIRST_LOOK * 2)
    assert (run.orders_taken_in, found()) == (1, [])


def test_an_open_order_that_the_engine_does_not_know(cast):
    order = make_order(cast.bakery)
    compare(with_goods=False, now=MONDAY)
    assert found() == [("gone", str(order.purchase.total), "")]


def test_a_run_that_broke_off_is_made_up_for(shops, monkeypatch):
    compare(with_goods=False, now=MONDAY)

    def silent(_since):
        raise SaleorUnreachable("down")

    with monkeypatch.context() as down:
        down.setattr(comparing, "orders_changed_since", silent)
        with pytest.raises(SaleorUnreachable):
            compare(with_goods=False, now=LATER)
    assert "SALEOR_UNREACHABLE" in Comparison.objects.order_by("-pk").first().error
    run = compare(with_goods=False, now=LATER + OVERLAP)
    assert run.looked_since == MONDAY - OVERLAP
    assert list(Comparison.objects.all()) == [run]


def test_twice_the_orders_cost_the_same_number_of_queries(shops):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            compare(with_goods=False, now=MONDAY)
        return sum("orders_" in each["sql"] for each in captured)

    for _ in range(2):
        order_over(shops[:1])
    compare(with_goods=False, now=MONDAY)
    first = queries()
    for _ in range(2):
        order_over(shops[:1])
    assert queries() == first


LINE = LineFacts(name="Brot", quantity=2, left_shop=0)
PAID = MoneyFacts(charged=Decimal(5), refunded=Decimal(0), voided=Decimal(0))
ORDER = OrderFacts(total=Decimal("4.98"), lines={"a": LINE}, money=PAID)


@pytest.mark.parametrize(
    ("there", "expected"),
    [
        (ORDER, []),
        (replace(ORDER, total=Decimal("5.00")), [("total", "4.98", "5.00")]),
        (replace(ORDER, lines={}), [("line_gone", "2", "")]),
        (replace(ORDER, lines={"a": LINE, "b": LINE}), [("line_gone", "", "2")]),
        (replace(ORDER, lines={"a": replace(LINE, quantity=3)}), [("quantity", "2", "3")]),
        (replace(ORDER, lines={"a": replace(LINE, left_shop=2)}), [("left_shop", "0", "2")]),
        (replace(ORDER, money=None), [("payment_gone", "5", "")]),
        (replace(ORDER, money=replace(PAID, charged=Decimal(4))), [("charged", "5", "4")]),
        (replace(ORDER, money=replace(PAID, refunded=Decimal(1))), [("refunded", "0", "1")]),
        (replace(ORDER, money=replace(PAID, voided=Decimal(1))), [("voided", "0", "1")]),
    ],
)
def test_each_difference_names_both_values(there, expected):
    assert [(each.kind, each.here, each.there) for each in differences(ORDER, there)] == expected


def test_an_order_without_a_payment_has_none_to_compare():
    assert list(differences(replace(ORDER, money=None), ORDER)) == []
