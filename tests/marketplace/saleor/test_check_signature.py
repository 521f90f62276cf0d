"""A webhook is believed only if Saleor signed exactly this body."""

import pytest

from marketplace.saleor.keys import KeySet
from marketplace.saleor.signatures import SignatureInvalid, check_signature
from tests.marketplace.saleor.signing import SigningKey

KEY = SigningKey("k")
BODY = b'{"__typename": "OrderCreated", "order": {"id": "T3JkZXI6MQ=="}}'


def check(signature, body=BODY):
    check_signature(signature, body, keys=KeySet(lambda: {"keys": [KEY.jwk]}))


def test_saleors_signature_holds():
    check(KEY.signature(BODY))


def test_the_form_is_header_dot_dot_signature():
    header, middle, signature = KEY.signature(BODY).split(".")
    assert header and signature and middle == ""


@pytest.mark.parametrize("body", [BODY + b" ", BODY.replace(b"OrderCreated", b"OrderPaid"), b""])
def test_a_changed_body_is_refused(body):
    with pytest.raises(SignatureInvalid):
        check(KEY.signature(BODY), body)


@pytest.mark.parametrize("signature", ["", "abc", "a..b", "eyJhbGciOiJub25lIn0.."])
def test_nonsense_is_refused(signature):
    with pytest.raises(SignatureInvalid):
        check(signature)


def test_another_key_of_the_same_name_is_refused():
    with pytest.raises(SignatureInvalid):
        check(SigningKey("k").signature(BODY))


def test_an_unknown_key_is_refused():
    with pytest.raises(SignatureInvalid):
        check(SigningKey("other").signature(BODY))


def test_a_persons_access_token_is_no_signature_over_its_own_middle():
    header, middle, signature = KEY.token(user_id="VXNlcjox").split(".")
    with pytest.raises(SignatureInvalid):
        check(f"{header}..{signature}", middle.encode())
