"""Saleor's webhooks over HTTP: signed, once, and answered."""

import json

import pytest

from marketplace.saleor import tokens
from marketplace.saleor.errors import SaleorUnreachable
from marketplace.saleor.extensions import answers, on_event
from marketplace.saleor.keys import KeySet
from marketplace.saleor.models import Consumption, InboxEvent
from tests.marketplace.saleor.signing import SigningKey

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_these_consumers", "only_these_answers")]

KEY = SigningKey("k")
EVENT = {"__typename": "OrderCreated", "issuedAt": "2026-11-22T05:49:39+00:00", "order": {"id": "T3JkZXI6MQ=="}}


@pytest.fixture(autouse=True)
def saleors_keys(monkeypatch):
    keys = KeySet(lambda: {"keys": [KEY.jwk]})
    monkeypatch.setattr(tokens, "key_set", lambda: keys)


@pytest.fixture
def post(client):
    def send(event, payload=EVENT, *, signature=None, body=None):
        content = body if body is not None else json.dumps(payload).encode()
        signed = KEY.signature(content) if signature is None else signature
        return client.post(
            f"/saleor/webhooks/{event}/",
            content,
            content_type="application/json",
            headers={"Saleor-Signature": signed, "Saleor-Event": event},
        )

    return send


def test_an_event_is_stored_with_its_work(post):
    on_event("ORDER_CREATED", "test.split", print)
    answer = post("order_created")
    assert (answer.status_code, answer.json()) == (200, {})
    stored = InboxEvent.objects.get()
    assert (stored.event_type, stored.payload) == ("ORDER_CREATED", EVENT)
    assert Consumption.objects.get().consumer == "test.split"


def test_a_repeated_delivery_changes_nothing(post):
    assert post("order_created").status_code == post("order_created").status_code == 200
    assert InboxEvent.objects.count() == 1


def test_the_next_event_about_the_same_order_is_another(post):
    post("order_created")
    post("order_created", {**EVENT, "issuedAt": "2026-11-22T05:49:40+00:00"})
    assert InboxEvent.objects.count() == 2


@pytest.mark.parametrize(
    "signature",
    ["", "a..b", SigningKey("k").signature(json.dumps(EVENT).encode())],
    ids=["none", "nonsense", "of another key"],
)
def test_unsigned_and_foreign_ones_are_refused(post, signature):
    assert post("order_created", signature=signature).status_code == 401
    assert not InboxEvent.objects.exists()


def test_events_that_nobody_asked_for_are_not_found(post):
    assert post("order_exploded").status_code == 404


def test_only_post_is_taken(client):
    assert client.get("/saleor/webhooks/order_created/").status_code == 405


def test_a_body_that_is_not_json_is_refused(post):
    assert post("order_created", body=b"<xml/>").status_code == 400


def test_saleor_tries_again_when_its_keys_cannot_be_fetched(post, monkeypatch):
    def unreachable():
        raise SaleorUnreachable("no connection")

    monkeypatch.setattr(tokens, "key_set", lambda: KeySet(unreachable))
    assert post("order_created").status_code == 503
    assert not InboxEvent.objects.exists()


def test_a_question_is_answered_at_once(post):
    answers.register("SHIPPING_LIST_METHODS_FOR_CHECKOUT", lambda payload: [{"id": "plan", "amount": "4.90"}])
    answer = post("shipping_list_methods_for_checkout", {"checkout": {"id": "c"}})
    assert (answer.status_code, answer.json()) == (200, [{"id": "plan", "amount": "4.90"}])
    assert not InboxEvent.objects.exists()


def test_saleor_keeps_a_refund_open_that_we_could_not_answer(post):
    assert post("transaction_refund_requested", {"action": {"actionType": "REFUND"}}).status_code == 500
