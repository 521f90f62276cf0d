"""The city makes a price promotion; goods cost less until it ends."""

from datetime import timedelta

import pytest
import time_machine

from marketplace.catalogue.models import Category, Listing
from marketplace.catalogue.services.sync import sync_products
from marketplace.saleor.products import product
from marketplace.saleor.promotions import promotions
from tests.factories.baskets import MONDAY, make_shop
from tests.storefront_templates.retailer.conftest import signed_in

LIST, NEW = "/stadt/preisaktionen/", "/stadt/preisaktionen/neu/"
END, RESUME = "/stadt/preisaktionen/beenden/", "/stadt/preisaktionen/weiter/"


@pytest.fixture
def listing(market) -> Listing:
    """Bread for 10 euros, on a shelf of the town."""
    row = make_shop(market, prices=("10.00",)).goods[0]
    found = product(row.product_id)
    assert found is not None
    slug = str(found.category_slug)
    row.category = Category.objects.create(saleor_id=found.category_id, slug=slug, name="Brot", path=slug)
    row.save()
    return row


def fields(listing, **changed):
    starts, ends = "2026-11-20T08:00", "2026-12-06T18:00"
    return {
        "name": "Advent", "percent": "20", "shelves": [listing.category_id], "starts": starts, "ends": ends
    } | changed  # fmt: skip


def price_of(listing):
    return sync_products([listing.product_id], now=MONDAY)[listing.product_id].price


def test_goods_cost_less_until_it_ends_and_again_after_the_undo(city, listing):
    assert "Noch keine Preisaktion" in city.get(LIST).content.decode()
    assert city.post(NEW, fields(listing)).url == LIST
    assert price_of(listing) == 8
    page = city.get(LIST).content.decode()
    assert "20 %" in page
    assert "1 Ware" in page
    (made,) = promotions()
    city.post(END, {"promotion": made.id})
    with time_machine.travel(MONDAY + timedelta(seconds=1), tick=False):
        assert "ist beendet" in city.get(LIST).content.decode()
        city.post(RESUME, {"promotion": made.id, "ends": made.ends.isoformat()})
        assert price_of(listing) == 8
        city.post(END, {"promotion": made.id})
    (made,) = promotions()
    assert made.ends == MONDAY + timedelta(seconds=1)


def test_one_that_has_not_begun_goes_for_good(city, listing):
    city.post(NEW, fields(listing, starts="2026-12-01T08:00"))
    assert price_of(listing) == 10
    (made,) = promotions()
    city.post(END, {"promotion": made.id})
    assert list(promotions()) == []


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"percent": "0"}, "Bitte geben Sie an, wie viel Prozent es sind."),
        ({"percent": "100"}, "Bitte weniger als 100 Prozent."),
        ({"shelves": []}, "Bitte wählen Sie mindestens ein Regal."),
        ({"ends": "2026-11-01T08:00"}, "Das Ende muss nach dem Beginn liegen."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(changed, sentence, city, listing):
    answer = city.post(NEW, fields(listing, **changed))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert list(promotions()) == []


def test_only_the_city_and_the_operator_may(listing):
    for browser in (signed_in("kundin"), signed_in("tour", "driver")):
        assert {browser.get(address).status_code for address in (LIST, NEW)} == {403}
        assert {browser.post(address, {}).status_code for address in (NEW, END, RESUME)} == {403}
    assert signed_in("betreiber", "operator").post(END, {"promotion": "Unsinn"}).status_code == 404
