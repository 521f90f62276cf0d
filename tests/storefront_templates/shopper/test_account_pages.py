"""Sign-in, registration, address book, one's own data."""

import json
import re

import pytest

from marketplace.accounts.models import Person
from tests.factories.accounts import open_account
from tests.storefront_templates.shopper.conftest import PASSWORD

PLACE = {
    "first_name": "Kundin",
    "last_name": "Muster",
    "street": "Am Anger 3",
    "street2": "",
    "postal_code": "06712",
    "city": "Zeitz",
    "phone": "",
}


def address_ids(page):
    """Ids of the addresses that a page offers to change."""
    return sorted(set(re.findall(r"/konto/adressen/([^/\"]+)/vorschlagen/", page)))


@pytest.fixture
def kundin(shopper, account):
    shopper.sign_in(account)
    return shopper


def test_the_account_asks_to_sign_in_and_comes_back(shopper, account):
    assert shopper.get("/konto/").url == "/anmelden/?next=%2Fkonto%2F"
    answer = shopper.post("/anmelden/", {"email": account, "password": PASSWORD, "next": "/konto/daten/"})
    assert answer.url == "/konto/daten/"
    assert "Guten Tag, Kundin" in shopper.get("/konto/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_signing_in_never_leads_to_another_server(shopper, account, elsewhere):
    answer = shopper.post("/anmelden/", {"email": account, "password": PASSWORD, "next": elsewhere})
    assert answer.url == "/konto/"


def test_a_wrong_password_is_told_in_german_and_not_sent_back(shopper, account):
    answer = shopper.post("/anmelden/", {"email": account, "password": "falsch-falsch"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "passen nicht zusammen" in page
    assert "falsch-falsch" not in page


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"password": "kurz"}, "zu kurz"),
        ({"email": "keine"}, "E-Mail"),
        ({"first_name": ""}, "Bitte ausfüllen."),
    ],
)
def test_registration_says_what_is_wrong(shopper, market, change, says):
    typed = {"first_name": "Erika", "last_name": "Neu", "email": "neu@example.org", "password": PASSWORD} | change
    answer = shopper.post("/registrieren/", typed)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Person.objects.filter(first_name="Erika").exists()


def test_signing_out_takes_a_button(kundin):
    assert "Abmelden?" in kundin.get("/abmelden/").content.decode()
    assert kundin.get("/konto/").status_code == 200
    kundin.post("/abmelden/")
    assert kundin.get("/konto/").status_code == 302


def test_an_address_is_kept_changed_suggested_and_deleted(kundin):
    kundin.post("/konto/adressen/neu/", PLACE)
    kundin.post("/konto/adressen/neu/", {**PLACE, "street": "Roßmarkt 9"})
    page = kundin.get("/konto/adressen/").content.decode()
    assert "Am Anger 3" in page
    ids = address_ids(page)
    assert len(ids) == 2
    kundin.post(f"/konto/adressen/{ids[0]}/", {**PLACE, "street": "Brühl 7"})
    kundin.post(f"/konto/adressen/{ids[0]}/vorschlagen/", {"use": "SHIPPING"})
    kundin.post(f"/konto/adressen/{ids[1]}/vorschlagen/", {"use": "BILLING"})
    page = kundin.get("/konto/adressen/").content.decode()
    assert "Brühl 7" in page
    assert page.count(">Lieferadresse<") == page.count(">Rechnungsadresse<") == 1
    kundin.post(f"/konto/adressen/{ids[0]}/loeschen/")
    assert "Brühl 7" not in kundin.get("/konto/adressen/").content.decode()


def test_an_address_of_somebody_else_is_not_found(kundin, client):
    kundin.post("/konto/adressen/neu/", PLACE)
    page = kundin.get("/konto/adressen/").content.decode()
    (foreign,) = address_ids(page)
    open_account("fremd@example.org", PASSWORD)
    client.post("/anmelden/", {"email": "fremd@example.org", "password": PASSWORD})
    assert client.get(f"/konto/adressen/{foreign}/").status_code == 404
    assert client.post(f"/konto/adressen/{foreign}/", {**PLACE, "street": "Geklaut 1"}).status_code == 404
    assert client.post(f"/konto/adressen/{foreign}/loeschen/").status_code == 404
    assert "Am Anger 3" in kundin.get("/konto/adressen/").content.decode()


def test_a_wrong_postal_code_is_told_beside_the_field(kundin):
    answer = kundin.post("/konto/adressen/neu/", {**PLACE, "postal_code": "6712"})
    assert answer.status_code == 422
    assert 'id="id_postal_code_error"' in answer.content.decode()


def test_name_and_password_can_be_changed(kundin, account):
    kundin.post("/konto/daten/name/", {"first_name": "Karla", "last_name": "Muster"})
    assert Person.objects.get().first_name == "Karla"
    wrong = kundin.post("/konto/daten/passwort/", {"old_password": "falsch", "new_password": "ein ganz neues Wort"})
    assert wrong.status_code == 422
    right = kundin.post("/konto/daten/passwort/", {"old_password": PASSWORD, "new_password": "ein ganz neues Wort"})
    assert right.status_code == 302
    kundin.post("/abmelden/")
    again = kundin.post("/anmelden/", {"email": account, "password": "ein ganz neues Wort"})
    assert again.status_code == 302


def test_ones_data_can_be_taken_home(kundin, account):
    answer = kundin.get("/konto/daten/herunterladen/")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert json.loads(answer.content)["account"]["user"]["email"] == account
