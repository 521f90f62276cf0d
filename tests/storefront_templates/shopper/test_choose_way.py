"""Way and time, chosen for each shop."""

import pytest

from marketplace.baskets.selectors import basket, options
from tests.factories.baskets import MONDAY, make_shop
from tests.factories.vendors import make_closure


def choice_of(shopper, shop):
    groups = basket(shopper.session["checkout_id"], MONDAY).groups
    return next(group.choice for group in groups if group.vendor == shop)


def first_offer(shopper, shop, method="click_and_collect"):
    found = next(each for each in options(shopper.session["checkout_id"], MONDAY) if each.vendor == shop)
    return found.offer_set(method).first


def test_a_time_to_collect_is_chosen_for_one_shop(shopper, shops):
    shopper.put(shops[0].goods[0], shops[1].goods[0])
    offer = first_offer(shopper, shops[0])
    answer = shopper.part(
        "/korb/weg/",
        {"vendor": shops[0].pk, "method": "click_and_collect", "offer-click_and_collect": offer.key},
    )
    assert answer.status_code == 200
    assert choice_of(shopper, shops[0]).offer_key == offer.key
    assert choice_of(shopper, shops[1]) is None
    assert "Das fehlt noch bis zur Kasse" in answer.content.decode()


def test_everything_is_collected_as_early_as_it_goes_with_one_button(shopper, shops):
    shopper.put(*(shop.goods[0] for shop in shops))
    answer = shopper.part("/korb/frueh-abholen/", {})
    assert "Zur Kasse" in answer.content.decode()
    assert [choice_of(shopper, shop).offer_key for shop in shops] == [first_offer(shopper, shop).key for shop in shops]


def test_a_plain_form_leads_back_to_the_basket(shopper, shops):
    shopper.put(shops[0].goods[0])
    answer = shopper.post("/korb/frueh-abholen/", {})
    assert (answer.status_code, answer.url) == (302, "/korb/")


def test_tours_wait_for_the_postal_code(shopper, shops, tour):
    shopper.put(shops[0].goods[0], shops[0].goods[1])
    assert "Bitte oben die Postleitzahl angeben" in shopper.get("/korb/").content.decode()
    page = shopper.part("/korb/postleitzahl/", {"postal_code": "06712"}).content.decode()
    assert "4,90" in page
    assert 'value="06712"' in page


@pytest.mark.parametrize("typed", ["", "0671", "abcde", "067122", "٠٦٧١٢"])
def test_a_postal_code_has_five_digits(shopper, shops, typed):
    shopper.put(shops[0].goods[0])
    answer = shopper.part("/korb/postleitzahl/", {"postal_code": typed})
    assert answer.status_code == 422
    assert "fünf Ziffern" in answer.content.decode()
    assert "postal_code" not in shopper.session


def test_goods_are_brought_after_the_postal_code_was_said(shopper, shops, tour):
    from tests.factories.pooled_delivery import key_of

    shopper.put(shops[0].goods[0], shops[0].goods[1])
    shopper.part("/korb/postleitzahl/", {"postal_code": "06712"})
    answer = shopper.part(
        "/korb/weg/",
        {"vendor": shops[0].pk, "method": "pooled_delivery", "offer-pooled_delivery": key_of(tour)},
    )
    assert answer.status_code == 200, answer.content.decode()
    assert str(choice_of(shopper, shops[0]).price.amount) == "4.90"


def test_an_offer_that_is_gone_is_refused_and_nothing_is_chosen(shopper, shops):
    shopper.put(shops[0].goods[0])
    answer = shopper.part(
        "/korb/weg/", {"vendor": shops[0].pk, "method": "click_and_collect", "offer-click_and_collect": "unsinn"}
    )
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert choice_of(shopper, shops[0]) is None


def test_a_shop_that_is_not_in_the_basket_cannot_be_chosen_for(shopper, market, shops):
    stranger = make_shop(market)
    shopper.put(shops[0].goods[0])
    answer = shopper.part(
        "/korb/weg/", {"vendor": stranger.pk, "method": "click_and_collect", "offer-click_and_collect": "x"}
    )
    assert answer.status_code == 422
    assert choice_of(shopper, shops[0]) is None


def test_a_closed_shop_blocks_only_itself(shopper, shops):
    from datetime import timedelta

    shopper.put(shops[0].goods[0], shops[1].goods[0])
    make_closure(shops[0], MONDAY - timedelta(days=1), MONDAY + timedelta(days=60), "Umbau")
    page = shopper.get("/korb/").content.decode()
    assert "Waren dieses Ladens entfernen" in page
    assert page.count("So bekommen Sie die Waren") == 1
