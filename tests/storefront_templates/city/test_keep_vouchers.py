"""The city makes a voucher, sees what it did, ends it and takes the end back."""

from decimal import Decimal

import pytest

from marketplace.catalogue.models import Category
from marketplace.saleor.categories import create_category
from marketplace.saleor.vouchers import vouchers
from tests.factories.orders import make_purchase
from tests.storefront_templates.retailer.conftest import signed_in

LIST, NEW = "/stadt/gutscheine/", "/stadt/gutscheine/neu/"
END, RESUME = "/stadt/gutscheine/beenden/", "/stadt/gutscheine/weiter/"


def fields(**changed):
    return {
        "name": "Advent",
        "code": "advent-5",
        "off": "goods",
        "kind": "euro",
        "value": "5,00",
        "min_spent": "20",
        "usage_limit": "3",
        "once_per_customer": "on",
        "starts": "2020-01-01T08:00",
        "ends": "",
    } | changed


def only():
    (voucher,) = vouchers()
    return voucher


def test_a_voucher_is_made_in_capitals_and_listed_with_its_figures(city, market):
    assert "Noch kein Gutschein" in city.get(LIST).content.decode()
    assert city.post(NEW, fields()).url == LIST
    made = only()
    assert (made.code, made.value, made.min_spent.amount, made.usage_limit) == ("ADVENT-5", Decimal(5), Decimal(20), 3)
    purchase = make_purchase(total=Decimal("19.00"))
    purchase.voucher_code, purchase.discount = "ADVENT-5", Decimal("5.00")
    purchase.save()
    page = city.get(LIST).content.decode()
    assert "ADVENT-5" in page
    assert "1 von 3" in page
    assert page.count("5,00\xa0€") == 2


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"code": "x"}, "Bitte 3 bis 40 Buchstaben"),
        ({"kind": "percent", "value": "101"}, "Mehr als 100 Prozent gehen nicht."),
        ({"value": "0"}, "Bitte geben Sie an, was der Gutschein abzieht."),
        ({"ends": "2019-01-01T08:00"}, "Das Ende muss nach dem Beginn liegen."),
        ({"name": ""}, "Bitte ausfüllen."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(changed, sentence, city, market):
    answer = city.post(NEW, fields(**changed))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert list(vouchers()) == []


def test_a_code_is_given_once(city, market):
    city.post(NEW, fields())
    answer = city.post(NEW, fields(code="ADVENT-5"))
    assert answer.status_code == 422
    assert "Den Code ADVENT-5 gibt es schon." in answer.content.decode()


def test_a_shelf_means_all_that_is_on_it(city, market):
    root = create_category(slug="brot-regal", name="Backwaren")
    below = create_category(slug="broetchen", name="Brötchen", parent_id=root.id)
    top = Category.objects.create(saleor_id=root.id, slug="brot-regal", name="Backwaren", path="brot-regal")
    Category.objects.create(
        saleor_id=below.id, slug="broetchen", name="Brötchen", path="brot-regal/broetchen", parent=top
    )
    assert city.post(NEW, fields(shelves=[top.pk])).status_code == 302
    assert only().type == "SPECIFIC_PRODUCT"


def test_an_end_can_be_taken_back_once_seen(city, market):
    city.post(NEW, fields())
    assert city.post(END, {"voucher": only().id}).url == LIST
    page = city.get(LIST).content.decode()
    assert "Der Gutschein ADVENT-5 ist beendet." in page
    assert only().ends is not None
    city.post(RESUME, {"voucher": only().id, "ends": ""})
    assert only().ends is None
    assert "Rückgängig machen" not in city.get(LIST).content.decode()


def test_a_voucher_that_has_not_begun_goes_for_good(city, market):
    city.post(NEW, fields(starts="2099-01-01T08:00"))
    city.post(END, {"voucher": only().id})
    assert list(vouchers()) == []


def test_unknown_vouchers_are_not_found(city, market):
    for voucher_id in ("", "Unsinn", "Vm91Y2hlcjo5OTk="):
        assert city.post(END, {"voucher": voucher_id}).status_code == 404


def test_only_the_city_and_the_operator_may(market):
    for browser in (signed_in("kundin"), signed_in("tour", "driver")):
        assert {browser.get(address).status_code for address in (LIST, NEW)} == {403}
        assert {browser.post(address, fields()).status_code for address in (NEW, END, RESUME)} == {403}
    assert signed_in("betreiber", "operator").get(LIST).status_code == 200
