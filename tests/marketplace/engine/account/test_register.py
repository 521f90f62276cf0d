"""Opening an account: nobody learns whose address is known, and an address counts once it is proven."""

from datetime import timedelta
from typing import Any
from unittest.mock import ANY

import pytest
import time_machine

from marketplace.engine.models import OutboxEvent, ShopSettings, User
from marketplace.graphql.ids import global_id
from tests.factories.engine_accounts import PASSWORD, make_channel, make_user
from tests.marketplace.engine.account.links import (
    CONFIRM,
    NOON,
    PAGE,
    REGISTER,
    SEND_AGAIN,
    SET_PASSWORD,
    mails,
    token_in,
)
from tests.marketplace.engine.platform import FakePlatform, ask, run, user

TYPED = {
    "email": "Erika@Example.com",
    "password": PASSWORD,
    "firstName": "Erika",
    "languageCode": "EN",
    "redirectUrl": f"{PAGE}?from=till",
    "channel": "zeitz",
    "metadata": [{"key": "newsletter", "value": "no"}],
}
REFUSED = {"user": None, "errors": [{"field": "token", "code": "INVALID"}]}


def register(**change: Any) -> Any:
    return ask(REGISTER, {"input": TYPED | change})


def confirm(token: str, email: str = "erika@example.com") -> Any:
    return ask(CONFIRM, {"email": email, "token": token})


def sign_in_errors() -> Any:
    document = 'mutation($p: String!) { tokenCreate(email: "erika@example.com", password: $p) { errors { code } } }'
    return ask(document, {"p": PASSWORD})["errors"]


def test_from_the_form_to_the_first_sign_in(told: FakePlatform) -> None:
    made = register()
    assert made == {
        "requiresConfirmation": True,
        "user": {
            "id": "",
            "email": "erika@example.com",
            "firstName": "Erika",
            "isConfirmed": False,
            "languageCode": "EN",
            "metadata": [{"key": "newsletter", "value": "no"}],
            "addresses": [],
            "orders": {"totalCount": 0},
        },
        "errors": [],
    }
    stored = User.objects.get()
    assert (stored.is_confirmed, stored.is_staff, stored.language_code) == (False, False, "en")
    assert sign_in_errors() == [{"code": "ACCOUNT_NOT_CONFIRMED"}]
    ((kind, payload),) = mails(told)
    assert kind == "ACCOUNT_CONFIRMATION_REQUESTED"
    assert payload == {
        "__typename": "AccountConfirmationRequested",
        "issuedAt": NOON.isoformat(),
        "issuingPrincipal": None,
        "redirectUrl": f"{PAGE}?from=till&email=erika%40example.com&token={payload['token']}",
        "token": ANY,
        "channel": {"slug": "zeitz"},
        "shop": {"name": "Regionalmarkt Zeitz"},
        "user": {
            "id": global_id("User", stored.pk),
            "email": "erika@example.com",
            "isConfirmed": False,
            "languageCode": "EN",
        },
    }
    assert confirm(token_in(payload)) == {"user": {"email": "erika@example.com", "isConfirmed": True}, "errors": []}
    assert [kind for kind, _payload in mails(told)] == ["ACCOUNT_CONFIRMED"]
    assert sign_in_errors() == []


def test_a_known_address_gets_the_same_answer_and_no_mail(told: FakePlatform) -> None:
    make_user()
    before = User.objects.values().get()
    known = register(password="ein anderes Passwort")
    assert User.objects.values().get() == before
    assert mails(told) == []
    User.objects.all().delete()
    assert register(password="ein anderes Passwort") == known


def test_a_known_address_costs_a_hash_too(told: FakePlatform, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []
    for module in ("registration", "accounts"):
        monkeypatch.setattr(
            f"marketplace.engine.services.{module}.make_password", lambda raw: hashed.append(raw) or "!"
        )
    register()
    register()
    assert hashed == [PASSWORD, PASSWORD]


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"redirectUrl": None}, "redirectUrl", "REQUIRED"),
        ({"redirectUrl": ""}, "redirectUrl", "REQUIRED"),
        ({"redirectUrl": "https://evil.example/"}, "redirectUrl", "INVALID"),
        ({"redirectUrl": "//127.0.0.1/"}, "redirectUrl", "INVALID"),
        ({"redirectUrl": "javascript://127.0.0.1/%0aalert(1)"}, "redirectUrl", "INVALID"),
        ({"redirectUrl": "http://127.0.0.1@evil.example/"}, "redirectUrl", "INVALID"),
        ({"channel": "nirgends"}, "channel", "NOT_FOUND"),
        ({"channel": "zu"}, "channel", "CHANNEL_INACTIVE"),
        ({"email": "erika"}, "email", "INVALID"),
        ({"email": " "}, "email", "REQUIRED"),
        ({"password": "1234567"}, "password", "PASSWORD_TOO_SHORT"),
        ({"password": "1234567890"}, "password", "PASSWORD_ENTIRELY_NUMERIC"),
        ({"password": "Passwort1"}, "password", "PASSWORD_TOO_COMMON"),
        ({"password": "erika@example.com"}, "password", "PASSWORD_TOO_SIMILAR"),
    ],
)
def test_what_is_refused(told: FakePlatform, change: dict[str, Any], field: str, code: str) -> None:
    make_channel("zu", is_active=False)
    assert register(**change)["errors"] == [{"field": field, "code": code}]
    assert not User.objects.exists() and not OutboxEvent.objects.exists()


def test_several_channels_need_a_choice(told: FakePlatform) -> None:
    assert register(channel=None)["errors"] == []
    make_channel("gera")
    refused = register(channel=None, email="andere@example.com")
    assert refused["errors"] == [{"field": "channel", "code": "MISSING_CHANNEL_SLUG"}]


def test_a_shop_without_confirmation_asks_for_no_page(told: FakePlatform) -> None:
    ShopSettings.objects.create(enable_account_confirmation_by_email=False)
    made = register(redirectUrl=None, channel=None)
    assert (made["errors"], made["requiresConfirmation"]) == ([], False)
    assert mails(told) == []
    assert sign_in_errors() == []
    assert not User.objects.get().is_confirmed, "switched on later, the shop asks for the proof"


def test_a_link_works_once_and_for_its_own_account(told: FakePlatform) -> None:
    register()
    token = token_in(mails(told)[0][1])
    register(email="andere@example.com")
    assert confirm(token, "andere@example.com") == confirm(token, "niemand@example.com") == REFUSED
    assert confirm(token[:-1]) == confirm("") == confirm("zzzzzzzzzzzzzz-0") == REFUSED
    assert confirm(token)["errors"] == []
    assert confirm(token) == REFUSED
    User.objects.update(is_confirmed=False, is_active=False)
    assert confirm(token) == REFUSED


def test_a_link_ends_after_three_days(told: FakePlatform) -> None:
    register()
    token = token_in(mails(told)[0][1])
    with time_machine.travel(NOON + timedelta(days=3, seconds=1), tick=False):
        assert confirm(token) == REFUSED
    with time_machine.travel(NOON + timedelta(days=3), tick=False):
        assert confirm(token)["errors"] == []


def test_a_link_sets_no_password(told: FakePlatform) -> None:
    register()
    stolen = {"email": "erika@example.com", "token": token_in(mails(told)[0][1]), "password": "ganz neu gesetzt"}
    assert ask(SET_PASSWORD, stolen)["errors"] == REFUSED["errors"]


def test_the_mail_comes_again_every_quarter_of_an_hour(told: FakePlatform) -> None:
    ShopSettings.objects.create(allow_login_without_confirmation=True)
    register()
    mails(told)
    by = user(User.objects.get().pk)
    wanted = {"url": PAGE, "channel": "zeitz"}
    for wrong, field in (({"url": "https://evil.example/"}, "redirectUrl"), ({"channel": "nirgends"}, "channel")):
        assert ask(SEND_AGAIN, wanted | wrong, by=by)["errors"] == [{"field": field, "code": "INVALID"}]
    assert ask(SEND_AGAIN, wanted, by=by)["errors"] == []
    again = [{"field": None, "code": "CONFIRMATION_ALREADY_REQUESTED"}]
    assert ask(SEND_AGAIN, wanted, by=by)["errors"] == again
    ((kind, payload),) = mails(told)
    assert kind == "ACCOUNT_CONFIRMATION_REQUESTED"
    with time_machine.travel(NOON + timedelta(minutes=15), tick=False):
        assert ask(SEND_AGAIN, wanted, by=by)["errors"] == []
    assert confirm(token_in(payload))["errors"] == []
    assert ask(SEND_AGAIN, wanted, by=by)["errors"] == [{"field": None, "code": "ACCOUNT_CONFIRMED"}]
    assert "AUTHENTICATED_USER" in run(SEND_AGAIN, wanted)["errors"][0]["message"]
