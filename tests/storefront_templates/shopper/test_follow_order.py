"""After the order: thanks, the timeline, the code, and taking it back."""

import pytest

from marketplace.orders.models import Purchase
from marketplace.orders.services import confirm_order, mark_ready, reject_lines
from tests.factories.accounts import make_person
from tests.factories.baskets import MONDAY
from tests.factories.vendors import make_staff
from tests.storefront_templates.shopper.conftest import PERSON


@pytest.fixture
def purchase(shopper, shops):
    shopper.put(shops[0].goods[0], shops[1].goods[0])
    shopper.part("/korb/frueh-abholen/", {})
    shopper.post("/kasse/", {**PERSON, "payment_method": "pay_on_handover"})
    return Purchase.objects.get()


@pytest.fixture
def order(purchase, shops):
    return purchase.vendor_orders.get(vendor=shops[0])


@pytest.fixture
def keeper(shops):
    person = make_person()
    make_staff(shops[0], person)
    return person


def test_the_thanks_page_has_a_code_and_a_timeline_for_each_shop(shopper, purchase, shops):
    page = shopper.get(f"/danke/{purchase.token}/").content.decode()
    assert page.count("Ihr Abholcode") == 2
    assert page.count('class="timeline"') == 2
    assert shops[0].street in page


def test_the_link_works_in_another_browser_without_thanks(client, purchase):
    page = client.get(f"/danke/{purchase.token}/").content.decode()
    assert purchase.number in page
    assert "Danke für Ihre Bestellung!" not in page


def test_one_part_has_a_page_of_its_own(client, order):
    page = client.get(f"/bestellung/{order.token}/").content.decode()
    assert order.number in page
    assert order.vendor.name in page


@pytest.mark.parametrize("path", ["/danke/falsch/", "/bestellung/falsch/", "/bestellung/falsch/verlauf/"])
def test_a_wrong_link_shows_nothing(client, db, path):
    assert client.get(path).status_code == 404


def test_order_pages_are_never_cached(client, order):
    assert "no-store" in client.get(f"/bestellung/{order.token}/").headers["Cache-Control"]


def test_the_timeline_follows_the_shop(client, order, keeper):
    assert 'aria-current="step"' in client.get(f"/bestellung/{order.token}/verlauf/").content.decode()
    confirm_order(order=order, person=keeper, now=MONDAY)
    mark_ready(order=order, person=keeper, now=MONDAY)
    part = client.get(f"/bestellung/{order.token}/verlauf/").content.decode()
    assert part.count('class="done"') == 3
    assert "<html" not in part


def test_a_rejected_piece_is_said_and_taken_off(client, order, keeper):
    line = order.lines.get()
    reject_lines(order=order, person=keeper, quantities={line.pk: 1}, reason="", now=MONDAY)
    page = client.get(f"/bestellung/{order.token}/").content.decode()
    assert "konnte der Laden nicht liefern" in page
    assert "Storniert" in page


def test_it_can_be_taken_back_until_the_shop_confirmed(client, order, keeper):
    answer = client.post(f"/bestellung/{order.token}/stornieren/", follow=True)
    assert "storniert" in answer.content.decode()
    order.refresh_from_db()
    assert order.state == "cancelled"


def test_after_the_shop_confirmed_it_stays(client, order, keeper):
    confirm_order(order=order, person=keeper, now=MONDAY)
    assert "Bestellung stornieren" not in client.get(f"/bestellung/{order.token}/").content.decode()
    client.post(f"/bestellung/{order.token}/stornieren/")
    order.refresh_from_db()
    assert order.state == "confirmed"
