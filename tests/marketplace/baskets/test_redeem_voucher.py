"""A voucher in the basket: what it takes off whom, and how it leaves."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.core.cache import cache

from marketplace.baskets.selectors.contents import basket
from marketplace.baskets.services import redeem_voucher, set_address, take_off_voucher, update_plan
from marketplace.baskets.services.lines import change_quantity
from marketplace.baskets.services.vouchers import WRONG_CODES
from marketplace.errors import DomainError, NotFound
from marketplace.saleor.vouchers import SHIPPING, NewVoucher, create_voucher
from tests.factories.baskets import HOME, MONDAY, fill_basket

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def five_off(market):
    """ZEITZ takes 5 euros off an order of at least 20."""
    cache.clear()
    new = NewVoucher(name="Stadtgutschein", code="ZEITZ", value=Decimal(5), min_spent=Decimal(20), starts=LONG_AGO)
    return create_voucher(new, channel_id=market.channel.id)


def redeem(checkout_id, code="ZEITZ"):
    return redeem_voucher(checkout_id=checkout_id, code=code, now=MONDAY)


def test_the_sum_falls_and_each_shop_bears_its_share(checkout_id, five_off):
    seen = redeem(checkout_id)
    assert (seen.sums.goods.amount, seen.sums.discount.amount, seen.sums.total.amount) == (30, 5, 25)
    assert [line.discount.amount for group in seen.groups for line in group.lines] == [
        Decimal("1.67"),
        Decimal("1.67"),
        Decimal("1.66"),
    ]
    assert [group.subtotal.amount for group in seen.groups] == [10, 10, 10]
    assert seen.voucher_code == "ZEITZ"


def test_small_letters_and_blanks_do_not_matter(checkout_id, five_off):
    assert redeem(checkout_id, "  zeitz ").voucher_code == "ZEITZ"


@pytest.mark.parametrize(("typed", "code"), [("", "REQUIRED"), ("  ", "REQUIRED"), ("NIX", "INVALID")])
def test_a_wrong_code_is_told_beside_its_field(typed, code, checkout_id, five_off):
    with pytest.raises(DomainError) as refusal:
        redeem(checkout_id, typed)
    assert (refusal.value.code, refusal.value.field) == (code, "code")
    assert basket(checkout_id, MONDAY).voucher_code == ""


def test_a_code_for_larger_baskets_is_refused_in_german(shops, market):
    cache.clear()
    create_voucher(
        NewVoucher(name="Groß", code="GROSS", value=Decimal(5), min_spent=Decimal(99), starts=LONG_AGO),
        channel_id=market.channel.id,
    )
    with pytest.raises(DomainError, match="gilt für diesen Korb nicht"):
        redeem(fill_basket(shops[0].goods[0]), "GROSS")


def test_guessing_ends_after_a_while(checkout_id, five_off):
    for _ in range(WRONG_CODES):
        with pytest.raises(DomainError, match="INVALID"):
            redeem(checkout_id, "NIX")
    with pytest.raises(DomainError) as refusal:
        redeem(checkout_id)
    assert refusal.value.code == "TOO_MANY_CODES"


def test_it_leaves_by_hand_or_when_the_basket_shrinks(checkout_id, five_off):
    redeem(checkout_id)
    assert take_off_voucher(checkout_id=checkout_id, now=MONDAY).sums.discount.amount == 0
    assert take_off_voucher(checkout_id=checkout_id, now=MONDAY).voucher_code == ""
    seen = redeem(checkout_id)
    for group in seen.groups[:2]:
        seen = change_quantity(checkout_id=checkout_id, line_id=group.lines[0].line_id, quantity=0, now=MONDAY)
    assert (seen.voucher_code, seen.sums.total.amount) == ("", 10)


def test_a_basket_that_is_gone_has_no_voucher(db):
    with pytest.raises(NotFound):
        redeem("Q2hlY2tvdXQ6MDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAw")


def test_a_voucher_for_the_delivery_follows_its_price(shops, market, ride):
    cache.clear()
    new = NewVoucher(name="Frei Haus", code="HAUS", value=Decimal(100), is_percent=True, type=SHIPPING, starts=LONG_AGO)
    create_voucher(new, channel_id=market.channel.id)
    checkout_id = fill_basket(shops[0].goods[0], quantity=2)
    set_address(checkout_id=checkout_id, address=HOME, now=MONDAY)
    update_plan(checkout_id, {shops[0].pk: ride}, MONDAY)
    seen = redeem(checkout_id, "HAUS")
    assert (seen.sums.fulfilment.amount, seen.sums.discount.amount) == (Decimal("4.90"), Decimal("4.90"))
    assert seen.sums.total.amount == 20
