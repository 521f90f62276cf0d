"""Signing in, staying signed in while the engine is away, and out again."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from marketplace.accounts.attempts import PER_PAIR
from marketplace.accounts.models import Person
from marketplace.accounts.services import (
    change_password,
    identify,
    sign_in,
    sign_out,
    sign_out_everywhere,
    update_profile,
)
from marketplace.accounts.services.sign_in import GRACE, PAUSE_KEY
from marketplace.errors import DomainError
from marketplace.saleor import customers, tokens
from marketplace.saleor.client import ANONYMOUS, SaleorRefused, SaleorUnreachable
from tests.marketplace.accounts.conftest import PASSWORD, Browser


def now():
    return timezone.now()


def who(browser):
    person, caller = identify(browser.request(), now=now())
    return person and person.email, caller


@pytest.fixture
def signed_in(browser, account):
    """A browser in which the shopper is signed in."""
    sign_in(browser.request(), account(), PASSWORD, now=now())
    return browser


@pytest.fixture
def engine_away(monkeypatch):
    calls = []

    def unreachable(*_args, **_kwargs):
        calls.append(1)
        raise SaleorUnreachable("no connection")

    monkeypatch.setattr(customers, "refresh_access", unreachable)
    return calls


def test_the_browser_is_known_afterwards(browser, account):
    request = browser.request()
    person = sign_in(request, account(), PASSWORD, now=now())
    assert (person.email, person.name, person.language) == ("kundin@example.org", "Kundin Muster", "de")
    assert request.person == person
    email, caller = who(browser)
    assert email == "kundin@example.org"
    assert tokens.verify(caller.token).user_id == person.saleor_user_id


def test_signing_in_again_keeps_one_person_and_takes_over_changes(browser, account):
    email = account()
    first = sign_in(browser.request(), email, PASSWORD, now=now())
    Person.objects.filter(pk=first.pk).update(first_name="Alt")
    again = sign_in(Browser().request(), f" {email.upper()} ", PASSWORD, now=now())
    assert (again.pk, again.first_name) == (first.pk, "Kundin")


def test_the_session_gets_a_new_key_and_keeps_its_basket(browser, account):
    browser.session["checkout_id"] = "c"
    browser.session.save()
    before = browser.session.session_key
    sign_in(browser.request(), account(), PASSWORD, now=now())
    assert browser.session.session_key != before
    assert browser.session["checkout_id"] == "c"


@pytest.mark.parametrize(("email", "password"), [("kundin@example.org", "falsch"), ("niemand@example.org", PASSWORD)])
def test_wrong_credentials_sign_nobody_in(browser, account, email, password):
    account()
    with pytest.raises(SaleorRefused) as caught:
        sign_in(browser.request(), email, password, now=now())
    assert caught.value.code == "INVALID_CREDENTIALS"
    assert who(browser) == (None, ANONYMOUS)
    assert not Person.objects.exists()


def test_guessing_is_slowed_down_for_this_account_and_place_only(browser, account):
    account()
    account("andere@example.org")
    for _ in range(PER_PAIR):
        with pytest.raises(SaleorRefused):
            sign_in(browser.request(), "kundin@example.org", "geraten", now=now())
    with pytest.raises(DomainError) as caught:
        sign_in(browser.request(), "Kundin@example.org", PASSWORD, now=now())
    assert caught.value.code == "LOGIN_ATTEMPT_DELAYED"
    assert sign_in(browser.request(), "andere@example.org", PASSWORD, now=now()).email == "andere@example.org"
    elsewhere = Browser().request()
    elsewhere.META["REMOTE_ADDR"] = "192.0.2.7"
    assert sign_in(elsewhere, "kundin@example.org", PASSWORD, now=now())


def test_the_right_password_clears_the_count(browser, account):
    email = account()
    for _ in range(3):
        for _ in range(PER_PAIR - 1):
            with pytest.raises(SaleorRefused):
                sign_in(browser.request(), email, "vertippt", now=now())
        sign_in(browser.request(), email, PASSWORD, now=now())


def test_an_expired_token_is_renewed_without_notice(signed_in):
    _, before = who(signed_in)
    with time_machine.travel(now() + timedelta(minutes=20)):
        email, after = who(signed_in)
        assert email == "kundin@example.org"
        assert after != before
        assert tokens.verify(after.token)
        assert who(signed_in) == (email, after)


def test_a_fresh_token_is_used_as_it_is(signed_in, monkeypatch):
    monkeypatch.setattr(customers, "refresh_access", pytest.fail)
    assert who(signed_in)[0] == "kundin@example.org"


def test_people_stay_signed_in_while_the_engine_is_away(signed_in, engine_away):
    with time_machine.travel(now() + timedelta(hours=1)):
        assert who(signed_in)[0] == "kundin@example.org"
        assert who(signed_in)[0] == "kundin@example.org"
    assert len(engine_away) == 1, "only one page waits for the engine, not every page"


def test_but_not_for_ever(signed_in, engine_away):
    with time_machine.travel(now() + GRACE + timedelta(minutes=10)):
        assert who(signed_in) == (None, ANONYMOUS)


def test_a_voided_refresh_token_signs_out_and_keeps_the_basket(signed_in):
    signed_in.session["checkout_id"] = "c"
    _, caller = who(signed_in)
    customers.deactivate_tokens(caller)
    with time_machine.travel(now() + timedelta(minutes=10)):
        assert who(signed_in) == (None, ANONYMOUS)
    assert signed_in.session["checkout_id"] == "c"


def test_signing_out_empties_the_session(signed_in):
    signed_in.session["checkout_id"] = "c"
    request = signed_in.request()
    sign_out(request)
    assert (request.person, request.caller) == (None, ANONYMOUS)
    assert who(signed_in) == (None, ANONYMOUS)
    assert "checkout_id" not in signed_in.session


def test_signing_out_everywhere_ends_other_devices(signed_in):
    phone = Browser()
    sign_in(phone.request(), "kundin@example.org", PASSWORD, now=now())
    request = signed_in.request()
    request.person, request.caller = identify(request, now=now())
    sign_out_everywhere(request)
    with time_machine.travel(now() + timedelta(minutes=10)):
        assert who(phone) == (None, ANONYMOUS)


def test_a_new_password_keeps_this_device_and_ends_the_others(signed_in):
    phone = Browser()
    sign_in(phone.request(), "kundin@example.org", PASSWORD, now=now())
    request = signed_in.request()
    request.person, request.caller = identify(request, now=now())
    change_password(request, PASSWORD, "ein anderes Passwort", now=now())
    with time_machine.travel(now() + timedelta(minutes=10)):
        assert who(signed_in)[0] == "kundin@example.org"
        assert who(phone) == (None, ANONYMOUS)
        with pytest.raises(SaleorRefused):
            sign_in(phone.request(), "kundin@example.org", PASSWORD, now=now())


def test_a_password_is_not_changed_without_the_old_one(signed_in):
    request = signed_in.request()
    request.person, request.caller = identify(request, now=now())
    with pytest.raises(SaleorRefused):
        change_password(request, "falsch", "ein anderes Passwort", now=now())
    assert sign_in(Browser().request(), "kundin@example.org", PASSWORD, now=now())


def test_name_and_language_change_in_both_places(signed_in):
    person, caller = identify(signed_in.request(), now=now())
    update_profile(person, caller=caller, first_name="Anders", last_name="Muster", language="en")
    person.refresh_from_db()
    assert (person.name, person.language) == ("Anders Muster", "en")
    user = customers.own_account(caller).user
    assert (user.first_name, user.language) == ("Anders", "en")


class TestBearer:
    """Clients of the API show a token instead of a session."""

    def test_a_first_request_makes_the_person_known(self, browser, account):
        access = customers.create_tokens(email=account(), password=PASSWORD).access
        request = browser.request(authorization=f"Bearer {access}")
        person, caller = identify(request, now=now())
        assert (person.email, caller.token) == ("kundin@example.org", access)
        assert identify(request, now=now())[0] == person
        assert Person.objects.count() == 1

    @pytest.mark.parametrize("token", ["nonsense", "a.b.c"])
    def test_a_token_that_is_none_is_nobody_but_is_handed_on(self, browser, token):
        person, caller = identify(browser.request(authorization=f"Bearer {token}"), now=now())
        assert (person, caller.kind, caller.token) == (None, "user", token)

    def test_it_counts_more_than_the_session(self, signed_in, account):
        access = customers.create_tokens(email=account("andere@example.org"), password=PASSWORD).access
        person, _ = identify(signed_in.request(authorization=f"Bearer {access}"), now=now())
        assert person.email == "andere@example.org"


def test_a_page_costs_two_queries_for_who_asks(signed_in, django_assert_num_queries):
    with django_assert_num_queries(2):  # the person, the roles; the session comes from the cache in production
        person, _ = identify(signed_in.request(), now=now())
        list(person.roles.all())


def test_after_a_failed_refresh_there_is_a_pause(signed_in, engine_away):
    with time_machine.travel(now() + timedelta(hours=1)):
        who(signed_in)
        assert cache.get(PAUSE_KEY)
