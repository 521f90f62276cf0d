"""What is not as agreed reaches the operator in words, and leaves the list when it is settled."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.orders.models import Deviation
from marketplace.orders.services.deviations import flag
from tests.factories.baskets import MONDAY
from tests.factories.orders import make_order
from tests.storefront_templates.retailer.conftest import Browser, signed_in

ADDRESS = "/stadt/klaeren/"


@pytest.fixture
def operator(db):
    return signed_in("kuemmerer", "operator")


@pytest.fixture
def case(cast):
    """The bakery's part has no place any more."""
    order = make_order(cast.shop)
    return flag(order.purchase, "BOOKING_REFUSED", order=order, now=MONDAY, reason="SLOT_FULL")


def test_only_the_operator_sees_and_settles(cast, case):
    for browser in (signed_in("stadt", "city"), cast.owner, signed_in("kundin"), signed_in("tour", "driver")):
        assert browser.get(ADDRESS).status_code == 403
        for act in ("geklaert", "noch-einmal"):
            assert browser.post(f"{ADDRESS}{case.pk}/{act}/", {"note": "Egal"}).status_code == 403
        assert "Klären" not in browser.get("/stadt/").content.decode()
    assert Browser().get(ADDRESS).url.startswith("/anmelden/")
    case.refresh_from_db()
    assert case.resolved_at is None


def test_the_list_says_what_and_what_to_do(operator, case):
    assert f'href="{ADDRESS}"' in operator.get("/stadt/").content.decode()
    page = operator.get(ADDRESS).content.decode()
    assert "Für die vereinbarte Zeit gab es keinen Platz mehr" in page
    assert "Vereinbaren Sie mit der Kundschaft und dem Laden eine andere Zeit" in page
    assert case.order.number in page
    assert "Erika Muster" in page
    counter = f"/haendler/{case.order.vendor.slug}/bestellungen/{case.order.pk}/"
    assert f"{counter}?absicht=cancel#cancel" in page
    assert "take-back" not in page
    assert 'id="cancel" open' in operator.get(f"{counter}?absicht=cancel").content.decode()


def test_a_purchase_as_a_whole_shows_all_its_parts_and_the_money(operator, cast):
    order = make_order(cast.shop)
    part = make_order(cast.rival, purchase=order.purchase, state="handed_over")
    flag(order.purchase, "REFUND_OUTSIDE", now=MONDAY, amount="5.00")
    page = operator.get(ADDRESS).content.decode()
    assert "An unserem Markt vorbei wurde Geld zurückgezahlt" in page
    assert "5,00" in page
    assert cast.shop.name in page
    assert f"/haendler/{cast.rival.slug}/bestellungen/{part.pk}/?absicht=take_back#take-back" in page


def test_settling_needs_a_word_and_takes_the_mark_off(operator, case):
    answer = operator.post(f"{ADDRESS}{case.pk}/geklaert/", {"note": " "})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="id_{case.pk}_note_error"' in page
    assert "Bitte schreiben Sie auf, was vereinbart wurde." in page
    page = operator.post(f"{ADDRESS}{case.pk}/geklaert/", {"note": "Kommt am Dienstag"}, follow=True).content.decode()
    assert "Nichts zu klären" in page
    assert "Kommt am Dienstag" in page
    case.refresh_from_db()
    assert (case.note, case.resolved_by) == ("Kommt am Dienstag", operator.person)
    assert operator.post(f"{ADDRESS}{case.pk}/geklaert/", {"note": "Noch einmal"}).status_code == 404


def test_only_what_was_given_up_is_tried_again(operator, cast, case):
    assert operator.post(f"{ADDRESS}{case.pk}/noch-einmal/").status_code == 404
    order = make_order(cast.shop)
    given_up = flag(order.purchase, "INTENT_FAILED", order=order, now=MONDAY, intent="fulfil")
    assert f"{ADDRESS}{given_up.pk}/noch-einmal/" in operator.get(ADDRESS).content.decode()
    answer = operator.post(f"{ADDRESS}{given_up.pk}/noch-einmal/", follow=True)
    assert "Wir versuchen es noch einmal." in answer.content.decode()
    assert list(Deviation.objects.filter(resolved_at=None)) == [case]


def test_more_cases_take_no_more_queries(operator, cast, case):
    operator.get(ADDRESS)
    with CaptureQueriesContext(connection) as few:
        operator.get(ADDRESS)
    for _ in range(4):
        order = make_order(cast.shop)
        make_order(cast.rival, purchase=order.purchase)
        flag(order.purchase, "TOTAL_CHANGED", now=MONDAY)
    with CaptureQueriesContext(connection) as many:
        operator.get(ADDRESS)
    assert len(many) == len(few)
