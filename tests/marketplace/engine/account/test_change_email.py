"""Another address: asked for with the password, proven at the new address."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from marketplace.engine.models import User
from tests.factories.engine_accounts import PASSWORD, make_user
from tests.marketplace.engine.account.links import (
    CONFIRM_CHANGE,
    NOON,
    PAGE,
    REQUEST_CHANGE,
    mails,
    token_in,
)
from tests.marketplace.engine.platform import FakePlatform, ask, run, user

INVALID = {"user": None, "errors": [{"field": "token", "code": "JWT_INVALID_TOKEN"}]}


@pytest.fixture
def erika(told: FakePlatform) -> User:
    return make_user()


def request(account: User, **change: Any) -> Any:
    given = {"password": PASSWORD, "email": "Neu@Example.com", "url": PAGE, "channel": "zeitz"}
    return ask(REQUEST_CHANGE, given | change, by=user(account.pk))


def confirm(account: User, token: str) -> Any:
    return ask(CONFIRM_CHANGE, {"token": token, "channel": "zeitz"}, by=user(account.pk))


def a_token(told: FakePlatform, account: User, **change: Any) -> str:
    assert request(account, **change)["errors"] == []
    ((_kind, payload),) = mails(told)
    return token_in(payload)


def test_from_the_request_to_the_new_address(told: FakePlatform, erika: User) -> None:
    assert request(erika) == {"user": {"email": "erika@example.com"}, "errors": []}
    ((kind, payload),) = mails(told)
    assert (kind, payload["newEmail"]) == ("ACCOUNT_CHANGE_EMAIL_REQUESTED", "neu@example.com")
    assert payload["user"]["email"] == "erika@example.com"
    assert payload["redirectUrl"] == f"{PAGE}?token={payload['token']}"
    assert payload["issuingPrincipal"] == {"__typename": "User"}
    assert User.objects.get().email == "erika@example.com"
    assert confirm(erika, token_in(payload)) == {"user": {"email": "neu@example.com"}, "errors": []}
    ((kind, payload),) = mails(told)
    assert (kind, payload["newEmail"]) == ("ACCOUNT_EMAIL_CHANGED", "neu@example.com")
    assert User.objects.get().jwt_token_key != erika.jwt_token_key


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"password": "falsch"}, "password", "INVALID_CREDENTIALS"),
        ({"password": "falsch", "url": "https://evil.example/"}, "password", "INVALID_CREDENTIALS"),
        ({"url": "https://evil.example/", "channel": "nirgends"}, "redirectUrl", "INVALID"),
        ({"channel": "nirgends"}, "channel", "NOT_FOUND"),
        ({"email": "keine"}, "newEmail", "INVALID"),
    ],
)
def test_what_is_refused(told: FakePlatform, erika: User, change: dict[str, Any], field: str, code: str) -> None:
    assert request(erika, **change)["errors"] == [{"field": field, "code": code}]
    assert mails(told) == []


def test_a_taken_address_is_told_after_the_link_alone(told: FakePlatform, erika: User) -> None:
    make_user("neu@example.com")
    token = a_token(told, erika)
    assert confirm(erika, token)["errors"] == [{"field": "newEmail", "code": "UNIQUE"}]
    assert mails(told) == []


def test_a_link_works_once_for_its_holder_within_an_hour(told: FakePlatform, erika: User) -> None:
    stranger = make_user("fremd@example.com")
    token = a_token(told, erika)
    other = a_token(told, erika, email="anders@example.com")
    assert confirm(stranger, token) == INVALID
    assert "AUTHENTICATED_USER" in run(CONFIRM_CHANGE, {"token": token})["errors"][0]["message"]
    with time_machine.travel(NOON + timedelta(hours=1, seconds=1), tick=False):
        assert confirm(erika, token) == INVALID
    assert confirm(erika, token)["errors"] == []
    assert confirm(erika, token) == confirm(erika, other) == INVALID
    assert User.objects.get(pk=erika.pk).email == "neu@example.com"


def test_another_token_of_ours_changes_nothing(told: FakePlatform, erika: User) -> None:
    document = """mutation($p: String!) { tokenCreate(email: "erika@example.com", password: $p) {
      token refreshToken errors { code } } }"""
    pair = ask(document, {"p": PASSWORD})
    assert confirm(erika, pair["token"]) == confirm(erika, pair["refreshToken"]) == confirm(erika, "x.y.z") == INVALID


def test_the_link_opens_no_session(told: FakePlatform, erika: User) -> None:
    token = a_token(told, erika)
    refresh = "mutation($t: String) { tokenRefresh(refreshToken: $t) { token errors { code } } }"
    verify = "mutation($t: String!) { tokenVerify(token: $t) { isValid errors { code } } }"
    for document in (refresh, verify):
        assert ask(document, {"t": token})["errors"] == [{"code": "JWT_INVALID_TOKEN"}]
