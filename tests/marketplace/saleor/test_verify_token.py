"""A token is a person's only if Saleor signed it, for us, as an access token, and it has not expired."""

from datetime import UTC, datetime, timedelta

import jwt
import pytest
import time_machine

from marketplace.saleor.claims import Claims, TokenInvalid, Verifier
from marketplace.saleor.keys import KeySet
from tests.marketplace.saleor.signing import SigningKey

ISSUER = "https://saleor.example/graphql/"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
KEY, STRANGER = SigningKey("k"), SigningKey("k")


def claims(**changes):
    values = {
        "iss": ISSUER,
        "exp": int((NOON + timedelta(minutes=5)).timestamp()),
        "type": "access",
        "user_id": "VXNlcjox",
        "email": "kundin@zeitz.example",
        "is_staff": False,
    }
    return {key: value for key, value in {**values, **changes}.items() if value is not None}


def verify(token):
    with time_machine.travel(NOON, tick=False):
        return verifier().claims(token, issuer=ISSUER)


def verifier():
    return Verifier(KeySet(lambda: {"keys": [KEY.jwk]}))


def test_a_good_token_says_whose_it_is():
    assert verify(KEY.token(**claims())) == Claims(
        user_id="VXNlcjox", email="kundin@zeitz.example", is_staff=False, expires=NOON + timedelta(minutes=5)
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"exp": int((NOON - timedelta(minutes=1)).timestamp())},
        {"exp": None},
        {"iss": "https://elsewhere.example/graphql/"},
        {"iss": None},
        {"user_id": None},
        {"type": "refresh"},
        {"type": None},
    ],
)
def test_what_is_not_a_valid_access_token_is_refused(changes):
    with pytest.raises(TokenInvalid):
        verify(KEY.token(**claims(**changes)))


def test_clocks_may_differ_by_seconds():
    assert verify(KEY.token(**claims(exp=int((NOON - timedelta(seconds=3)).timestamp())))).user_id == "VXNlcjox"


def test_another_key_of_the_same_name_is_refused():
    with pytest.raises(TokenInvalid):
        verify(STRANGER.token(**claims()))


def test_an_unknown_key_is_refused():
    with pytest.raises(TokenInvalid):
        verify(SigningKey("other").token(**claims()))


@pytest.mark.parametrize("token", ["", "abc", "a.b.c", "ey.ey.ey"])
def test_nonsense_is_refused(token):
    with pytest.raises(TokenInvalid):
        verify(token)


def test_a_token_signed_with_the_public_key_as_a_secret_is_refused():
    forged = jwt.encode(claims(), "secret-of-at-least-thirty-two-bytes-length", algorithm="HS256", headers={"kid": "k"})
    with pytest.raises(TokenInvalid):
        verify(forged)


def test_an_unsigned_token_is_refused():
    unsigned = jwt.encode(claims(), None, algorithm="none", headers={"kid": "k"})
    with pytest.raises(TokenInvalid):
        verify(unsigned)


def test_a_token_that_was_good_ends():
    checks, token = verifier(), KEY.token(**claims())
    with time_machine.travel(NOON, tick=False):
        assert checks.claims(token, issuer=ISSUER) is checks.claims(token, issuer=ISSUER)
    with time_machine.travel(NOON + timedelta(minutes=6), tick=False), pytest.raises(TokenInvalid):
        checks.claims(token, issuer=ISSUER)
