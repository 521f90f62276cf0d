"""Goods into the basket and out of it."""

import pytest

from marketplace.baskets.selectors import basket
from marketplace.baskets.services import add_line, change_quantity, remove_group, remove_line, start_basket
from marketplace.errors import DomainError, NotFound
from tests.factories.baskets import MONDAY, fill_basket, make_shop


def refusal_of(act, **kwargs):
    with pytest.raises(DomainError) as refusal:
        act(**kwargs, now=MONDAY)
    return refusal.value


def test_the_first_article_starts_a_basket(shops):
    seen = start_basket(variant_id=shops[0].goods[0].variant_id, quantity=2, now=MONDAY)
    group = seen.groups[0]
    assert (group.vendor, group.lines[0].listing, group.lines[0].quantity) == (shops[0], shops[0].goods[0], 2)
    assert [
        str(money.amount) for money in (group.subtotal, seen.sums.goods, seen.sums.fulfilment, seen.sums.total)
    ] == [
        "20.00",
        "20.00",
        "0.00",
        "20.00",
    ]
    assert seen.quantity == 2
    assert group.opening.is_open


def test_goods_of_a_shop_stand_together_in_the_order_of_coming(shops):
    one, two, _ = shops
    checkout_id = fill_basket(two.goods[0], one.goods[0], two.goods[1])
    groups = basket(checkout_id, MONDAY).groups
    assert [group.vendor for group in groups] == [two, one]
    assert [line.listing for line in groups[0].lines] == two.goods
    assert str(groups[0].subtotal.amount) == "18.00"


def test_the_same_article_adds_up_and_can_be_changed(shops):
    article = shops[0].goods[0]
    checkout_id = fill_basket(article, article)
    line = basket(checkout_id, MONDAY).groups[0].lines[0]
    assert line.quantity == 2
    seen = change_quantity(checkout_id=checkout_id, line_id=line.line_id, quantity=5, now=MONDAY)
    assert seen.quantity == 5
    assert change_quantity(checkout_id=checkout_id, line_id=line.line_id, quantity=0, now=MONDAY).is_empty


def test_a_line_and_a_group_can_be_taken_out(shops):
    checkout_id = fill_basket(*shops[0].goods, shops[1].goods[0])
    line = basket(checkout_id, MONDAY).groups[0].lines[0]
    seen = remove_line(checkout_id=checkout_id, line_id=line.line_id, now=MONDAY)
    assert [len(group.lines) for group in seen.groups] == [1, 1]
    seen = remove_group(checkout_id=checkout_id, vendor_pk=shops[0].pk, now=MONDAY)
    assert [group.vendor for group in seen.groups] == [shops[1]]
    assert refusal_of(remove_group, checkout_id=checkout_id, vendor_pk=shops[0].pk).code == "NOT_FOUND"


def test_the_refusal_says_what_is_left(market):
    shop = make_shop(market, stock=3)
    article = shop.goods[0]
    refusal = refusal_of(start_basket, variant_id=article.variant_id, quantity=4)
    assert (refusal.code, refusal.field, refusal.details["available"]) == ("INSUFFICIENT_STOCK", "quantity", 3)
    assert str(refusal.message) == f"Von {article.name} sind nur noch 3 Stück da."
    checkout_id = fill_basket(article, quantity=3)
    refusal = refusal_of(add_line, checkout_id=checkout_id, variant_id=article.variant_id)
    assert refusal.code == "INSUFFICIENT_STOCK"
    assert basket(checkout_id, MONDAY).quantity == 3
    line = basket(checkout_id, MONDAY).groups[0].lines[0]
    assert refusal_of(change_quantity, checkout_id=checkout_id, line_id=line.line_id, quantity=4).code == (
        "INSUFFICIENT_STOCK"
    )


def test_what_another_basket_holds_is_not_there(market):
    shop = make_shop(market, stock=2)
    fill_basket(shop.goods[0], quantity=2)
    refusal = refusal_of(start_basket, variant_id=shop.goods[0].variant_id)
    assert str(refusal.message) == f"Von {shop.goods[0].name} ist nichts mehr da."


@pytest.mark.parametrize(
    "change",
    [
        lambda listing: setattr(listing, "is_published", False),
        lambda listing: setattr(listing, "stock_kind", "view_only"),
        lambda listing: setattr(listing.vendor, "is_published", False),
    ],
)
def test_what_is_not_for_sale_cannot_be_put_in(shops, change):
    listing = shops[0].goods[0]
    change(listing)
    listing.save()
    listing.vendor.save()
    assert refusal_of(start_basket, variant_id=listing.variant_id).code == "NOT_OFFERED"


def test_nonsense_is_refused(shops):
    checkout_id = fill_basket(shops[0].goods[0])
    assert refusal_of(start_basket, variant_id="UHJvZHVjdFZhcmlhbnQ6OTk5OTk5").code == "NOT_OFFERED"
    assert refusal_of(start_basket, variant_id="nonsense").code == "NOT_OFFERED"
    assert refusal_of(start_basket, variant_id=shops[0].goods[0].variant_id, quantity=0).code == "ZERO_QUANTITY"
    for unknown in ("", "nonsense", "Q2hlY2tvdXQ6MDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDAw"):
        with pytest.raises(NotFound):
            basket(unknown, MONDAY)
    missing = "Q2hlY2tvdXRMaW5lOjAwMDAwMDAwLTAwMDAtMDAwMC0wMDAwLTAwMDAwMDAwMDAwMA=="
    for act in (remove_line, change_quantity):
        more = {"quantity": 2} if act is change_quantity else {}
        assert refusal_of(act, checkout_id=checkout_id, line_id=missing, **more).field == "lineId"
    assert basket(checkout_id, MONDAY).quantity == 1


def test_goods_taken_off_sale_are_lost_and_can_be_taken_out(shops):
    checkout_id = fill_basket(shops[0].goods[0], shops[1].goods[0])
    shops[0].goods[0].is_published = False
    shops[0].goods[0].save()
    seen = basket(checkout_id, MONDAY)
    assert [group.vendor for group in seen.groups] == [shops[1]]
    assert seen.lost_lines[0].quantity == 1
    assert seen.missing[0].code == "LOST_LINE"
    seen = remove_line(checkout_id=checkout_id, line_id=seen.lost_lines[0].line_id, now=MONDAY)
    assert not seen.lost_lines


def test_a_suspended_or_closed_shop_does_not_block_the_rest(shops):
    checkout_id = fill_basket(*(shop.goods[0] for shop in shops))
    shops[0].sells = shops[0].offers_collect = shops[0].offers_delivery = False
    shops[0].save()
    shops[1].opening_hours = "Jul 10:00-18:00"
    shops[1].save()
    seen = basket(checkout_id, MONDAY)
    assert [group.blocked.code if group.blocked else None for group in seen.groups] == [
        "VENDOR_SUSPENDED",
        "VENDOR_CLOSED",
        None,
    ]
    assert "01.07." in seen.groups[1].blocked.message or "1.7." in seen.groups[1].blocked.message
    for shop in shops[:2]:
        seen = remove_group(checkout_id=checkout_id, vendor_pk=shop.pk, now=MONDAY)
    assert [each.code for each in seen.missing] == ["CHOICE_MISSING", "CONTACT_MISSING"]


@pytest.mark.parametrize("number", [1, 3])
def test_a_basket_costs_the_same_however_much_is_in_it(market, number, django_assert_num_queries):
    shops = [make_shop(market, prices=["5.00"] * number) for _ in range(number)]
    checkout_id = fill_basket(*(article for shop in shops for article in shop.goods))
    # the engine's four, then plan, listings with shops, closures (the plan has no rows: no choices to read)
    with django_assert_num_queries(4 + 3):
        basket(checkout_id, MONDAY)
