"""Links by mail, from the wish to the mail and back: through the engine's outbox, the inbox and the mail."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from marketplace.accounts import attempts, services
from marketplace.accounts.extensions import personal_data
from marketplace.accounts.models import Erasure, Person
from marketplace.engine.models import ShopSettings, User
from marketplace.engine.services.event_delivery import deliver
from marketplace.engine.services.passwords import answer_password_resets
from marketplace.errors import DomainError
from marketplace.saleor import customers, inbox
from marketplace.saleor.client import ANONYMOUS, SaleorRefused
from marketplace.saleor.models import Consumption, InboxEvent
from tests.factories.accounts import make_person
from tests.factories.engine_accounts import make_channel
from tests.marketplace.accounts.conftest import PASSWORD, Browser

pytestmark = pytest.mark.django_db


def now():
    return timezone.now()


@pytest.fixture(autouse=True)
def market(db):
    make_channel()


def post():
    """Let the workers run; the mails that left, and forget them."""
    answer_password_resets(now=now())
    deliver(None, now=now())
    inbox.consume(None, now=now())
    sent, mail.outbox[:] = list(mail.outbox), []
    return sent


def link_in(message):
    """Path and parameters of the one link with a token; the HTML holds the same."""
    (link,) = re.findall(r"http\S+token=\S+", message.body)
    assert link.replace("&", "&amp;") in message.alternatives[0].content
    parts = urlsplit(link)
    return parts.path, {name: values[0] for name, values in parse_qs(parts.query).items()}


def here(browser):
    request = browser.request()
    request.person, request.caller = services.identify(request, now=now())
    return request


@pytest.fixture
def kundin(browser, account):
    services.sign_in(browser.request(), account(), PASSWORD, now=now())
    return browser


def register(browser, email="neu@example.org"):
    return services.register(browser.request(), email, PASSWORD, first_name="Neu", language="en", now=now())


def test_an_account_from_the_form_to_the_first_sign_in(browser):
    assert register(browser) is None
    (message,) = post()
    assert (message.to, message.subject) == (["neu@example.org"], "Please confirm your e-mail address")
    assert "Neu" not in message.body, "a name that anybody typed is not mailed to an address that nobody proved"
    path, said = link_in(message)
    assert path == "/registrieren/bestaetigen/"
    with pytest.raises(SaleorRefused) as caught:
        services.confirm_account(here(browser), **said, password="falsch", now=now())
    assert caught.value.code == "INVALID_CREDENTIALS"
    assert not User.objects.get().is_confirmed, "who does not know the password did not open the account"
    person = services.confirm_account(here(browser), **said, password=PASSWORD, now=now())
    assert (person.email, person.language) == ("neu@example.org", "en")
    assert services.identify(browser.request(), now=now())[0] == person


def test_a_taken_address_is_answered_alike_and_gets_no_mail(browser, account):
    account("neu@example.org")
    assert register(browser) is None
    assert post() == []
    assert services.identify(browser.request(), now=now()) == (None, ANONYMOUS)


def test_a_used_link_signs_in_whoever_knows_the_password(browser):
    register(browser)
    _, said = link_in(post()[0])
    services.confirm_account(here(browser), **said, password=PASSWORD, now=now())
    again = Browser()
    assert services.confirm_account(here(again), **said, password=PASSWORD, now=now()).email == "neu@example.org"


def test_a_mail_that_was_confirmed_meanwhile_does_not_leave(browser):
    register(browser)
    customers.confirm_customer(customers.customer_by_email("neu@example.org").id)
    assert post() == []


def test_where_nothing_is_confirmed_one_is_signed_in_at_once(browser, account):
    ShopSettings.objects.create(enable_account_confirmation_by_email=False)
    assert register(browser).first_name == "Neu"
    account("da@example.org")
    with pytest.raises(DomainError) as caught:
        services.register(Browser().request(), "da@example.org", "ein anderes Passwort", now=now())
    assert (caught.value.code, caught.value.field) == ("UNIQUE", "email")


def test_who_signs_in_before_confirming_gets_the_link_again(browser):
    ShopSettings.objects.create(allow_login_without_confirmation=True)
    register(browser)
    post()
    services.sign_in(browser.request(), "neu@example.org", PASSWORD, now=now())
    services.send_confirmation(here(browser))
    _, said = link_in(post()[0])
    services.confirm_account(here(browser), **said, password="", now=now())
    assert User.objects.get().is_confirmed


@pytest.mark.parametrize("role", [None, "driver", "city", "operator"])
def test_everybody_gets_a_new_password(browser, account, role):
    person = services.sign_in(browser.request(), account(), PASSWORD, now=now())
    if role:
        services.grant_role(person, role)
    services.request_password(email=" Kundin@Example.org ")
    services.request_password(email="niemand@example.org")
    (message,) = post()
    assert message.subject == "Neues Passwort für Ihr Konto"
    assert "Guten Tag Kundin Muster," in message.body
    path, said = link_in(message)
    assert path == "/passwort/neu/"
    other = Browser()
    assert services.set_password(here(other), **said, password="drei neue Wörter", now=now()) == person
    assert services.identify(other.request(), now=now())[0] == person
    with time_machine.travel(now() + timedelta(minutes=10)):
        assert services.identify(browser.request(), now=now()) == (None, ANONYMOUS), "other devices are out"


def test_a_new_password_proves_an_address_that_was_not(browser):
    register(browser)
    post()
    services.request_password(email="neu@example.org")
    (message,) = post()
    assert "confirms your e-mail address" in message.body
    _, said = link_in(message)
    assert services.set_password(here(browser), **said, password="drei neue Wörter", now=now())


def test_another_address_is_told_to_both(kundin):
    services.request_email_change(here(kundin), new_email="neu@example.org", password=PASSWORD)
    to_new, to_old = sorted(post(), key=lambda message: message.to, reverse=True)
    assert (to_new.to, to_old.to) == (["neu@example.org"], ["kundin@example.org"])
    assert "neu@example.org" in to_old.body and "token" not in to_old.body
    assert "Muster" not in to_new.body
    path, said = link_in(to_new)
    assert path == "/konto/daten/e-mail/bestaetigen/"
    services.confirm_email_change(here(kundin), **said)
    assert services.identify(kundin.request(), now=now()) == (None, ANONYMOUS)
    (done,) = post()
    assert (done.to, done.subject) == (["kundin@example.org"], "Die E-Mail-Adresse Ihres Kontos ist geändert")
    assert Person.objects.get().email == "neu@example.org"


def test_the_old_address_is_told_even_after_the_next_sign_in(kundin):
    services.request_email_change(here(kundin), new_email="neu@example.org", password=PASSWORD)
    _, said = link_in(next(message for message in post() if message.to == ["neu@example.org"]))
    services.confirm_email_change(here(kundin), **said)
    services.sign_in(kundin.request(), "neu@example.org", PASSWORD, now=now())
    person = Person.objects.get()
    assert (person.email, person.previous_email) == ("neu@example.org", "kundin@example.org")
    assert [message.to for message in post()] == [["kundin@example.org"]]
    person.refresh_from_db()
    assert (person.email, person.previous_email) == ("neu@example.org", "")


def test_wishes_for_another_address_are_counted(kundin):
    for number in range(attempts.PER_PAIR):
        services.request_email_change(here(kundin), new_email=f"opfer{number}@example.org", password=PASSWORD)
    with pytest.raises(DomainError) as caught:
        services.request_email_change(here(kundin), new_email="opfer@example.org", password=PASSWORD)
    assert caught.value.code == "LOGIN_ATTEMPT_DELAYED"
    assert services.sign_in(Browser().request(), "kundin@example.org", PASSWORD, now=now())


def test_the_account_goes_by_mail(kundin):
    services.request_erasure(here(kundin), now=now())
    (message,) = post()
    path, said = link_in(message)
    assert path == "/konto/daten/loeschen/bestaetigen/"
    request = here(kundin)
    with pytest.raises(SaleorRefused):
        services.confirm_erasure(request, token="falsch", now=now())
    assert Person.objects.get().erased_at is None
    assert services.confirm_erasure(request, **said, now=now()) == ()
    assert not User.objects.exists()
    assert Person.objects.get().erased_at
    assert Erasure.objects.get().finished_at
    assert services.identify(kundin.request(), now=now()) == (None, ANONYMOUS)
    (farewell,) = post()
    assert (farewell.to, farewell.subject) == (["kundin@example.org"], "Ihr Konto ist gelöscht")
    assert not InboxEvent.objects.exclude(payload={}).exists()


class OpenOrder:
    def export(self, person):
        return {}

    def erase(self, person, *, now):
        raise DomainError("ORDERS_OPEN", "Eine Bestellung ist noch offen.")


def test_an_open_order_keeps_the_account_at_every_step(kundin, monkeypatch):
    services.request_erasure(here(kundin), now=now())
    _, said = link_in(post()[0])
    monkeypatch.setattr(personal_data, "_entries", dict(personal_data._entries))
    personal_data.register("open", OpenOrder())
    for act in (
        lambda: services.request_erasure(here(kundin), now=now()),
        lambda: services.confirm_erasure(here(kundin), **said, now=now()),
    ):
        with pytest.raises(DomainError, match="ORDERS_OPEN"):
            act()
    assert post() == []
    assert User.objects.exists() and Person.objects.get().erased_at is None


def test_who_deletes_the_account_through_the_api_is_forgotten_here_too(kundin):
    request = here(kundin)
    services.request_erasure(request, now=now())
    _, said = link_in(post()[0])
    customers.delete_account(caller=request.caller, token=said["token"])
    assert Person.objects.get().erased_at is None
    assert len(post()) == 1
    assert Person.objects.get().erased_at


def test_a_mail_server_that_is_away_is_asked_again(account, monkeypatch):
    services.request_password(email=account())
    answer_password_resets(now=now())
    deliver(None, now=now())

    def away(_message):
        raise ConnectionRefusedError("no mail server")

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMultiAlternatives.send", away)
        inbox.consume(None, now=now())
    assert Consumption.objects.get().state == "waiting"
    assert "redirectUrl" in InboxEvent.objects.get().payload
    inbox.consume(None, now=now() + timedelta(hours=1))
    assert len(mail.outbox) == 1
    assert Consumption.objects.get().state == "done"


def test_the_inbox_forgets_keys_and_recognises_a_second_delivery(account):
    services.request_password(email=account())
    assert len(post()) == 1
    event = InboxEvent.objects.get()
    assert event.payload == {}
    assert not inbox.receive_event(event.event_type, {"user": None}, key=event.key)
    assert post() == []


def test_a_mail_that_leaves_twice_is_recognised(account):
    services.request_password(email=account())
    answer_password_resets(now=now())
    deliver(None, now=now())
    payload = InboxEvent.objects.get().payload
    for _ in range(2):
        services.letters.send_letter(services.letters.Kind.PASSWORD, payload, to="kundin@example.org")
    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


def test_a_change_for_somebody_we_never_met_is_nobodys_business():
    user = {"id": "VXNlcjo5", "email": "neu@example.org", "firstName": "", "lastName": "", "languageCode": "DE"}
    services.note_new_email({"user": user})
    assert mail.outbox == []


def test_ones_copy_names_the_address_that_was():
    person = make_person(previous_email="alt@example.org")
    assert personal_data["person"].export(person)["previous_email"] == "alt@example.org"
