"""The checkout: one page, nothing asked that is not needed, and the button of the law (D-1)."""

import re

import pytest

from marketplace.orders.models import Purchase
from tests.factories.pooled_delivery import key_of
from tests.storefront_templates.shopper.conftest import PERSON


@pytest.fixture
def ready(shopper, shops):
    """A basket over two shops, to be collected."""
    shopper.put(shops[0].goods[0], shops[1].goods[0])
    shopper.part("/korb/frueh-abholen/", {})
    return shopper


@pytest.fixture
def brought(shopper, shops, tour):
    """A basket of one shop that comes with the tour."""
    shopper.put(*shops[0].goods)
    shopper.part("/korb/postleitzahl/", {"postal_code": "06712"})
    shopper.part(
        "/korb/weg/", {"vendor": shops[0].pk, "method": "pooled_delivery", "offer-pooled_delivery": key_of(tour)}
    )
    return shopper


def text_of(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def test_without_goods_or_ways_the_basket_comes_first(shopper, shops):
    assert shopper.get("/kasse/").url == "/korb/"
    shopper.put(shops[0].goods[0])
    assert shopper.get("/kasse/").url == "/korb/"


def test_collecting_asks_for_no_address(ready):
    page = ready.get("/kasse/").content.decode()
    assert 'name="email"' in page
    assert 'name="street"' not in page


def test_the_button_says_what_it_does_and_follows_the_summary_directly(ready, shops):
    page = ready.get("/kasse/").content.decode()
    overview = page[page.index('id="step-overview"') : page.index("</section>", page.index('id="step-overview"'))]
    words = text_of(overview.partition(">")[2])
    assert words.endswith("Gesamtpreis inkl. MwSt. 20,00 € zahlungspflichtig bestellen")
    for shop in shops[:2]:
        assert shop.name in words
        assert shop.goods[0].name in words
    assert page.count("zahlungspflichtig bestellen") == 1


def test_an_order_over_two_shops_without_an_account(ready, shops):
    answer = ready.post("/kasse/", {**PERSON, "payment_method": "pay_on_handover"})
    purchase = Purchase.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/danke/{purchase.token}/")
    assert {order.vendor for order in purchase.vendor_orders.all()} == set(shops[:2])
    assert purchase.person is None
    assert purchase.email == "erika@example.org"
    thanks = ready.get(answer.url).content.decode()
    assert "Danke für Ihre Bestellung!" in thanks
    assert ready.session.get("checkout_id") is None
    assert "Ihr Korb ist leer" in ready.get("/korb/").content.decode()


def test_errors_stand_beside_the_fields_and_in_a_summary(ready):
    answer = ready.post("/kasse/", {**PERSON, "first_name": "", "email": "erika", "payment_method": "pay_on_handover"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="error-summary"' in page
    assert 'href="#id_first_name"' in page
    assert 'aria-describedby="id_first_name_error"' in page
    assert 'id="id_email_error"' in page
    assert not Purchase.objects.exists()


def test_a_way_to_pay_must_be_chosen(ready):
    answer = ready.post("/kasse/", PERSON)
    assert answer.status_code == 422
    assert "Bitte wählen Sie, wie Sie bezahlen." in answer.content.decode()
    assert not Purchase.objects.exists()


def test_an_unknown_way_to_pay_is_refused(ready):
    answer = ready.post("/kasse/", {**PERSON, "payment_method": "gold"})
    assert answer.status_code == 422
    assert not Purchase.objects.exists()


def test_bringing_asks_where_to_and_knows_the_postal_code_already(brought):
    page = brought.get("/kasse/").content.decode()
    assert 'name="street"' in page
    assert 'value="06712"' in page
    answer = brought.post("/kasse/", {**PERSON, "payment_method": "pay_on_handover"})
    assert answer.status_code == 422
    assert 'href="#id_street"' in answer.content.decode()


def test_an_order_that_is_brought(brought):
    place = {"street": "Am Anger 3", "street2": "", "postal_code": "06712", "city": "Zeitz"}
    answer = brought.post("/kasse/", {**PERSON, **place, "payment_method": "pay_on_handover"})
    assert answer.status_code == 302, text_of(answer.content.decode())
    order = Purchase.objects.get().vendor_orders.get()
    assert order.brought
    assert str(order.delivery_price) == "4.90"
    assert order.purchase.address["street"] == "Am Anger 3"


def test_an_address_beyond_the_tour_is_refused_before_anything_is_owed(brought):
    place = {"street": "Weit weg 1", "street2": "", "postal_code": "99999", "city": "Anderswo"}
    answer = brought.post("/kasse/", {**PERSON, **place, "payment_method": "pay_on_handover"}, follow=True)
    assert not Purchase.objects.exists()
    assert answer.redirect_chain[-1][0] == "/korb/" or answer.status_code == 422


def test_someone_signed_in_finds_their_name_and_the_order_in_their_account(ready, account):
    ready.sign_in(account)
    assert 'value="Kundin"' in ready.get("/kasse/").content.decode()
    answer = ready.post("/kasse/", {**PERSON, "email": account, "payment_method": "pay_on_handover"})
    assert answer.status_code == 302
    purchase = Purchase.objects.get()
    assert purchase.person is not None
    assert purchase.number in ready.get("/konto/").content.decode()


def test_ordering_twice_orders_once(ready):
    data = {**PERSON, "payment_method": "pay_on_handover"}
    first = ready.post("/kasse/", data)
    again = ready.post("/kasse/", data)
    assert (first.status_code, again.url) == (302, "/korb/")
    assert Purchase.objects.count() == 1


@pytest.fixture
def with_book(brought, account):
    """The same basket in the hands of somebody with two addresses, one for invoices; ids by street."""
    brought.sign_in(account)
    place = {"first_name": "Kundin", "last_name": "Muster", "postal_code": "06712", "city": "Zeitz"}
    for street in ("Am Anger 3", "Roßmarkt 9"):
        brought.post("/konto/adressen/neu/", {**place, "street": street})
    page = brought.get("/konto/adressen/").content.decode()
    keys = re.findall(r"/konto/adressen/([^/\"]+)/\"", page)
    brought.book = dict(zip(("Am Anger 3", "Roßmarkt 9"), [key for key in keys if key != "neu"], strict=True))
    brought.post(f"/konto/adressen/{brought.book['Roßmarkt 9']}/vorschlagen/", {"use": "BILLING"})
    brought.post(f"/konto/adressen/{brought.book['Am Anger 3']}/vorschlagen/", {"use": "SHIPPING"})
    return brought


def checked(page, name):
    """The value of the chosen radio button of a name."""
    (value,) = re.findall(rf'name="{name}" value="([^"]*)"[^>]*checked', page)
    return value


def test_the_address_book_is_offered_with_its_defaults(with_book):
    page = with_book.get("/kasse/").content.decode()
    assert checked(page, "delivery_address") == with_book.book["Am Anger 3"]
    assert checked(page, "billing_address") == with_book.book["Roßmarkt 9"]


def test_an_address_of_the_book_needs_no_typing(with_book):
    chosen = {"delivery_address": with_book.book["Roßmarkt 9"], "billing_address": with_book.book["Am Anger 3"]}
    emptied = {"street": "", "postal_code": "", "city": ""}
    answer = with_book.post("/kasse/", {**PERSON, **chosen, **emptied, "payment_method": "pay_on_handover"})
    assert answer.status_code == 302, answer.content.decode()
    purchase = Purchase.objects.get()
    assert purchase.address["street"] == "Roßmarkt 9"
    assert purchase.billing_address["street"] == "Am Anger 3"


def test_another_address_is_typed_and_checked(with_book):
    chosen = {"delivery_address": "new", "billing_address": "same", "payment_method": "pay_on_handover"}
    missing = with_book.post("/kasse/", {**PERSON, **chosen})
    assert missing.status_code == 422
    assert 'id="id_street_error"' in missing.content.decode()
    place = {"street": "Brühl 7", "postal_code": "06712", "city": "Zeitz"}
    assert with_book.post("/kasse/", {**PERSON, **chosen, **place}).status_code == 302
    purchase = Purchase.objects.get()
    assert purchase.address["street"] == purchase.billing_address["street"] == "Brühl 7"


def test_an_address_of_somebody_else_is_no_choice(with_book):
    chosen = {"delivery_address": "QWRkcmVzczox", "billing_address": "QWRkcmVzczox"}
    answer = with_book.post("/kasse/", {**PERSON, **chosen, "payment_method": "pay_on_handover"})
    assert answer.status_code == 422
    assert not Purchase.objects.exists()
