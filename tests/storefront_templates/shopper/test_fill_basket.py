"""Goods into the basket and out of it, with and without scripts."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.baskets.selectors import basket
from tests.factories.baskets import MONDAY, make_shop


def contents(shopper):
    """What lies in the browser's basket: quantity by name."""
    seen = basket(shopper.session["checkout_id"], MONDAY)
    return {line.listing.name: line.quantity for group in seen.groups for line in group.lines}


def test_an_empty_basket_says_what_will_be_here(shopper):
    page = shopper.get("/korb/")
    assert page.status_code == 200
    assert "Ihr Korb ist leer" in page.content.decode()


def test_the_first_article_opens_a_basket_and_the_page_leads_there(shopper, shops):
    article = shops[0].goods[0]
    answer = shopper.post("/korb/hinzufuegen/", {"variant": article.variant_id, "quantity": "2"})
    assert (answer.status_code, answer.url) == (302, "/korb/")
    assert contents(shopper) == {article.name: 2}
    page = shopper.get("/korb/").content.decode()
    assert article.name in page
    assert shops[0].name in page


def test_htmx_gets_a_message_and_the_new_count(shopper, shops):
    answer = shopper.part("/korb/hinzufuegen/", {"variant": shops[0].goods[0].variant_id, "quantity": "3"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in page
    assert 'data-basket-count="3"' in page
    assert shopper.session["basket_quantity"] == 3


def test_goods_of_three_shops_stand_in_three_groups(shopper, shops):
    shopper.put(*(shop.goods[0] for shop in shops))
    page = shopper.get("/korb/").content.decode()
    assert page.count("So bekommen Sie die Waren") == 3
    assert [shop.name in page for shop in shops] == [True, True, True]


def test_more_than_there_is_is_refused_in_words_and_changes_nothing(shopper, shops):
    article = shops[0].goods[0]
    shopper.put(article, quantity=9)
    answer = shopper.part("/korb/hinzufuegen/", {"variant": article.variant_id, "quantity": "5"})
    assert answer.status_code == 422
    assert article.name in answer.content.decode()
    assert contents(shopper) == {article.name: 9}


def test_an_unknown_article_is_a_404(shopper, shops):
    assert shopper.post("/korb/hinzufuegen/", {"variant": "UHJvZHVjdDox"}).status_code == 404
    assert "checkout_id" not in shopper.session


def test_the_quantity_can_be_changed(shopper, shops):
    shopper.put(shops[0].goods[0])
    line = basket(shopper.session["checkout_id"], MONDAY).groups[0].lines[0]
    answer = shopper.part("/korb/menge/", {"line": line.line_id, "quantity": "4"})
    assert answer.status_code == 200
    assert "40,00" in answer.content.decode()
    assert contents(shopper) == {shops[0].goods[0].name: 4}


def test_what_was_taken_out_can_be_put_back(shopper, shops):
    article = shops[0].goods[0]
    shopper.put(article, quantity=2)
    line = basket(shopper.session["checkout_id"], MONDAY).groups[0].lines[0]
    page = shopper.part("/korb/entfernen/", {"line": line.line_id}).content.decode()
    assert "Rückgängig machen" in page
    assert contents(shopper) == {}
    undone = shopper.part(
        "/korb/hinzufuegen/", {"next": "basket", "variant": article.variant_id, "quantity": "2"}
    ).content.decode()
    assert "Rückgängig machen" not in undone
    assert contents(shopper) == {article.name: 2}


def test_a_quantity_of_none_takes_the_line_out(shopper, shops):
    shopper.put(shops[0].goods[0])
    line = basket(shopper.session["checkout_id"], MONDAY).groups[0].lines[0]
    answer = shopper.part("/korb/menge/", {"line": line.line_id, "quantity": "0"})
    assert "Rückgängig machen" in answer.content.decode()
    assert contents(shopper) == {}


def test_all_goods_of_a_shop_can_be_taken_out(shopper, shops):
    shopper.put(shops[0].goods[0], shops[1].goods[0])
    shopper.part("/korb/laden-entfernen/", {"vendor": shops[0].pk})
    assert contents(shopper) == {shops[1].goods[0].name: 1}


def test_a_basket_that_is_gone_starts_anew(shopper, shops):
    shopper.put(shops[0].goods[0])
    session = shopper.session
    session["checkout_id"] = "Q2hlY2tvdXQ6MDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDAw"
    session.save()
    assert "Ihr Korb ist leer" in shopper.get("/korb/").content.decode()
    shopper.put(shops[0].goods[0])
    assert contents(shopper) == {shops[0].goods[0].name: 1}


def test_the_number_of_queries_does_not_grow_with_shops(shopper, market, shops, django_assert_max_num_queries):
    shopper.put(*(listing for shop in shops for listing in shop.goods))
    shopper.get("/korb/")
    with CaptureQueriesContext(connection) as captured:
        shopper.get("/korb/")
    few = len(captured)
    more = [make_shop(market, prices=("10.00", "8.00")) for _ in range(3)]
    shopper.put(*(listing for shop in more for listing in shop.goods))
    shopper.get("/korb/")
    assert few > 0
    with django_assert_max_num_queries(few):
        shopper.get("/korb/")
