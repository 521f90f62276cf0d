"""What the shop cannot give: pieces with money back, or the whole order."""

from decimal import Decimal

import pytest

from marketplace.catalogue.models import Listing
from marketplace.engine.models import Stock
from marketplace.orders.services import intents
from tests.factories.baskets import MONDAY


@pytest.fixture
def address(desk, order):
    return f"{desk}/bestellungen/{order.pk}"


def missing(order, *pieces, why="sold_out", words=""):
    fields = {f"line-{line.pk}": count for line, count in zip(order.lines.all(), pieces, strict=False)}
    return fields | {"why": why, "words": words}


def test_missing_pieces_are_given_back(cast, address, order):
    answer = cast.owner.post(f"{address}/absagen/", missing(order, 1, 0), follow=True)
    order.refresh_from_db()
    assert order.state == "partly_rejected"
    assert order.due == Decimal("8.00")
    page = answer.content.decode()
    assert "Abgesagt" in page
    assert "1 abgesagt" in page
    assert "Im Laden ausverkauft" in page


def test_all_pieces_missing_cancels_the_order(cast, address, order):
    cast.owner.post(f"{address}/absagen/", missing(order, 1, 1))
    order.refresh_from_db()
    assert (order.state, order.due) == ("cancelled", Decimal("0.00"))


def test_the_shops_own_words_reach_the_shopper(cast, address, order):
    cast.owner.post(f"{address}/absagen/", missing(order, 1, 0, why="other", words="Der Ofen ist kaputt"))
    assert order.history.get(kind="lines_rejected").data["reason"] == "Der Ofen ist kaputt"


def test_nothing_chosen_is_said_in_the_summary(cast, address, order):
    answer = cast.owner.post(f"{address}/absagen/", missing(order, 0, 0))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "bei mindestens einem Artikel" in page
    assert '<details class="panel" id="reject" open>' in page


def test_more_than_ordered_is_said_beside_the_field(cast, address, order):
    answer = cast.owner.post(f"{address}/absagen/", missing(order, 5, 0))
    line = order.lines.first()
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="id_line-{line.pk}_error"' in page
    assert f'href="#id_line-{line.pk}"' in page
    order.refresh_from_db()
    assert order.state == "placed"


def test_from_todays_page_the_form_stands_open(cast, desk, address, order):
    assert f"{address}/?absicht=reject#reject" in cast.owner.get(f"{desk}/heute/").content.decode()
    assert 'id="reject" open' in cast.owner.get(f"{address}/?absicht=reject").content.decode()
    assert 'id="reject" open' not in cast.owner.get(f"{address}/").content.decode()


def test_cancelling_asks_first_and_gives_everything_back(cast, address, order):
    page = cast.owner.get(f"{address}/").content.decode()
    assert "Das lässt sich nicht rückgängig machen." in page[page.index("/stornieren/") :]
    cast.owner.post(f"{address}/stornieren/", {"reason": "Wasserschaden"})
    order.refresh_from_db()
    assert (order.state, order.due) == ("cancelled", Decimal("0.00"))
    assert "Wasserschaden" in cast.owner.get(f"{address}/").content.decode()


def test_a_cancelled_order_offers_no_act(cast, address, order):
    cast.owner.post(f"{address}/stornieren/")
    page = cast.owner.get(f"{address}/").content.decode()
    assert "Storniert" in page
    for act in ("bestaetigen", "absagen", "stornieren", "uebergeben", "packzettel"):
        assert f"{address}/{act}/" not in page
    answer = cast.owner.post(f"{address}/absagen/", missing(order, 1))
    assert answer.status_code == 422


def told(order):
    """What the workers do afterwards."""
    intents.carry_out(order.pk, now=MONDAY)
    return [listing.available for listing in Listing.objects.filter(vendor=order.vendor).order_by("pk")]


def test_what_is_sold_out_is_not_sold_again(cast, address, order):
    answer = cast.owner.post(f"{address}/absagen/", missing(order, 1, 0), follow=True)
    assert "und der Bestand ist angepasst" in answer.content.decode()
    assert told(order) == [0, 10]  # ten pieces there, of the second one is in the order: the copy counts it still
    stocks = Stock.objects.order_by("pk").values_list("quantity", flat=True)
    assert list(stocks) == [0, 10, 10, 10]  # the rival's are untouched


def test_the_shop_may_say_what_is_left(cast, address, order):
    line = order.lines.first()
    cast.owner.post(f"{address}/absagen/", missing(order, 1, 0) | {f"left-{line.pk}": "3"})
    assert told(order)[0] == 3


def test_another_reason_leaves_the_stock_alone(cast, address, order):
    cast.owner.post(f"{address}/absagen/", missing(order, 1, 0, why="damaged"))
    told(order)
    assert not order.intents.filter(kind="stock").exists()
    assert Stock.objects.order_by("pk").first().quantity == 10


def test_an_impossible_rest_is_said_beside_the_field(cast, address, order):
    line = order.lines.first()
    answer = cast.owner.post(f"{address}/absagen/", missing(order, 1, 0) | {f"left-{line.pk}": "-1"})
    assert answer.status_code == 422
    assert f'id="id_left-{line.pk}_error"' in answer.content.decode()
    order.refresh_from_db()
    assert order.state == "placed"
