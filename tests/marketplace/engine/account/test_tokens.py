"""Sign-in by tokens: what they claim, how long they live, and what voids them."""

from datetime import datetime, timedelta
from typing import Any

import jwt
import pytest
from django.test import Client
from django.utils import timezone

from marketplace.engine.models import ShopSettings, SigningKey, User
from marketplace.engine.services.accounts import create_staff
from marketplace.engine.services.signing_keys import make_signing_key, public_jwk
from marketplace.graphql.ids import global_id
from tests.factories.engine_accounts import make_user
from tests.marketplace.engine.platform import ask, run, user

PASSWORD = "roggen-mischbrot"
CREATE = """mutation($email: String!, $password: String!) { tokenCreate(email: $email, password: $password) {
  token refreshToken csrfToken user { id email lastLogin } errors { field code } } }"""
REFRESH = (
    """mutation($token: String) { tokenRefresh(refreshToken: $token) { token user { email } errors { field code } } }"""
)
VERIFY = """mutation($token: String!) { tokenVerify(token: $token) {
  isValid payload user { email } errors { field code } } }"""
NOTHING = {"token": None, "refreshToken": None, "csrfToken": None, "user": None}


@pytest.fixture
def erika(db: None) -> User:
    return make_user(password=PASSWORD)


def sign_in(email: str = "erika@example.com", password: str = PASSWORD, now: datetime | None = None) -> Any:
    return ask(CREATE, {"email": email, "password": password}, now=now)


def test_a_token_claims_what_saleors_does(erika: User, client: Client) -> None:
    now = timezone.now().replace(microsecond=0)
    pair = sign_in(now=now)
    assert pair["errors"] == []
    assert pair["user"] == {"id": global_id("User", erika.pk), "email": erika.email, "lastLogin": now.isoformat()}
    (key,) = client.get("/.well-known/jwks.json").json()["keys"]
    assert jwt.get_unverified_header(pair["token"]) == {"alg": "RS256", "kid": key["kid"], "typ": "JWT"}
    claims = jwt.decode(pair["token"], jwt.PyJWK(key), algorithms=["RS256"], issuer="http://127.0.0.1:8000/graphql/")
    erika.refresh_from_db()
    assert claims == {
        "iat": int(now.timestamp()),
        "exp": int((now + timedelta(minutes=5)).timestamp()),
        "iss": "http://127.0.0.1:8000/graphql/",
        "owner": "saleor",
        "token": erika.jwt_token_key,
        "email": "erika@example.com",
        "type": "access",
        "user_id": global_id("User", erika.pk),
        "is_staff": False,
    }
    refresh = jwt.decode(pair["refreshToken"], jwt.PyJWK(key), algorithms=["RS256"])
    assert (refresh["type"], refresh["exp"] - refresh["iat"]) == ("refresh", 30 * 24 * 3600)
    assert refresh["csrf_token"] == pair["csrfToken"]


@pytest.mark.parametrize(
    ("email", "password"),
    [("erika@example.com", "falsch"), ("fremd@example.com", PASSWORD), ("", ""), ("erika", PASSWORD)],
)
def test_wrong_credentials_answer_alike(erika: User, email: str, password: str) -> None:
    assert sign_in(email, password) == {**NOTHING, "errors": [{"field": "email", "code": "INVALID_CREDENTIALS"}]}


def test_the_case_of_an_address_does_not_matter(erika: User) -> None:
    assert sign_in(" Erika@Example.COM ")["errors"] == []


def test_inactive_and_unconfirmed_accounts_do_not_enter(erika: User) -> None:
    User.objects.update(is_active=False)
    assert sign_in()["errors"] == [{"field": "email", "code": "INACTIVE"}]
    User.objects.update(is_confirmed=False)
    assert sign_in()["errors"] == [{"field": "email", "code": "ACCOUNT_NOT_CONFIRMED"}]
    User.objects.update(is_active=True)
    assert sign_in()["errors"] == [{"field": "email", "code": "ACCOUNT_NOT_CONFIRMED"}]


@pytest.mark.parametrize(
    "settings", [{"allow_login_without_confirmation": True}, {"enable_account_confirmation_by_email": False}]
)
def test_a_shop_may_let_unconfirmed_accounts_in(erika: User, settings: dict[str, bool]) -> None:
    ShopSettings.objects.create(**settings)
    User.objects.update(is_confirmed=False)
    assert sign_in()["errors"] == []


def test_an_account_without_a_password_has_none_that_fits(db: None) -> None:
    create_staff(email="chef@example.com", password=None, permissions=["MANAGE_PRODUCTS"], values={})
    for password in ("", "!", "None"):
        assert sign_in("chef@example.com", password)["errors"][0]["code"] == "INVALID_CREDENTIALS"


def test_refresh(erika: User) -> None:
    pair = sign_in()
    fresh = ask(REFRESH, {"token": pair["refreshToken"]})
    assert fresh["user"] == {"email": "erika@example.com"}
    assert jwt.decode(fresh["token"], options={"verify_signature": False})["type"] == "access"
    for token, code in [
        (pair["token"], "JWT_INVALID_TOKEN"),
        ("nonsense", "JWT_DECODE_ERROR"),
        (pair["refreshToken"][:-4] + "AAAA", "JWT_DECODE_ERROR"),
        (None, "JWT_MISSING_TOKEN"),
        (sign_in(now=timezone.now() - timedelta(days=31))["refreshToken"], "JWT_SIGNATURE_EXPIRED"),
    ]:
        refused = ask(REFRESH, {"token": token})
        assert refused == {"token": None, "user": None, "errors": [{"field": "refreshToken", "code": code}]}


def test_a_token_signed_by_somebody_else_is_refused(erika: User) -> None:
    pair = sign_in()
    own, foreign = SigningKey.objects.get(), make_signing_key()
    payload = jwt.decode(pair["refreshToken"], options={"verify_signature": False})
    forged = jwt.encode(payload, foreign.private_pem, algorithm="RS256", headers={"kid": own.kid})
    assert ask(REFRESH, {"token": forged})["errors"][0]["code"] == "JWT_DECODE_ERROR"
    public = jwt.PyJWK(public_jwk(own)).key
    assert public is not None
    unsigned = jwt.encode(payload, None, algorithm="none", headers={"kid": own.kid})
    assert ask(REFRESH, {"token": unsigned})["errors"][0]["code"] == "JWT_DECODE_ERROR"


def test_keys_turn_over_without_a_break(erika: User, client: Client) -> None:
    old = sign_in()
    first = SigningKey.objects.get()
    second = make_signing_key()
    assert jwt.get_unverified_header(sign_in()["token"])["kid"] == second.kid
    assert {key["kid"] for key in client.get("/.well-known/jwks.json").json()["keys"]} == {first.kid, second.kid}
    assert ask(REFRESH, {"token": old["refreshToken"]})["errors"] == []
    first.retired_at = timezone.now()
    first.save()
    assert ask(REFRESH, {"token": old["refreshToken"]})["errors"][0]["code"] == "JWT_DECODE_ERROR"


def test_verify(erika: User) -> None:
    token = sign_in()["token"]
    checked = ask(VERIFY, {"token": token})
    assert (checked["isValid"], checked["payload"]["email"], checked["errors"]) == (True, "erika@example.com", [])
    wrong = ask(VERIFY, {"token": token[:-4] + "AAAA"})
    assert wrong == {
        "isValid": False,
        "payload": None,
        "user": None,
        "errors": [{"field": "token", "code": "JWT_DECODE_ERROR"}],
    }


def test_sign_out_everywhere_voids_refresh_tokens(erika: User) -> None:
    mine = sign_in()
    document = "mutation { tokensDeactivateAll { errors { code } } }"
    assert run(document)["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"
    assert ask(document, by=user(erika.pk))["errors"] == []
    assert ask(REFRESH, {"token": mine["refreshToken"]})["errors"][0]["code"] == "JWT_INVALID_TOKEN"


def test_a_new_password_voids_refresh_tokens(erika: User) -> None:
    mine = sign_in()
    change = """mutation($old: String, $new: String!) { passwordChange(oldPassword: $old, newPassword: $new) {
      user { email } errors { field code } } }"""
    by = user(erika.pk)
    wrong = ask(change, {"old": "falsch", "new": "weizen-mischbrot"}, by=by)
    assert wrong["errors"] == [{"field": "oldPassword", "code": "INVALID_CREDENTIALS"}]
    short = ask(change, {"old": PASSWORD, "new": "kurz"}, by=by)
    assert short["errors"] == [{"field": "newPassword", "code": "PASSWORD_TOO_SHORT"}]
    assert sign_in()["errors"] == []
    assert ask(change, {"old": PASSWORD, "new": "weizen-mischbrot"}, by=by)["errors"] == []
    assert ask(REFRESH, {"token": mine["refreshToken"]})["errors"][0]["code"] == "JWT_INVALID_TOKEN"
    assert sign_in(password="weizen-mischbrot")["errors"] == []
