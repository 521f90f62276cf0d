"""What the platform does when Saleor, far away, is slow, broken or gone."""

import json
import socket
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from marketplace.saleor.caller import ANONYMOUS, APP, Caller
from marketplace.saleor.errors import SaleorUnreachable
from marketplace.saleor.transports import http
from marketplace.saleor.transports.http import HttpTransport
from tests.marketplace.saleor.scripted_server import answer, drop, hang, serving, trickle
from tests.marketplace.saleor.signing import SigningKey

GOOD = answer({"data": {"shop": {"name": "Zeitz"}}})
DATA = {"data": {"shop": {"name": "Zeitz"}}}


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch):
    monkeypatch.setattr(http, "PAUSES", (0.01, 0.02))


def send(url, *, caller=APP, deadline=5.0, repeatable=True, variables=None):
    transport = HttpTransport(url, lambda: "app-token")
    try:
        return transport.send(
            "query { shop { name } }", variables or {}, caller=caller, deadline=deadline, repeatable=repeatable
        )
    finally:
        transport._client.close()


def test_a_document_and_its_variables_go_out_as_json():
    with serving(GOOD) as saleor:
        assert send(saleor.url, variables={"id": "x"}) == DATA
    request = saleor.requests[0]
    assert request["path"] == "/graphql/"
    assert json.loads(request["body"]) == {"query": "query { shop { name } }", "variables": {"id": "x"}}


@pytest.mark.parametrize(
    ("caller", "expected"),
    [(APP, "Bearer app-token"), (Caller.user("jwt"), "Bearer jwt"), (ANONYMOUS, None)],
)
def test_each_caller_shows_only_its_own_token(caller, expected):
    with serving(GOOD) as saleor:
        send(saleor.url, caller=caller)
    assert saleor.requests[0]["headers"].get("Authorization") == expected


@pytest.mark.parametrize(("name", "told"), [(None, None), ("http://saleor.example/graphql/", None),
                                           ("https://saleor.example/graphql/", "https")])  # fmt: skip
def test_a_saleor_behind_a_proxy_is_told_that_the_world_speaks_https(settings, name, told):
    with serving(GOOD) as saleor:
        settings.SALEOR_API_URL, settings.SALEOR_PUBLIC_URL = saleor.url, name
        send(saleor.url)
    assert saleor.requests[0]["headers"].get("X-Forwarded-Proto") == told


def test_a_connection_is_used_again():
    with serving(GOOD) as saleor:
        transport = HttpTransport(saleor.url, lambda: None)
        for _ in range(5):
            transport.send("q", {}, caller=APP, deadline=5, repeatable=False)
        transport._client.close()
    assert len(saleor.connections) == 1


@pytest.mark.parametrize("failure", [answer({}, 500), answer(b"bad gateway", 502), answer({}, 429), drop])
def test_what_may_be_repeated_is_repeated(failure):
    with serving(failure, failure, GOOD) as saleor:
        assert send(saleor.url) == DATA
    assert len(saleor.requests) == 3


@pytest.mark.parametrize("failure", [answer({}, 500), answer(b"bad gateway", 502), drop, answer(b"<html>")])
def test_what_may_not_be_repeated_is_sent_once(failure):
    with serving(failure, GOOD) as saleor, pytest.raises(SaleorUnreachable):
        send(saleor.url, repeatable=False)
    assert len(saleor.requests) == 1


def test_it_gives_up_after_three_attempts():
    with serving(answer({}, 503)) as saleor, pytest.raises(SaleorUnreachable, match="HTTP 503"):
        send(saleor.url)
    assert len(saleor.requests) == 3


def test_nobody_at_the_address_is_tried_again_even_for_what_changes_things():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(SaleorUnreachable, match="no connection") as caught:
        send(f"http://127.0.0.1:{port}/graphql/", repeatable=False)
    assert caught.value.code == "SALEOR_UNREACHABLE"


def test_the_deadline_holds_for_all_attempts_together():
    with serving(hang(3)) as saleor:
        started = time.monotonic()
        with pytest.raises(SaleorUnreachable):
            send(saleor.url, deadline=0.5)
        assert time.monotonic() - started < 1.5


def test_a_trickling_answer_does_not_outlast_the_deadline():
    with serving(trickle(json.dumps(DATA).encode() * 20, 0.05)) as saleor:
        started = time.monotonic()
        with pytest.raises(SaleorUnreachable, match="too long"):
            send(saleor.url, deadline=0.5, repeatable=False)
        assert time.monotonic() - started < 1.5


@pytest.mark.parametrize("body", [b"<html>Wartung</html>", b"", b"[1, 2]", b'"text"', b"{}"])
def test_an_answer_that_is_no_graphql_is_none(body):
    with serving(answer(body)) as saleor, pytest.raises(SaleorUnreachable):
        send(saleor.url)


def test_a_refused_document_is_an_answer_whatever_its_status():
    refusal = {"errors": [{"message": "Cannot query field"}]}
    with serving(answer(refusal, 400)) as saleor:
        assert send(saleor.url) == refusal


def test_files_travel_as_a_multipart_form_and_again_when_repeated():
    picture = SimpleUploadedFile("brot.png", b"\x89PNG bytes", "image/png")
    with serving(answer({}, 500), GOOD) as saleor:
        assert send(saleor.url, variables={"input": {"product": "p", "image": picture}}) == DATA
    for request in saleor.requests:
        assert request["headers"]["Content-Type"].startswith("multipart/form-data")
        assert b'{"0": ["variables.input.image"]}' in request["body"]
        assert b'"image": null' in request["body"]
        assert b"\x89PNG bytes" in request["body"]
        assert b'filename="brot.png"' in request["body"] and b"image/png" in request["body"]


def test_keys_come_from_their_well_known_place():
    key = SigningKey("k")
    with serving(answer({"keys": [key.jwk]})) as saleor:
        transport = HttpTransport(saleor.url, lambda: "app-token")
        assert transport.verifier.keys.key("k") is not None
        transport._client.close()
    assert saleor.requests[0]["path"] == "/.well-known/jwks.json"
    assert "Authorization" not in saleor.requests[0]["headers"]


@pytest.mark.parametrize("body", [b"[]", b"<html>"])
def test_keys_that_are_none_are_no_keys(body):
    with serving(answer(body)) as saleor:
        transport = HttpTransport(saleor.url, lambda: None)
        with pytest.raises(SaleorUnreachable):
            transport.verifier.keys.key("k")
        transport._client.close()
