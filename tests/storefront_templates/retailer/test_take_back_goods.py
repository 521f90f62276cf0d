"""Goods come back after the hand-over."""

from decimal import Decimal

import pytest

from tests.factories.orders import make_order


@pytest.fixture
def sold(cast):
    """2 x 10.00 and 1 x 4.00, handed over and paid."""
    return make_order(cast.shop, state="handed_over", captured=Decimal(24), payment_method="pay_on_handover")


def back(order, *pieces, reason=""):
    fields = {f"line-{line.pk}": count for line, count in zip(order.lines.all(), pieces, strict=False)}
    return fields | {"reason": reason}


def test_pieces_are_taken_back_against_their_money(cast, desk, sold):
    address = f"{desk}/bestellungen/{sold.pk}"
    assert "Ware zurücknehmen" in cast.owner.get(f"{address}/").content.decode()
    page = cast.owner.post(f"{address}/zuruecknehmen/", back(sold, 1, 0, reason="Zu klein"), follow=True)
    assert "Zurückgenommen. Die Kundschaft erhält den Betrag dafür zurück." in page.content.decode()
    assert "Zu klein" in page.content.decode()
    sold.refresh_from_db()
    assert (sold.state, sold.due) == ("handed_over", Decimal("14.00"))


def test_nothing_chosen_or_too_much_is_said_in_the_form(cast, desk, sold):
    address = f"{desk}/bestellungen/{sold.pk}/zuruecknehmen/"
    answer = cast.owner.post(address, back(sold, 0, 0))
    assert answer.status_code == 422
    assert "wie viele Stück es sind" in answer.content.decode()
    assert 'id="take-back" open' in answer.content.decode()
    assert cast.owner.post(address, back(sold, 3, 0)).status_code == 422
    sold.refresh_from_db()
    assert sold.due == Decimal("24.00")


def test_before_the_hand_over_and_for_rivals_there_is_no_form(cast, desk, order):
    address = f"{desk}/bestellungen/{order.pk}"
    assert "take-back" not in cast.owner.get(f"{address}/").content.decode()
    answer = cast.owner.post(f"{address}/zuruecknehmen/", back(order, 1))
    assert answer.status_code == 422
    assert cast.rival_owner.post(f"{address}/zuruecknehmen/", back(order, 1)).status_code == 404
