"""People get a copy of what we know, and we forget it when they ask."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.accounts.extensions import personal_data
from marketplace.accounts.models import Erasure, Person
from marketplace.accounts.services import (
    erase_person,
    export_person,
    finish_erasures,
    grant_role,
    identify,
    sign_in,
)
from marketplace.accounts.tasks import finish_erasures_task
from marketplace.errors import DomainError
from marketplace.saleor import customers, inbox
from marketplace.saleor.client import ANONYMOUS, Caller, SaleorRefused, SaleorUnreachable
from marketplace.saleor.models import Consumption, InboxEvent
from marketplace.saleor.wire import Address
from tests.factories.accounts import make_person
from tests.marketplace.accounts.conftest import PASSWORD


@pytest.fixture
def shopper(browser, account):
    return sign_in(browser.request(), account(), PASSWORD, now=timezone.now())


@pytest.fixture
def caller(shopper):
    return Caller.user(customers.create_tokens(email=shopper.email, password=PASSWORD).access)


class Letters:
    """An app that holds letters to people; invoices among them must stay."""

    def __init__(self, refuse=False):
        self.refuse = refuse
        self.erased = []

    def export(self, person):
        return {"letters": ["Ihre Bestellung"]} if person.email.startswith("kundin") else {}

    def erase(self, person, *, now):
        if self.refuse:
            raise DomainError("OPEN_ORDER", "Eine Bestellung ist noch offen.")
        self.erased.append(person.email)
        return "Rechnungen bleiben acht Jahre (§147 AO)."


@pytest.fixture
def letters(monkeypatch):
    monkeypatch.setattr(personal_data, "_entries", dict(personal_data._entries))
    return personal_data.register("letters", Letters())


def event_about(email):
    payload = {"order": {"userEmail": email, "user": None}}
    inbox.receive_event("ORDER_FULLY_PAID", payload, key=email)
    Consumption.objects.update(state="done")


def test_the_copy_holds_what_every_app_and_saleor_know(shopper, caller, letters):
    grant_role(shopper, "driver")
    customers.create_address(
        caller=caller,
        address=Address(first_name="K", last_name="M", street="Markt 1", postal_code="06712", city="Zeitz"),
    )
    event_about(shopper.email)
    event_about("andere@example.org")
    copy = export_person(shopper, caller=caller, now=timezone.now())
    assert json.loads(json.dumps(copy)) == copy
    assert copy["person"]["email"] == shopper.email
    assert copy["person"]["roles"] == ["driver"]
    assert copy["account"]["user"]["first_name"] == "Kundin"
    assert copy["account"]["addresses"][0]["street"] == "Markt 1"
    assert copy["letters"] == {"letters": ["Ihre Bestellung"]}
    assert [event["payload"]["order"]["userEmail"] for event in copy["events"]["events"]] == [shopper.email]


def test_nothing_personal_is_left(shopper, letters, browser):
    grant_role(shopper, "city")
    event_about(shopper.email)
    email, saleor_id = shopper.email, shopper.saleor_user_id
    erasure = erase_person(shopper, now=timezone.now())
    assert erasure.remains == ["Rechnungen bleiben acht Jahre (§147 AO)."]
    assert letters.erased == [email]
    row = Person.objects.values().get()
    assert {str(value) for value in row.values()} & {email, saleor_id, "Kundin", "Muster"} == set()
    assert not InboxEvent.objects.exists()
    assert identify(browser.request(), now=timezone.now()) == (None, ANONYMOUS)
    with pytest.raises(SaleorRefused):
        customers.create_tokens(email=email, password=PASSWORD)
    erasure.refresh_from_db()
    assert erasure.finished_at and erasure.saleor_user_id == ""


def test_a_refusal_erases_nothing(shopper, letters):
    letters.refuse = True
    grant_role(shopper, "city")
    with pytest.raises(DomainError, match="OPEN_ORDER"):
        erase_person(shopper, now=timezone.now())
    shopper.refresh_from_db()
    assert (shopper.first_name, shopper.erased_at, shopper.roles.count()) == ("Kundin", None, 1)
    assert customers.create_tokens(email=shopper.email, password=PASSWORD)


def test_saleor_may_be_away_and_is_asked_again(shopper, letters, monkeypatch):
    def unreachable(_user_id):
        raise SaleorUnreachable("no connection")

    email = shopper.email
    with monkeypatch.context() as away:
        away.setattr(customers, "delete_customer", unreachable)
        erasure = erase_person(shopper, now=timezone.now())
    assert erasure.finished_at is None
    assert Person.objects.get().email != email
    finish_erasures_task()
    erasure.refresh_from_db()
    assert erasure.finished_at
    assert finish_erasures(now=timezone.now()) == 0


def test_an_account_that_is_gone_already_counts_as_deleted(shopper, letters):
    customers.delete_customer(shopper.saleor_user_id)
    assert erase_person(shopper, now=timezone.now()).finished_at


def test_it_is_done_once(shopper, letters):
    erase_person(shopper, now=timezone.now())
    with pytest.raises(DomainError, match="ERASED"):
        erase_person(shopper, now=timezone.now() + timedelta(days=1))
    assert Erasure.objects.count() == 1


@pytest.mark.django_db
def test_events_with_open_work_stay_until_it_is_done():
    person = make_person(email="kundin@example.org")
    event_about(person.email)
    InboxEvent.objects.get().consumptions.create(consumer="test.mail", due_at=timezone.now())
    assert inbox.forget(email=person.email, user_id=person.saleor_user_id) == 1
    assert InboxEvent.objects.exists()
