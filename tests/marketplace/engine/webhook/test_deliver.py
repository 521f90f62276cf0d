"""What happened reaches third Apps: signed, as they may see it, as often as it takes, never into one's house."""

import json
import socket
from datetime import timedelta
from ipaddress import ip_address
from typing import Any

import jwt
import pytest
from django.utils import timezone
from jwt.api_jws import PyJWS

from marketplace.engine import tasks
from marketplace.engine.models import App, EventDelivery, EventDeliveryAttempt, Webhook
from marketplace.engine.rules.webhook import KEPT, LEASE, may_reach, next_delay
from marketplace.engine.services.outbox import record
from marketplace.engine.services.signing_keys import public_jwk, signing_key
from marketplace.engine.services.webhook_client import post
from marketplace.engine.services.webhook_delivery import deliver_next, forget_old_deliveries
from marketplace.graphql.context import Requestor
from marketplace.graphql.ids import global_id
from tests.factories.engine_market import market
from tests.marketplace.engine.platform import FakePlatform, ask
from tests.marketplace.engine.shopping import new_order
from tests.marketplace.engine.webhook.listener import Listener, listening

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("platform")]

QUERY = """subscription { event { __typename issuedAt version recipient { identifier }
  ... on OrderCreated { order { number userEmail totalGrantedRefund { amount } } } } }"""


@pytest.fixture
def listener(settings: Any) -> Any:
    settings.WEBHOOKS_MAY_REACH_PRIVATE = True
    with listening() as heard:
        yield heard


def attach(url: str, *, permissions: tuple[str, ...] = ("MANAGE_ORDERS",), **more: Any) -> Webhook:
    app, _made = App.objects.get_or_create(
        identifier="till", defaults={"name": "Kasse", "permissions": list(permissions)}
    )
    values = {"events": ["ORDER_CREATED"], "subscription_query": QUERY, "target_url": url, **more}
    return Webhook.objects.create(app=app, **values)


def sell() -> None:
    town = market()
    new_order(town, town.line("A-1"))


def test_a_sale_is_told_once_and_signed(listener: Listener, platform: FakePlatform) -> None:
    attach(listener.url, custom_headers={"x-key": "1"})
    sell()
    now = timezone.now()
    assert deliver_next(None, now=now)
    assert not deliver_next(None, now=now)
    ((headers, body),) = listener.heard
    payload = json.loads(body)
    assert (payload["__typename"], payload["recipient"]) == ("OrderCreated", {"identifier": "till"})
    assert payload["order"]["userEmail"] == "erika@example.com"
    assert (headers["Saleor-Event"], headers["x-key"]) == ("order_created", "1")
    key = jwt.PyJWK(public_jwk(signing_key())).key
    PyJWS().decode(headers["Saleor-Signature"], key, algorithms=["RS256"], detached_payload=body)
    with pytest.raises(jwt.InvalidSignatureError):
        PyJWS().decode(headers["Saleor-Signature"], key, algorithms=["RS256"], detached_payload=body + b" ")
    assert not EventDelivery.objects.exists()
    tasks.sweep_outbox_task()
    assert platform.events("ORDER_CREATED")  # the platform hears as before


def test_an_app_hears_what_it_may_see_and_nothing_else(listener: Listener) -> None:
    attach(listener.url, permissions=("MANAGE_PRODUCTS",))
    attach(listener.url, is_active=False)
    town = market()
    new_order(town, town.line("A-1"))
    assert not EventDelivery.objects.exists()
    App.objects.filter(identifier="till").update(permissions=["MANAGE_ORDERS"], is_active=False)
    new_order(town, town.line("A-1"))
    assert not EventDelivery.objects.exists()
    App.objects.update(is_active=True)
    new_order(town, town.line("A-1"))
    assert EventDelivery.objects.count() == 1


def test_a_failing_app_is_tried_on_saleors_schedule_and_then_given_up(listener: Listener) -> None:
    attach(listener.url)
    sell()
    listener.answers = [500] * 10
    start = moment = timezone.now()
    waits = []
    while (row := EventDelivery.objects.get()).status == "PENDING":
        moment = max(moment, row.due_at)
        assert deliver_next(None, now=moment)
        waits.append((moment - start).total_seconds())
    assert [round(wait) for wait in waits] == [0, 10, 30, 70, 150, 310]
    assert len({body for _headers, body in listener.heard}) == 1
    assert len(listener.heard) == EventDeliveryAttempt.objects.count() == 6
    attempt = EventDeliveryAttempt.objects.first()
    assert attempt is not None
    assert (attempt.response_status_code, attempt.response, attempt.status) == (500, "thanks", "FAILED")
    assert not deliver_next(None, now=moment + timedelta(days=1))


@pytest.mark.parametrize("status", [302, 404])
def test_a_refusal_is_final_and_a_redirect_is_not_followed(listener: Listener, status: int) -> None:
    attach(listener.url)
    sell()
    listener.answers = [status]
    assert deliver_next(None, now=timezone.now())
    assert EventDelivery.objects.get().status == "FAILED"
    assert len(listener.heard) == 1


def test_what_was_given_up_is_shown_and_sent_again_on_demand(listener: Listener) -> None:
    webhook = attach(listener.url)
    sell()
    listener.answers = [404]
    deliver_next(None, now=timezone.now())
    document = """query Seen($id: ID!) { webhook(id: $id) { eventDeliveries(first: 5, filter: {status: FAILED}) {
      edges { node { id status eventType payload attempts(first: 5) {
        edges { node { responseStatusCode response requestHeaders } } } } } } } }"""
    by = Requestor(kind="app", app_identifier="till")
    (edge,) = ask(document, {"id": global_id("Webhook", webhook.pk)}, by=by)["eventDeliveries"]["edges"]
    assert (edge["node"]["status"], edge["node"]["eventType"]) == ("FAILED", "ORDER_CREATED")
    assert json.loads(edge["node"]["payload"])["__typename"] == "OrderCreated"
    assert edge["node"]["attempts"]["edges"][0]["node"]["responseStatusCode"] == 404
    retry = "mutation Again($id: ID!) { eventDeliveryRetry(id: $id) { delivery { status } errors { code } } }"
    manager = Requestor(kind="user", is_staff=True, permissions=frozenset({"MANAGE_APPS"}))
    assert ask(retry, {"id": edge["node"]["id"]}, by=manager)["delivery"] == {"status": "PENDING"}
    assert deliver_next(None, now=timezone.now())
    assert not EventDelivery.objects.exists()


def test_addresses_of_ones_own_house_are_refused(listener: Listener, settings: Any, monkeypatch: Any) -> None:
    settings.WEBHOOKS_MAY_REACH_PRIVATE = False
    attach(listener.url)
    sell()
    deliver_next(None, now=timezone.now())
    assert (listener.heard, EventDeliveryAttempt.objects.get().response) == ([], "Invalid IP address")

    def resolve(*_arguments: Any, **_more: Any) -> Any:
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in ("93.184.216.34", "10.0.0.1")
        ]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert post("https://seems.example/", b"{}", {}, allow_private=False).text == "Invalid IP address"


@pytest.mark.parametrize(
    ("address", "reachable"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("192.168.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("::ffff:10.0.0.1", False),
    ],
)
def test_which_addresses_are_outside(address: str, reachable: bool) -> None:
    assert may_reach(ip_address(address)) is reachable


def test_the_schedule_is_saleors() -> None:
    assert [next_delay(failures, 500) for failures in range(1, 7)] == [
        *[timedelta(seconds=10 * 2**n) for n in range(5)],
        None,
    ]
    assert next_delay(1, None) == timedelta(seconds=10)


def test_an_app_that_is_away_leaves_no_answer() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    answer = post(f"http://127.0.0.1:{port}/", b"{}", {}, allow_private=True)
    assert (answer.status, answer.taken) == (None, False)
    assert answer.text.startswith("ConnectError")


def test_what_one_worker_holds_another_leaves_alone(listener: Listener) -> None:
    attach(listener.url)
    sell()
    now = timezone.now()
    EventDelivery.objects.update(due_at=now + LEASE)
    assert not deliver_next(None, now=now)
    assert deliver_next(None, now=now + LEASE)


def test_a_webhook_that_is_switched_off_gets_nothing_more(listener: Listener) -> None:
    attach(listener.url)
    sell()
    Webhook.objects.update(is_active=False)
    assert deliver_next(None, now=timezone.now())
    assert (listener.heard, EventDelivery.objects.get().status) == ([], "FAILED")


def test_the_log_is_cleaned(listener: Listener) -> None:
    attach(listener.url)
    sell()
    listener.answers = [404]
    now = timezone.now()
    deliver_next(None, now=now)
    assert forget_old_deliveries(now=now + KEPT - timedelta(hours=1)) == 0
    assert forget_old_deliveries(now=now + KEPT + timedelta(hours=1)) == 1
    assert not EventDeliveryAttempt.objects.exists()


def test_nobody_listens_and_a_sale_costs_one_statement_more(django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(2):
        record("ORDER_CREATED", "Order", 1, now=timezone.now())
    attach("https://till.example")
    with django_assert_max_num_queries(3):
        record("ORDER_CREATED", "Order", 1, now=timezone.now())
