"""A code on a checkout: what it takes off, when it is refused, and what the order keeps of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from marketplace.engine.models import Checkout, Order, Voucher, VoucherCode
from marketplace.graphql.ids import global_id
from tests.factories.engine_discounts import voucher
from tests.factories.engine_market import Market, customer, market
from tests.marketplace.engine import documents
from tests.marketplace.engine.discount.documents import ADD_CODE, ORDER, REMOVE_CODE, SEEN
from tests.marketplace.engine.platform import APP, ask, user
from tests.marketplace.engine.shopping import completed, new_checkout, paid, with_delivery

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("platform")]


def _basket(town: Market, **more: Any) -> dict[str, Any]:
    return new_checkout(town, town.line("A-1", 2), town.line("B-1"), **more)


def _add(checkout: dict[str, Any], code: str = "ZEITZ") -> Any:
    return ask(ADD_CODE, {"id": checkout["id"], "code": code})


def _refusal(checkout: dict[str, Any], code: str = "ZEITZ") -> tuple[str, str]:
    answer = _add(checkout, code)
    assert answer["checkout"] is None
    assert Checkout.objects.get().voucher_code is None
    (error,) = answer["errors"]
    return error["code"], error["field"]


def _totals(checkout: dict[str, Any]) -> list[float]:
    return [line["totalPrice"]["gross"]["amount"] for line in checkout["lines"]]


def test_a_voucher_for_the_order_lowers_every_line_by_its_share() -> None:
    town = market()
    voucher(town, value="5.00")
    seen = _add(_basket(town))["checkout"]
    assert (seen["voucherCode"], seen["discountName"], seen["discount"]["amount"]) == ("ZEITZ", "Stadtgutschein", 5.0)
    assert _totals(seen) == [17.5, 17.5]
    assert [line["unitPrice"]["gross"]["amount"] for line in seen["lines"]] == [8.75, 17.5]
    assert [line["undiscountedUnitPrice"]["amount"] for line in seen["lines"]] == [10.0, 20.0]
    assert [line["undiscountedTotalPrice"]["amount"] for line in seen["lines"]] == [20.0, 20.0]
    assert seen["subtotalPrice"]["gross"]["amount"] == seen["totalPrice"]["gross"]["amount"] == 35.0
    assert seen["totalPrice"]["net"]["amount"] == 29.42


def test_percent_are_rounded_half_up_and_never_more_than_all() -> None:
    town = market({"A-1": ("0.35", {"vendor-a": 9})})
    voucher(town, value="10", percent=True)
    voucher(town, "MUCH", value="100.00")
    checkout = new_checkout(town, town.line("A-1"))
    assert _totals(_add(checkout)["checkout"]) == [0.31]
    assert _totals(_add(checkout, "MUCH")["checkout"]) == [0.0]


def test_a_voucher_for_some_goods_leaves_the_others() -> None:
    town = market()
    voucher(town, value="2.50", type="SPECIFIC_PRODUCT").products.add(town.variants["A-1"].product)
    seen = _add(_basket(town))["checkout"]
    assert _totals(seen) == [15.0, 20.0]
    assert seen["discount"]["amount"] == 5.0


def test_a_voucher_for_delivery_waits_for_a_chosen_one() -> None:
    town = market()
    voucher(town, value="100", percent=True, type="SHIPPING")
    checkout = _basket(town)
    assert _refusal(checkout) == ("VOUCHER_NOT_APPLICABLE", "promoCode")
    seen = _add(with_delivery(checkout))["checkout"]
    assert (seen["shippingPrice"]["gross"]["amount"], seen["totalPrice"]["gross"]["amount"]) == (0.0, 40.0)


def _unknown(town: Market) -> None:
    voucher(town, "OTHER")


def _over(town: Market) -> None:
    now = timezone.now()
    voucher(town, start_date=now - timedelta(days=2), end_date=now - timedelta(days=1))


def _not_yet(town: Market) -> None:
    voucher(town, start_date=timezone.now() + timedelta(days=1))


def _used_up(town: Market) -> None:
    voucher(town, usage_limit=1, times_used=1)


def _spent(town: Market) -> None:
    voucher(town, single_use=True)
    VoucherCode.objects.update(is_active=False)


def _elsewhere(town: Market) -> None:
    voucher(town).channel_listings.all().delete()


def _too_little(town: Market) -> None:
    voucher(town, min_spent="40.01")


def _too_few(town: Market) -> None:
    voucher(town, min_checkout_items_quantity=4)


def _other_goods(town: Market) -> None:
    voucher(town, type="SPECIFIC_PRODUCT").products.add(town.variants["AB-1"].product)


def _for_staff(town: Market) -> None:
    voucher(town, only_for_staff=True)


@pytest.mark.parametrize(
    ("prepare", "code"),
    [
        (_unknown, "INVALID"),
        (_over, "INVALID"),
        (_not_yet, "INVALID"),
        (_used_up, "INVALID"),
        (_spent, "INVALID"),
        (_elsewhere, "INVALID"),
        (_too_little, "VOUCHER_NOT_APPLICABLE"),
        (_too_few, "VOUCHER_NOT_APPLICABLE"),
        (_other_goods, "VOUCHER_NOT_APPLICABLE"),
        (_for_staff, "VOUCHER_NOT_APPLICABLE"),
    ],
)
def test_a_code_that_is_not_good_is_refused(prepare: Any, code: str) -> None:
    town = market()
    checkout = _basket(town)
    prepare(town)
    assert _refusal(checkout) == (code, "promoCode")


def test_a_voucher_goes_when_the_basket_no_longer_deserves_it() -> None:
    town = market()
    voucher(town, min_spent="30.00")
    checkout = _basket(town)
    _add(checkout)
    gone = ask(documents.LINES_UPDATE, {"id": checkout["id"], "lines": [town.line("B-1", 0)]})["checkout"]
    assert gone["totalPrice"]["gross"]["amount"] == 20.0
    assert Checkout.objects.get().voucher_code is None


def test_a_code_is_taken_off_by_its_name_or_its_voucher() -> None:
    town = market()
    made = voucher(town, more_codes=("ALSO",))
    checkout = _basket(town)
    for variables in ({"code": "ZEITZ"}, {"code": "ALSO"}, {"codeId": global_id("Voucher", made.pk)}):
        _add(checkout)
        seen = ask(REMOVE_CODE, {"id": checkout["id"], **variables})["checkout"]
        assert (seen["voucherCode"], seen["discount"]["amount"], _totals(seen)) == (None, 0.0, [20.0, 20.0])


def test_what_is_not_on_the_checkout_cannot_be_taken_off() -> None:
    town = market()
    voucher(town)
    other = voucher(town, "OTHER")
    checkout = _basket(town)
    _add(checkout)

    def refused(**variables: Any) -> str:
        (error,) = ask(REMOVE_CODE, {"id": checkout["id"], **variables})["errors"]
        return str(error["code"])

    assert refused(code="OTHER") == "INVALID"
    assert refused(code="NOWHERE") == "NOT_FOUND"
    assert refused() == refused(code="ZEITZ", codeId=global_id("Voucher", other.pk)) == "GRAPHQL_ERROR"
    assert refused(codeId=global_id("Voucher", other.pk)) == "NOT_FOUND"
    assert refused(codeId=global_id("Voucher", 0)) == refused(codeId=global_id("Product", 1)) == "NOT_FOUND"
    assert Checkout.objects.get().voucher_code == "ZEITZ"


def _order(checkout: dict[str, Any]) -> dict[str, Any]:
    ready = with_delivery(checkout)
    assert paid(ready)["chargedAmount"]["amount"] == ask(SEEN, {"id": ready["id"]})["totalPrice"]["gross"]["amount"]
    order: dict[str, Any] = ask(ORDER, {"id": completed(ready)["id"]}, by=APP)
    return order


def test_an_order_keeps_what_was_taken_off_it_as_a_whole() -> None:
    town = market()
    voucher(town, usage_limit=9)
    checkout = _basket(town)
    _add(checkout)
    order = _order(checkout)
    assert (order["voucherCode"], order["voucher"]) == ("ZEITZ", {"name": "Stadtgutschein"})
    assert (order["undiscountedTotal"]["gross"]["amount"], order["total"]["gross"]["amount"]) == (44.9, 39.9)
    (told,) = order["discounts"]
    assert (told["type"], told["valueType"], told["value"], told["total"]["amount"]) == ("VOUCHER", "FIXED", 5.0, 5.0)
    assert [line["totalPrice"]["gross"]["amount"] for line in order["lines"]] == [17.5, 17.5]
    assert [line["unitDiscount"]["amount"] for line in order["lines"]] == [0.0, 0.0]
    assert Voucher.objects.get().times_used == VoucherCode.objects.get().used == 1


def test_an_order_keeps_what_was_taken_off_its_lines() -> None:
    town = market()
    voucher(town, value="2.50", type="SPECIFIC_PRODUCT").products.add(town.variants["A-1"].product)
    checkout = _basket(town)
    _add(checkout)
    order = _order(checkout)
    assert order["discounts"] == []
    assert [line["unitDiscount"]["amount"] for line in order["lines"]] == [2.5, 0.0]
    assert [line["voucherCode"] for line in order["lines"]] == ["ZEITZ", None]
    assert order["lines"][0]["unitDiscountReason"] == "Voucher code: ZEITZ"
    assert order["undiscountedTotal"]["gross"]["amount"] - order["total"]["gross"]["amount"] == 5.0


def test_a_voucher_that_ended_since_stops_the_order() -> None:
    town = market()
    voucher(town)
    checkout = _basket(town)
    _add(checkout)
    ready = with_delivery(checkout)
    paid(ready)
    Voucher.objects.update(
        end_date=timezone.now() - timedelta(seconds=1), start_date=timezone.now() - timedelta(days=1)
    )
    (error,) = ask(documents.COMPLETE, {"id": ready["id"]})["errors"]
    assert (error["code"], error["field"]) == ("VOUCHER_NOT_APPLICABLE", "voucherCode")
    assert not Order.objects.exists()


def test_once_per_customer_is_once_under_any_code() -> None:
    town, erika = market(), customer()
    voucher(town, apply_once_per_customer=True, more_codes=("ALSO",))
    mine = new_checkout(town, town.line("A-1"), by=user(erika.pk), email=None)
    _add(mine)
    _order(mine)
    again = new_checkout(town, town.line("A-1"), by=user(erika.pk), email=None)
    assert _add(again, "ALSO")["errors"][0]["code"] == "VOUCHER_NOT_APPLICABLE"
    stranger = new_checkout(town, town.line("A-1"), email="andere@example.com")
    assert _add(stranger, "ALSO")["errors"] == []


def test_a_single_use_code_is_spent_and_a_canceled_order_does_not_give_it_back() -> None:
    """Saleor gives the use of a voucher back for drafts and expired orders, not for canceled ones."""
    town = market()
    voucher(town, single_use=True, usage_limit=2)
    checkout = _basket(town)
    _add(checkout)
    ready = with_delivery(checkout)
    paid(ready)
    order = completed(ready)
    assert ask(documents.CANCEL, {"id": order["id"]}, by=APP)["errors"] == []
    assert VoucherCode.objects.get().is_active is False
    assert (Voucher.objects.get().times_used, VoucherCode.objects.get().used) == (1, 1)


def test_reading_a_checkout_without_a_code_costs_nothing_more() -> None:
    town = market()
    checkout = _basket(town)

    def cost() -> int:
        with CaptureQueriesContext(connection) as statements:
            ask(SEEN, {"id": checkout["id"]})
        return len(statements)

    without = cost()
    voucher(town)
    _add(checkout)
    assert (without, cost()) == (4, 4 + 2)
