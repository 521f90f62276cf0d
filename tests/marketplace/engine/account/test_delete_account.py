"""Deleting one's own account: the link comes by mail, and works for its holder alone."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from marketplace.engine.models import Address, User
from marketplace.engine.services.accounts import create_staff
from marketplace.graphql.ids import global_id
from tests.factories.engine_accounts import PASSWORD, make_user
from tests.marketplace.engine.account.links import (
    CONFIRM,
    DELETE,
    NOON,
    PAGE,
    REQUEST_DELETION,
    SET_PASSWORD,
    mails,
    token_in,
)
from tests.marketplace.engine.platform import FakePlatform, ask, run, user

INVALID = {"user": None, "errors": [{"field": "token", "code": "INVALID"}]}


@pytest.fixture
def erika(told: FakePlatform) -> User:
    return make_user()


def request(account: User, **change: Any) -> Any:
    return ask(REQUEST_DELETION, {"url": PAGE, "channel": "zeitz"} | change, by=user(account.pk))["errors"]


def delete(account: User, token: str) -> Any:
    return ask(DELETE, {"token": token}, by=user(account.pk))


def a_token(told: FakePlatform, account: User) -> str:
    assert request(account) == []
    ((_kind, payload),) = mails(told)
    return token_in(payload)


def test_from_the_request_to_the_end(told: FakePlatform, erika: User) -> None:
    Address.objects.create(user=erika, country="DE", city="Zeitz")
    assert request(erika) == []
    ((kind, payload),) = mails(told)
    assert (kind, payload["redirectUrl"]) == ("ACCOUNT_DELETE_REQUESTED", f"{PAGE}?token={payload['token']}")
    gone = {"id": global_id("User", erika.pk), "email": "erika@example.com"}
    assert delete(erika, token_in(payload)) == {"user": gone, "errors": []}
    assert not User.objects.exists() and not Address.objects.exists()
    ((kind, payload),) = mails(told)
    assert kind == "ACCOUNT_DELETED"
    assert {name: payload["user"][name] for name in gone} == gone
    assert (payload["token"], payload["redirectUrl"]) == (None, None)


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"url": "https://evil.example/", "channel": "nirgends"}, "redirectUrl", "INVALID"),
        ({"channel": "nirgends"}, "channel", "NOT_FOUND"),
    ],
)
def test_what_is_refused(told: FakePlatform, erika: User, change: dict[str, Any], field: str, code: str) -> None:
    assert request(erika, **change) == [{"field": field, "code": code}]
    assert mails(told) == []


def test_only_the_holder_deletes(told: FakePlatform, erika: User) -> None:
    stranger = make_user("fremd@example.com")
    token = a_token(told, erika)
    assert delete(stranger, token) == delete(erika, "") == delete(erika, token + "0") == INVALID
    assert "AUTHENTICATED_USER" in run(DELETE, {"token": token})["errors"][0]["message"]
    assert "AUTHENTICATED_USER" in run(REQUEST_DELETION, {"url": PAGE})["errors"][0]["message"]
    assert User.objects.count() == 2


def test_a_link_ends(told: FakePlatform, erika: User) -> None:
    token = a_token(told, erika)
    with time_machine.travel(NOON + timedelta(days=3, seconds=1), tick=False):
        assert delete(erika, token) == INVALID
    User.objects.update(password="!")
    assert delete(erika, token) == INVALID, "a new password ends what the old one asked for"


def test_a_link_confirms_nothing_and_sets_no_password(told: FakePlatform, erika: User) -> None:
    token = a_token(told, erika)
    User.objects.update(is_confirmed=False)
    assert ask(CONFIRM, {"email": erika.email, "token": token})["errors"] == INVALID["errors"]
    taken = {"email": erika.email, "token": token, "password": "ganz neu gesetzt"}
    assert ask(SET_PASSWORD, taken)["errors"] == INVALID["errors"]


def test_staff_stays(told: FakePlatform) -> None:
    boss = create_staff(email="chef@example.com", password=PASSWORD, permissions=[], values={})
    token = a_token(told, boss)
    assert delete(boss, token)["errors"] == [{"field": None, "code": "DELETE_STAFF_ACCOUNT"}]
    assert User.objects.exists()
