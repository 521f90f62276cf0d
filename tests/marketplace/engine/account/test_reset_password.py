"""A forgotten password: the answer tells nothing, the link works once."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.engine import tasks
from marketplace.engine.models import PasswordResetRequest, User
from marketplace.engine.services.accounts import create_staff
from tests.factories.engine_accounts import PASSWORD, make_user
from tests.factories.engine_catalogue import APP
from tests.marketplace.engine.account.links import (
    CONFIRM,
    DELETE,
    NOON,
    PAGE,
    REQUEST_RESET,
    SET_PASSWORD,
    mails,
    token_in,
)
from tests.marketplace.engine.platform import FakePlatform, ask, user

NEW = "drei neue Wörter"
REFUSED = {
    "token": None,
    "refreshToken": None,
    "csrfToken": None,
    "user": None,
    "errors": [{"field": "token", "code": "INVALID"}],
}


def request(email: str = "erika@example.com", url: str = PAGE, channel: str | None = "zeitz") -> Any:
    return ask(REQUEST_RESET, {"email": email, "url": url, "channel": channel})["errors"]


def set_password(token: str, password: str = NEW, email: str = "erika@example.com") -> Any:
    return ask(SET_PASSWORD, {"email": email, "token": token, "password": password})


def a_token(told: FakePlatform) -> str:
    assert request() == []
    ((_kind, payload),) = mails(told)
    return token_in(payload)


def test_from_the_request_to_the_sign_in(told: FakePlatform) -> None:
    erika = make_user(is_confirmed=False)
    token = a_token(told)
    answer = set_password(token)
    assert answer["errors"] == []
    assert answer["user"] == {"email": "erika@example.com", "isConfirmed": True}
    refreshed = "mutation($t: String) { tokenRefresh(refreshToken: $t) { user { email } errors { code } } }"
    assert ask(refreshed, {"t": answer["refreshToken"]})["user"] == {"email": "erika@example.com"}
    before, erika.jwt_token_key = erika.jwt_token_key, ""
    erika.refresh_from_db()
    assert erika.jwt_token_key != before, "whoever was signed in with the old password is out"
    assert [kind for kind, _payload in mails(told)] == ["ACCOUNT_CONFIRMED"]


def test_what_the_platform_is_told(told: FakePlatform) -> None:
    make_user()
    assert request(email=" Erika@Example.com") == []
    ((kind, payload),) = mails(told)
    assert (kind, payload["channel"]) == ("ACCOUNT_SET_PASSWORD_REQUESTED", {"slug": "zeitz"})
    assert payload["redirectUrl"] == f"{PAGE}?email=erika%40example.com&token={payload['token']}"


def test_staff_has_an_event_of_its_own(told: FakePlatform) -> None:
    create_staff(email="erika@example.com", password=PASSWORD, permissions=[], values={})
    assert request(channel=None) == []
    assert [kind for kind, _payload in mails(told)] == ["STAFF_SET_PASSWORD_REQUESTED"]


def test_known_and_unknown_addresses_cost_the_same(told: FakePlatform) -> None:
    make_user()
    statements = {}
    for email in ("erika@example.com", "niemand@example.com"):
        with CaptureQueriesContext(connection) as captured:
            assert request(email=email) == []
        statements[email] = [" ".join(each["sql"].split()[:3]) for each in captured if "SAVEPOINT" not in each["sql"]]
    assert statements["erika@example.com"] == statements["niemand@example.com"]
    assert 'INSERT INTO "engine_passwordresetrequest"' in statements["erika@example.com"]
    assert [payload["user"]["email"] for _kind, payload in mails(told)] == ["erika@example.com"]
    assert not PasswordResetRequest.objects.exists()


def test_one_mail_in_a_quarter_of_an_hour(told: FakePlatform) -> None:
    make_user()
    assert request() == request() == []
    assert len(mails(told)) == 1
    assert request() == []
    assert mails(told) == []
    with time_machine.travel(NOON + timedelta(minutes=15), tick=False):
        assert request() == []
        assert len(mails(told)) == 1


def test_a_closed_account_gets_none(told: FakePlatform) -> None:
    make_user(is_active=False)
    assert request() == []
    assert mails(told) == []


def test_only_the_page_is_checked_aloud(told: FakePlatform) -> None:
    make_user()
    assert request(url="https://evil.example/") == [{"field": "redirectUrl", "code": "INVALID"}]
    assert request(channel="nirgends") == []
    ((_kind, payload),) = mails(told)
    assert payload["channel"] is None


def test_the_sweep_finds_what_was_not_woken(told: FakePlatform) -> None:
    make_user()
    request()
    tasks.sweep_outbox_task()
    assert [kind for kind, _payload, _key in told.heard] == ["ACCOUNT_SET_PASSWORD_REQUESTED"]


def test_a_request_that_fails_holds_nobody_up(told: FakePlatform, monkeypatch: pytest.MonkeyPatch) -> None:
    make_user("anders@example.com")
    make_user()
    request(email="anders@example.com")
    request()
    module = "marketplace.engine.services.passwords"
    from marketplace.engine.services import passwords

    record = passwords.record_password_link

    def fails_for_one(account: User, **values: Any) -> None:
        if account.email == "anders@example.com":
            raise ConnectionError("away")
        record(account, **values)

    with monkeypatch.context() as broken:
        broken.setattr(f"{module}.record_password_link", fails_for_one)
        assert [payload["user"]["email"] for _kind, payload in mails(told)] == ["erika@example.com"]
    assert [payload["user"]["email"] for _kind, payload in mails(told)] == ["anders@example.com"]


def test_a_link_works_once_and_for_its_own_account(told: FakePlatform) -> None:
    make_user()
    make_user("andere@example.com")
    token = a_token(told)
    assert (
        set_password(token, email="andere@example.com") == set_password(token, email="niemand@example.com") == REFUSED
    )
    assert set_password(token)["errors"] == []
    assert set_password(token, password="noch ein anderes") == REFUSED


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("kurz", "PASSWORD_TOO_SHORT"),
        ("12345678901", "PASSWORD_ENTIRELY_NUMERIC"),
        ("Willkommen", "PASSWORD_TOO_COMMON"),
        ("Erika@example.com", "PASSWORD_TOO_SIMILAR"),
    ],
)
def test_a_weak_password_leaves_the_link_alive(told: FakePlatform, password: str, code: str) -> None:
    make_user()
    token = a_token(told)
    assert set_password(token, password=password)["errors"] == [{"field": "password", "code": code}]
    assert set_password(token)["errors"] == []


def test_a_link_ends(told: FakePlatform) -> None:
    make_user()
    token = a_token(told)
    with time_machine.travel(NOON + timedelta(days=3, seconds=1), tick=False):
        assert set_password(token) == REFUSED
    User.objects.update(last_login=NOON + timedelta(minutes=1))
    assert set_password(token) == REFUSED, "whoever signs in knows the password"
    User.objects.update(last_login=None, email="neu@example.com")
    assert set_password(token, email="neu@example.com") == REFUSED


def test_a_link_confirms_and_deletes_nothing(told: FakePlatform) -> None:
    erika = make_user(is_confirmed=False)
    token = a_token(told)
    assert ask(CONFIRM, {"email": erika.email, "token": token})["errors"] == REFUSED["errors"]
    assert ask(DELETE, {"token": token}, by=user(erika.pk))["errors"] == REFUSED["errors"]


def test_a_closed_account_may_set_a_password_and_stays_outside(told: FakePlatform) -> None:
    make_user()
    token = a_token(told)
    User.objects.update(is_active=False)
    assert set_password(token)["errors"] == [{"field": "email", "code": "INACTIVE"}]


def test_a_customer_made_by_an_app_gets_a_link(told: FakePlatform) -> None:
    create = """mutation($input: UserCreateInput!) { customerCreate(input: $input) {
      user { isConfirmed } errors { field code } } }"""
    given = {"email": "neu@example.com", "redirectUrl": PAGE, "channel": "zeitz", "isConfirmed": True}
    foreign = {**given, "redirectUrl": "https://evil.example/"}
    assert ask(create, {"input": foreign}, by=APP)["errors"] == [{"field": "redirectUrl", "code": "INVALID"}]
    assert ask(create, {"input": given}, by=APP)["user"] == {"isConfirmed": False}
    ((kind, payload),) = mails(told)
    assert kind == "ACCOUNT_SET_PASSWORD_REQUESTED"
    assert set_password(token_in(payload), email="neu@example.com")["user"]["isConfirmed"]
