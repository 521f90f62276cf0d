"""Each shop's order bears its share of a voucher to the cent; nobody gets back more than was paid."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marketplace.baskets.services import redeem_voucher
from marketplace.errors import DomainError
from marketplace.orders.models import OrderMail, Purchase
from marketplace.orders.rules.amounts import shared_ways
from marketplace.orders.selectors.sheets import letter_sheet
from marketplace.orders.services import cancel_order, place_order, reject_lines
from marketplace.orders.services.letters import compose
from marketplace.saleor import orders as saleor_orders
from marketplace.saleor.channels import channel_by_slug
from marketplace.saleor.vouchers import SHIPPING, NewVoucher, create_voucher, set_end
from tests.factories.accounts import make_person
from tests.factories.baskets import MONDAY
from tests.factories.vendors import make_staff
from tests.marketplace.orders.shopping import basket_over

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
CENTS = st.integers(0, 2_000).map(lambda number: Decimal(number) / 100)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CENTS, CENTS, st.lists(CENTS, min_size=1, max_size=5))
def test_ways_are_shared_to_the_cent(paid, off, agreed):
    ways = shared_ways(paid, paid + off, agreed)
    assert sum(ways.prices) == paid
    assert sum(ways.discounts) == off
    assert all(each >= 0 for each in (*ways.prices, *ways.discounts))


@pytest.fixture
def market_voucher(shops):
    """Makes vouchers that are running."""
    cache.clear()

    def make(**values):
        new = NewVoucher(
            **{"name": "Stadtgutschein", "code": "ZEITZ", "value": Decimal(5), "starts": LONG_AGO, **values}
        )
        channel = channel_by_slug("zeitz")
        assert channel is not None
        return create_voucher(new, channel_id=channel.id)

    return make


def bought(shops, *, bring=(), agreed=None):
    checkout_id = basket_over(shops, bring=bring)
    seen = redeem_voucher(checkout_id=checkout_id, code="ZEITZ", now=MONDAY)
    total = agreed or seen.sums.total.amount
    placed = place_order(
        checkout_id=checkout_id,
        payment_method="pay_on_handover",
        person=None,
        now=MONDAY,
        agreed_total=total,
    )
    return placed.purchase


@pytest.mark.parametrize(
    "terms", [{"value": Decimal("5.01")}, {"value": Decimal(33), "is_percent": True}, {"value": Decimal(999)}]
)
@pytest.mark.django_db
def test_the_parts_are_what_the_engine_says(terms, shops, market_voucher):
    market_voucher(**terms)
    purchase = bought(shops)
    arrived = saleor_orders.order(purchase.saleor_order_id)
    orders = list(purchase.vendor_orders.all())
    assert sum(order.total for order in orders) == purchase.total == arrived.total.amount
    assert sum(line.discount for order in orders for line in order.lines.all()) == purchase.discount
    assert purchase.total + purchase.discount == 42
    assert purchase.voucher_code == "ZEITZ"
    assert not purchase.deviations.exists()


@pytest.mark.django_db
def test_a_paid_delivery_is_shared_by_the_shops_that_are_brought(shops, market_voucher, tour):
    basket_id = basket_over(shops, bring=shops[:2])
    market_voucher(value=Decimal(50), is_percent=True, type=SHIPPING)
    seen = redeem_voucher(checkout_id=basket_id, code="ZEITZ", now=MONDAY)
    assert seen.sums.discount.amount == Decimal("2.45")
    purchase = place_order(
        checkout_id=basket_id, payment_method="pay_on_handover", person=None, now=MONDAY,
        agreed_total=seen.sums.total.amount,
    ).purchase  # fmt: skip
    orders = list(purchase.vendor_orders.all())
    assert not purchase.deviations.exists()
    assert sum(order.delivery_discount for order in orders) == purchase.discount == Decimal("2.45")
    assert sum(order.full_delivery_price for order in orders) == Decimal("4.90")


@pytest.mark.django_db
def test_nobody_gets_back_more_than_was_paid(shops, market_voucher):
    market_voucher(value=Decimal("4.99"))
    order = bought(shops[:1]).vendor_orders.get()
    staff = make_person()
    make_staff(order.vendor, staff)
    line = order.lines.first()
    order = reject_lines(order=order, quantities={line.pk: 1}, reason="aus", person=staff, now=MONDAY)
    assert order.due == order.total - line.total
    order = cancel_order(order=order, person=staff, reason="alles", now=MONDAY)
    assert order.given_back == order.total == Decimal("9.01")
    assert letter_sheet(order, now=MONDAY).discount_left == 0


@pytest.mark.django_db
def test_the_mail_names_the_voucher_and_adds_up(shops, market_voucher):
    market_voucher()
    order = bought(shops[:1]).vendor_orders.get()
    mail = compose(OrderMail.objects.get(order=order, kind=OrderMail.Kind.PLACED), now=MONDAY)
    assert "Waren: 14,00 €" in mail.body
    assert "Gutschein ZEITZ: −5,00 €" in mail.body
    assert "Gesamtbetrag: 9,00 €" in mail.body
    assert "−5,00 €" in mail.alternatives[0][0]


@pytest.mark.django_db
def test_a_voucher_that_ended_meanwhile_must_be_seen_first(shops, market_voucher):
    made = market_voucher()
    checkout_id = basket_over(shops)
    total = redeem_voucher(checkout_id=checkout_id, code="ZEITZ", now=MONDAY).sums.total.amount
    set_end(made.id, made.starts)
    with pytest.raises(DomainError) as refusal:
        place_order(
            checkout_id=checkout_id, payment_method="pay_on_handover", person=None, now=MONDAY, agreed_total=total
        )
    assert refusal.value.code == "TOTAL_CHANGED"
    assert not Purchase.objects.exists()
