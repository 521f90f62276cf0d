"""The driver's pages, with and without scripts, and who may open them."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from plugins.pooled_delivery.models import Stop
from tests.factories.accounts import make_person
from tests.factories.pooled_delivery import MONDAY

pytestmark = pytest.mark.django_db
TOUR_DAY = MONDAY + timedelta(hours=29)


@pytest.fixture(autouse=True)
def on_the_day():
    with time_machine.travel(TOUR_DAY, tick=False):
        yield


def address(name, *args):
    return reverse(f"pooled_delivery:{name}", args=args)


def test_the_list_names_day_stops_and_what_is_missing(browser, driver, loaded):
    page = browser(driver).get(address("tours")).content.decode()
    assert "heute · " in page
    assert "2 Läden" in page and "2 von 10 Lieferungen" in page


def test_an_empty_list_says_so(browser, driver):
    assert "Keine Touren" in browser(driver).get(address("tours")).content.decode()


def test_the_tour_shows_every_stop_with_its_button(browser, driver, loaded, stops):
    page = browser(driver).get(address("tour", loaded.pk)).content.decode()
    assert page.index("Bäcker") < page.index("Buchladen") < page.index("Erika Muster") < page.index("Max Muster")
    assert page.count("Alles abgeholt") == 2
    assert "Am Anger 10" in page and "26-000002-A" in page
    assert "noch nicht abgeholt" in page


def test_the_paper_list_is_complete(browser, driver, loaded):
    page = browser(driver).get(address("sheet", loaded.pk)).content.decode()
    for text in ("Bäcker", "26-000001-B", "Erika Muster", "030 23125 001", "data-print"):
        assert text in page


def test_marking_answers_with_the_part_for_scripts_and_a_redirect_without(browser, driver, loaded, stops):
    plain = browser(driver).post(address("complete", stops["Bäcker"].pk))
    assert (plain.status_code, plain.url) == (302, address("tour", loaded.pk))
    part = browser(driver).post(address("complete", stops["Buchladen"].pk), headers={"HX-Request": "true"})
    text = part.content.decode()
    assert part.status_code == 200
    assert text.strip().startswith('<div id="round"') and "data-announce" in text
    assert text.count("Abgeholt, 15:00") == 2


def test_not_met_needs_a_reason(browser, driver, stops):
    refused = browser(driver).post(
        address("not_met", stops["Max Muster"].pk), {"reason": " "}, headers={"HX-Request": "true"}
    )
    assert refused.status_code == 422
    assert 'role="alert"' in refused.content.decode()
    browser(driver).post(address("not_met", stops["Max Muster"].pk), {"reason": "niemand da"})
    assert Stop.objects.get(pk=stops["Max Muster"].pk).reason == "niemand da"
    browser(driver).post(address("reopen", stops["Max Muster"].pk))
    assert Stop.objects.get(pk=stops["Max Muster"].pk).state == "open"


def test_strangers_are_kept_out(browser, loaded, stops):
    gets = [address("tours"), address("tour", loaded.pk), address("sheet", loaded.pk)]
    posts = [address(name, stops["Bäcker"].pk) for name in ("complete", "not_met", "reopen")]
    shopper = make_person()
    for page in gets:
        assert browser().get(page).status_code == 302
        assert browser(shopper).get(page).status_code == 403
    for page in posts:
        assert browser().post(page).status_code == 302
        assert browser(shopper).post(page).status_code == 403
    assert not Stop.objects.exclude(state="open").exists()


def test_nothing_happens_by_following_a_link(browser, driver, stops):
    assert browser(driver).get(address("complete", stops["Bäcker"].pk)).status_code == 405
    assert browser(driver).post(address("complete", 0)).status_code == 404
