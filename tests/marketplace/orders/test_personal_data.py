"""What the orders tell a person about themselves, and what they forget (GDPR Art. 15, 17)."""

import pytest

from marketplace.errors import DomainError
from marketplace.orders.models import OrderMail
from marketplace.orders.services import cancel_order, hand_over
from marketplace.orders.services.personal_data import FORGOTTEN, OrderData
from tests.factories.orders import MONDAY, make_order
from tests.marketplace.orders.acts import ready


def test_export(order, cast):
    (purchase,) = OrderData().export(cast.shopper)["purchases"]
    assert purchase["number"] == order.purchase.number
    assert purchase["parts"][0]["lines"] == ["2 x Ware 1: 20.00", "1 x Ware 2: 4.00"]
    assert OrderData().export(cast.stranger) == {}


def test_open_orders_stand_in_the_way(order, cast):
    with pytest.raises(DomainError, match="ORDERS_OPEN"):
        OrderData().erase(cast.shopper, now=MONDAY)


def test_contracts_stay_and_the_rest_is_forgotten(order, cast):
    ready(order, cast)
    hand_over(order=order, code="1234", person=cast.baker, now=MONDAY)
    void = make_order(cast.flowers, person=cast.shopper)
    cancel_order(order=void, person=cast.shopper, now=MONDAY)
    OrderMail.objects.filter(order=void).update(text="an Erika", recipient="erika@example.org")

    assert "§ 147 AO" in OrderData().erase(cast.shopper, now=MONDAY)
    void.purchase.refresh_from_db()
    assert (void.purchase.email, void.purchase.person, void.purchase.address) == (FORGOTTEN, None, {})
    assert not OrderMail.objects.filter(order=void).exclude(text="", recipient="").exists()
    order.purchase.refresh_from_db()
    assert order.purchase.email == "erika@example.org"


def test_nothing_to_keep(cast):
    assert OrderData().erase(cast.stranger, now=MONDAY) is None
