"""Saleor's keys are fetched when needed, not for every token."""

import pytest

from marketplace.saleor.errors import SaleorUnreachable
from marketplace.saleor.keys import MAX_AGE, PAUSE, KeySet
from tests.marketplace.saleor.signing import SigningKey

OLD, NEW = SigningKey("old"), SigningKey("new")


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


class Source:
    """Where keys are published; counts how often it is asked."""

    def __init__(self, *keys):
        self.keys = keys
        self.fetches = 0
        self.is_away = False

    def __call__(self):
        self.fetches += 1
        if self.is_away:
            raise SaleorUnreachable("no connection")
        return {"keys": [key.jwk for key in self.keys]}


def test_keys_are_fetched_once():
    source = Source(OLD)
    keys = KeySet(source, clock=Clock())
    assert keys.key("old") is not None
    assert keys.key("old") is keys.key("old")
    assert source.fetches == 1


def test_a_rotated_key_is_found_by_one_more_fetch():
    source, clock = Source(OLD), Clock()
    keys = KeySet(source, clock=clock)
    assert keys.key("old") is not None
    source.keys = (OLD, NEW)
    clock.now += PAUSE + 1
    assert keys.key("new") is not None
    assert source.fetches == 2


def test_forged_key_ids_cannot_hammer_saleor():
    source, clock = Source(OLD), Clock()
    keys = KeySet(source, clock=clock)
    for number in range(100):
        assert keys.key(f"forged-{number}") is None
        clock.now += 0.01
    assert source.fetches == 1


def test_a_withdrawn_key_stops_counting():
    source, clock = Source(OLD), Clock()
    keys = KeySet(source, clock=clock)
    assert keys.key("old") is not None
    source.keys = (NEW,)
    clock.now += MAX_AGE + 1
    assert keys.key("old") is None


def test_a_token_without_key_id_fetches_nothing():
    source = Source(OLD)
    assert KeySet(source, clock=Clock()).key(None) is None
    assert source.fetches == 0


def test_keys_of_other_kinds_are_passed_over():
    good = OLD.jwk
    published = {
        "keys": [{"kty": "EC", "kid": "e"}, {**good, "use": "enc", "kid": "x"}, {"kty": "RSA", "kid": "b"}, good]
    }
    keys = KeySet(lambda: published, clock=Clock())
    assert [kid for kid in ("e", "x", "b", "old") if keys.key(kid)] == ["old"]


def test_known_keys_count_while_saleor_is_away():
    source, clock = Source(OLD), Clock()
    keys = KeySet(source, clock=clock)
    assert keys.key("old") is not None
    source.is_away = True
    clock.now += MAX_AGE + 1
    assert keys.key("old") is not None
    assert keys.key("old") is not None
    assert source.fetches == 2, "it is not asked anew for every token"
    clock.now += PAUSE + 1
    assert keys.key("old") is not None
    assert source.fetches == 3
    with pytest.raises(SaleorUnreachable):
        keys.key("new")


def test_without_any_key_an_absent_saleor_is_an_error():
    source = Source(OLD)
    source.is_away = True
    with pytest.raises(SaleorUnreachable):
        KeySet(source, clock=Clock()).key("old")
