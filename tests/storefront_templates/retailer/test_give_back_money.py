"""Money goes back from the counter: shown first, then done, and tried again where it failed."""

from decimal import Decimal

import pytest

from marketplace.orders.models import Intent
from tests.factories.orders import MONDAY, make_order
from tests.storefront_templates.retailer.test_take_back_goods import back


@pytest.fixture
def sold(cast):
    """2 x 10.00 and 1 x 4.00, handed over and paid over the counter."""
    return make_order(cast.shop, state="handed_over", captured=Decimal(24), payment_method="pay_on_handover")


@pytest.fixture
def address(desk, sold):
    return f"{desk}/bestellungen/{sold.pk}"


def wish(sold, amount="3,50", line=0, **more):
    return {"line": sold.lines.all()[line].pk, "amount": amount, "reason": "Delle in der Dose", **more}


def test_the_amount_is_shown_before_anything_happens(cast, address, sold):
    shown = cast.owner.post(f"{address}/erstatten/", wish(sold, step="preview"))
    page = shown.content.decode()
    assert shown.status_code == 200
    for words in ("Sie geben 3,50", "Danach kostet die Bestellung 20,50", "an der Kasse zurück", "Ja, erstatten"):
        assert words in page
    sold.refresh_from_db()
    assert (sold.due, sold.intents.count(), sold.history.count()) == (Decimal(24), 0, 0)


def test_the_shop_gives_back_and_both_sides_see_it(cast, address, sold, client):
    done = cast.owner.post(f"{address}/erstatten/", wish(sold, shown_due="20.50"), follow=True)
    assert "Erstattet. Die Kundschaft weiß Bescheid." in done.content.decode()
    assert "unterwegs" in done.content.decode()
    assert "werden Ihnen zurückgezahlt" in client.get(f"/bestellung/{sold.token}/").content.decode()
    Intent.objects.update(state="done", done_at=MONDAY)
    assert "zurückgezahlt" in cast.owner.get(f"{address}/").content.decode()
    assert "sind zurückgezahlt" in client.get(f"/bestellung/{sold.token}/").content.decode()


def test_a_page_that_is_sent_twice_gives_back_once(cast, address, sold):
    cast.owner.post(f"{address}/erstatten/", wish(sold, shown_due="20.50"))
    again = cast.owner.post(f"{address}/erstatten/", wish(sold, shown_due="20.50"))
    assert again.status_code == 422
    assert "Inzwischen hat sich an der Bestellung etwas geändert" in again.content.decode()
    sold.refresh_from_db()
    assert sold.due == Decimal("20.50")


def test_taking_goods_back_is_shown_first_too(cast, address, sold):
    page = cast.owner.post(f"{address}/zuruecknehmen/", back(sold, 1, 0) | {"step": "preview"}).content.decode()
    assert "Sie geben 10,00" in page
    assert "Ja, zurücknehmen" in page
    sold.refresh_from_db()
    assert sold.due == Decimal(24)
    nonsense = back(sold, 1, 0) | {"shown_due": "viel"}
    assert cast.owner.post(f"{address}/zuruecknehmen/", nonsense).status_code == 422


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"amount": "24,01"}, "höchstens noch 20,00"),
        ({"amount": "0"}, "größer oder gleich"),
        ({"amount": "viel"}, "Zahl"),
        ({"reason": ""}, "Bitte ausfüllen."),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(cast, address, sold, changes, words):
    answer = cast.owner.post(f"{address}/erstatten/", wish(sold) | changes | {"step": "preview"})
    assert answer.status_code == 422
    assert 'id="refund" open' in answer.content.decode()
    assert words in answer.content.decode()


def test_what_failed_is_tried_again_at_the_counter(cast, address, sold, client):
    cast.owner.post(f"{address}/erstatten/", wish(sold))
    failed = sold.intents.get(kind="refund")
    Intent.objects.filter(pk=failed.pk).update(state="failed", attempts=1, last_error="Konto gesperrt")
    page = cast.owner.get(f"{address}/").content.decode()
    assert "nicht gelungen" in page
    assert "Konto gesperrt" in page
    seen = client.get(f"/bestellung/{sold.token}/").content.decode()
    assert "die Rückzahlung hat noch nicht geklappt" in seen
    assert "Konto gesperrt" not in seen
    again = cast.owner.post(f"{address}/erstatten/{failed.pk}/", follow=True)
    assert "Die Rückzahlung wird noch einmal versucht." in again.content.decode()
    assert cast.owner.post(f"{address}/erstatten/{failed.pk}/").status_code == 422
    assert sold.intents.filter(kind="refund").count() == 2


def test_rivals_and_passers_by_find_no_door(cast, desk, address, sold, client):
    for browser, status in ((cast.rival_owner, 404), (client, 302)):
        assert browser.post(f"{address}/erstatten/", wish(sold)).status_code == status
        assert browser.post(f"{address}/erstatten/1/").status_code == status
    sold.refresh_from_db()
    assert sold.due == Decimal(24)
