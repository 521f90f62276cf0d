"""Links by mail on the pages: what one sees and presses between sign-up and goodbye."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.core import mail
from django.urls import resolve
from django.utils import timezone

from marketplace.accounts import link_pages
from marketplace.accounts.models import Person
from marketplace.engine.models import ShopSettings, User
from marketplace.engine.services.event_delivery import deliver
from marketplace.engine.services.passwords import answer_password_resets
from marketplace.saleor import inbox
from tests.factories.accounts import open_account
from tests.factories.baskets import MONDAY
from tests.storefront_templates.shopper.conftest import PASSWORD, Shopper

NEW = {"first_name": "Erika", "last_name": "Neu", "email": "neu@example.org", "password": PASSWORD}
DEAD = "Dieser Link gilt nicht mehr."


@pytest.fixture
def kundin(shopper, market, account):
    shopper.sign_in(account)
    return shopper


def post():
    """The workers run; the link of each mail that left, by its address."""
    now = timezone.now()
    answer_password_resets(now=now)
    deliver(None, now=now)
    inbox.consume(None, now=now)
    links = {message.to[0]: re.findall(r"http://127.0.0.1:8000(\S+token=\S+)", message.body) for message in mail.outbox}
    mail.outbox.clear()
    return {address: found[0] if found else None for address, found in links.items()}


def hidden(page):
    """What the form of a page hands on."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.content.decode())
    return {name: unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def open_and_press(browser, link, **typed):
    """Open a link and press the button of its page."""
    page = browser.get(link)
    assert page.status_code == 200
    assert "no-store" in page.headers["Cache-Control"]
    return browser.post(link.partition("?")[0], {**hidden(page), **typed}, follow=True)


def text(answer):
    return unescape(answer.content.decode())


def nameless(answer):
    """The page without the tokens against forged requests, which differ each time."""
    return re.sub(r'value="\w{64}"', "", text(answer))


def test_the_pages_lie_where_the_links_lead():
    for path in (link_pages.CONFIRM, link_pages.FORGOTTEN, link_pages.PASSWORD, link_pages.EMAIL, link_pages.ERASE):
        assert resolve(path).url_name


def test_sign_up_confirm_and_be_in(shopper, market):
    answer = shopper.post("/registrieren/", NEW, follow=True)
    assert answer.request["PATH_INFO"] == "/registrieren/fast-fertig/"
    assert "neu@example.org" in text(answer)
    link = post()["neu@example.org"]
    assert shopper.get("/konto/").status_code == 302
    wrong = open_and_press(shopper, link, password="falsch")
    assert wrong.status_code == 422 and 'id="id_password_error"' in text(wrong)
    assert not User.objects.get().is_confirmed
    answer = open_and_press(shopper, link, password=PASSWORD)
    assert "Ihre E-Mail-Adresse ist bestätigt." in text(answer)
    assert "Guten Tag, Erika" in text(answer)
    assert shopper.get("/registrieren/fast-fertig/").url == "/konto/"


def test_a_taken_address_sees_the_same_pages(shopper, market, account):
    new = Shopper()
    pages = []
    for browser, email in ((shopper, account), (new, "neu@example.org")):
        answer = browser.post("/registrieren/", {**NEW, "email": email}, follow=True)
        pages.append(nameless(answer).replace(email, "…"))
    assert pages[0] == pages[1]
    assert list(post()) == ["neu@example.org"]


def test_opening_a_link_alone_does_nothing(shopper, market):
    shopper.post("/registrieren/", NEW)
    link = post()["neu@example.org"]
    shopper.get(link)
    shopper.head(link)
    assert not User.objects.get().is_confirmed


def test_whoever_found_no_mail_gets_another(shopper, market):
    shopper.post("/registrieren/", NEW)
    post()
    answer = shopper.post("/anmelden/", {"email": NEW["email"], "password": PASSWORD})
    assert answer.status_code == 422 and "bestätigen Sie zuerst" in text(answer)
    assert "/registrieren/fast-fertig/" in text(answer)
    assert "unterwegs" in text(shopper.post("/registrieren/fast-fertig/", follow=True))
    link = post()["neu@example.org"]
    assert link.startswith("/passwort/neu/")
    answer = open_and_press(shopper, link, password="drei neue Wörter")
    assert "Guten Tag, Erika" in text(answer)


def test_nobody_waits_for_a_mail_who_asked_for_none(shopper, market):
    assert shopper.get("/registrieren/fast-fertig/").url == "/anmelden/"


def test_who_may_sign_in_before_confirming_is_reminded(shopper, market):
    ShopSettings.objects.update(allow_login_without_confirmation=True)
    shopper.post("/registrieren/", NEW)
    post()
    shopper.post("/anmelden/", {"email": NEW["email"], "password": PASSWORD})
    assert "/registrieren/fast-fertig/" in text(shopper.get("/konto/"))
    shopper.post("/registrieren/fast-fertig/")
    again = shopper.post("/registrieren/fast-fertig/")
    assert again.status_code == 422 and "alle 15 Minuten" in text(again)
    answer = open_and_press(shopper, post()["neu@example.org"])
    assert "Ihre E-Mail-Adresse ist bestätigt." in text(answer)
    assert "/registrieren/fast-fertig/" not in text(answer)


def test_a_forgotten_password(shopper, market, account):
    assert "/passwort/" in text(shopper.get("/anmelden/"))
    known = shopper.post("/passwort/", {"email": account}, follow=True)
    unknown = Shopper().post("/passwort/", {"email": "niemand@example.org"}, follow=True)
    assert nameless(known) == nameless(unknown)
    (link,) = post().values()
    for password, says in (("kurz", "zu kurz"), ("12345678901", "nicht nur aus Ziffern"), ("Passwort1", "zu leicht")):
        weak = open_and_press(shopper, link, password=password)
        assert weak.status_code == 422 and says in text(weak)
        assert 'id="id_password_error"' in text(weak)
        assert f'value="{password}"' not in text(weak)
    assert "Guten Tag, Kundin" in text(open_and_press(shopper, link, password="drei neue Wörter"))
    used = open_and_press(Shopper(), link, password="noch ein anderes")
    assert used.status_code == 422 and DEAD in text(used)


def test_an_incomplete_link_says_so(shopper, market):
    answer = shopper.post("/passwort/neu/", {"password": "drei neue Wörter"})
    assert answer.status_code == 422
    assert "Er ist nicht vollständig." in text(answer)


def test_an_expired_link_says_so(shopper, market, account):
    shopper.post("/passwort/", {"email": account})
    (link,) = post().values()
    with time_machine.travel(MONDAY + timedelta(days=4), tick=False):
        assert DEAD in text(open_and_press(shopper, link, password="drei neue Wörter"))


def test_another_address(kundin, account):
    wrong = kundin.post("/konto/daten/e-mail/", {"new_email": "neu@example.org", "password": "falsch"})
    assert wrong.status_code == 422 and "Das Passwort stimmt nicht." in text(wrong)
    kundin.post("/konto/daten/e-mail/", {"new_email": "neu@example.org", "password": PASSWORD})
    links = post()
    assert links[account] is None
    stranger = Shopper()
    assert stranger.get(links["neu@example.org"]).url.startswith("/anmelden/?next=%2Fkonto%2Fdaten%2Fe-mail")
    answer = open_and_press(kundin, links["neu@example.org"])
    assert "Bitte melden Sie sich mit ihr an." in text(answer)
    assert kundin.get("/konto/").status_code == 302
    kundin.sign_in("neu@example.org")
    assert DEAD in text(open_and_press(kundin, links["neu@example.org"]))
    assert list(post()) == [account]


def test_the_end_of_an_account(kundin, account):
    answer = kundin.post("/konto/daten/loeschen/", follow=True)
    assert "unterwegs" in text(answer)
    link = post()[account]
    assert Person.objects.get().erased_at is None
    assert DEAD in text(kundin.post("/konto/daten/loeschen/bestaetigen/", {"token": "falsch"}))
    assert "Ihr Konto ist gelöscht" in text(open_and_press(kundin, link))
    assert Person.objects.get().email != account
    assert kundin.get("/konto/").status_code == 302


def test_somebody_elses_link_deletes_nothing(kundin, account):
    kundin.post("/konto/daten/loeschen/")
    link = post()[account]
    stranger = Shopper()
    stranger.sign_in(open_account("fremd@example.org", PASSWORD))
    assert DEAD in text(open_and_press(stranger, link))
    assert User.objects.count() == 2


@pytest.mark.parametrize("path", ["/passwort/", "/passwort/neu/", "/registrieren/bestaetigen/", "/passwort/unterwegs/"])
def test_pages_without_an_account_cost_few_queries(shopper, market, path, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        assert shopper.get(path).status_code == 200
