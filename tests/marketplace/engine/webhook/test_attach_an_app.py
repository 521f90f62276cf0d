"""A third App is attached to the engine by its API alone, as to Saleor."""

from typing import Any

import pytest

from marketplace.engine.models import App, User, Webhook
from marketplace.engine.selectors.accounts import app_by_token
from marketplace.graphql.context import ANONYMOUS, Requestor
from marketplace.graphql.ids import global_id
from tests.marketplace.engine.platform import ask, run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("platform")]

QUERY = """subscription { event { issuedAt ... on OrderCreated { order { number } } ...Paid } }
fragment Paid on OrderPaid { version }"""
APP_CREATE = """mutation Add($input: AppInput!) { appCreate(input: $input) {
  authToken app { id identifier isActive webhooks { id } } errors { field code permissions } } }"""
CREATE = """mutation Hook($input: WebhookCreateInput!) { webhookCreate(input: $input) {
  webhook { id name identifier targetUrl isActive subscriptionQuery customHeaders asyncEvents { name eventType }
    app { identifier } eventDeliveries(first: 5) { totalCount } } errors { field message code } } }"""
UPDATE = """mutation Change($id: ID, $identifier: String, $input: WebhookUpdateInput!) {
  webhookUpdate(id: $id, identifier: $identifier, input: $input) {
    webhook { id isActive asyncEvents { eventType } } errors { field code } } }"""
DELETE = "mutation Gone($id: ID) { webhookDelete(id: $id) { webhook { id } errors { field code } } }"
SWITCH = "mutation Off($id: ID!) { appDeactivate(id: $id) { app { isActive } errors { code } } }"


@pytest.fixture
def manager() -> Requestor:
    clerk = User.objects.create(email="clerk@example.com", is_staff=True)
    held = frozenset({"MANAGE_APPS", "MANAGE_ORDERS"})
    return Requestor(kind="user", user_id=global_id("User", clerk.pk), is_staff=True, permissions=held)


def app(identifier: str = "till", *permissions: str) -> Requestor:
    App.objects.get_or_create(identifier=identifier, defaults={"name": identifier, "permissions": list(permissions)})
    return Requestor(kind="app", app_identifier=identifier, permissions=frozenset(permissions))


def hook(by: Requestor, **more: Any) -> dict[str, Any]:
    wish = {"name": "Kasse", "targetUrl": "https://till.example/hook", "query": QUERY, **more}
    answer: dict[str, Any] = ask(CREATE, {"input": wish}, by=by)
    return answer


def test_a_manager_makes_an_app_whose_token_counts(manager: Requestor) -> None:
    made = ask(APP_CREATE, {"input": {"name": "Kasse", "permissions": ["MANAGE_ORDERS"]}}, by=manager)
    assert made["errors"] == []
    known = app_by_token(made["authToken"])
    assert known is not None
    assert (known.name, known.permissions, known.identifier) == ("Kasse", ["MANAGE_ORDERS"], made["app"]["identifier"])
    ask(SWITCH, {"id": made["app"]["id"]}, by=manager)
    assert app_by_token(made["authToken"]) is None


def test_nobody_gives_what_they_do_not_have(manager: Requestor) -> None:
    wish: dict[str, Any] = {"name": "Kasse", "permissions": ["MANAGE_USERS"]}
    assert ask(APP_CREATE, {"input": wish}, by=manager)["errors"] == [
        {"field": "permissions", "code": "OUT_OF_SCOPE_PERMISSION", "permissions": ["MANAGE_USERS"]}
    ]
    wish["permissions"] = ["MANAGE_APPS"]
    assert ask(APP_CREATE, {"input": wish}, by=manager)["errors"][0]["code"] == "INVALID_PERMISSION"
    assert "errors" in run(APP_CREATE, {"input": wish}, by=app("till", "MANAGE_ORDERS"))
    assert App.objects.count() == 1


def test_an_app_names_its_webhook_and_the_events_are_those_of_its_query() -> None:
    made = hook(app(), identifier=" orders ", customHeaders='{"X-Key": "1"}')
    assert made["errors"] == []
    webhook = made["webhook"]
    assert (webhook["identifier"], webhook["app"]["identifier"], webhook["isActive"]) == ("orders", "till", True)
    assert webhook["asyncEvents"] == [
        {"name": "Order created", "eventType": "ORDER_CREATED"},
        {"name": "Order paid", "eventType": "ORDER_PAID"},
    ]
    assert (webhook["subscriptionQuery"], webhook["customHeaders"]) == (QUERY, '{"x-key": "1"}')
    wish = {"isActive": False, "asyncEvents": ["ORDER_PAID"]}
    changed = ask(UPDATE, {"identifier": "orders", "input": wish}, by=app())
    assert changed["webhook"]["asyncEvents"] == [{"eventType": "ORDER_PAID"}]
    assert ask(DELETE, {"id": webhook["id"]}, by=app())["errors"] == []
    assert not Webhook.objects.exists()


@pytest.mark.parametrize(
    ("wish", "field", "code"),
    [
        ({"query": "subscription {"}, "query", "SYNTAX"),
        ({"query": "subscription { event { nothing } }"}, "query", "GRAPHQL_ERROR"),
        ({"query": "query { shop { name } }"}, "query", "MISSING_SUBSCRIPTION"),
        ({"query": "subscription { event { issuedAt } }"}, "query", "MISSING_EVENT"),
        (
            {"query": "subscription { event { ... on TransactionRefundRequested { version } } }"},
            "query",
            "UNABLE_TO_PARSE",
        ),
        ({"query": ""}, "query", "REQUIRED"),
        ({"targetUrl": ""}, "targetUrl", "REQUIRED"),
        ({"targetUrl": "ftp://till.example"}, "targetUrl", "INVALID"),
        ({"customHeaders": '{"Cookie": "1"}'}, "customHeaders", "INVALID_CUSTOM_HEADERS"),
        ({"customHeaders": '{"X-A": "1\\n2"}'}, "customHeaders", "INVALID_CUSTOM_HEADERS"),
        ({"customHeaders": '["x"]'}, "customHeaders", "INVALID_CUSTOM_HEADERS"),
    ],
)
def test_what_cannot_be_heard_is_refused(wish: dict[str, Any], field: str, code: str) -> None:
    errors = hook(app(), **wish)["errors"]
    assert [(each["field"], each["code"]) for each in errors] == [(field, code)]
    assert not Webhook.objects.exists()


def test_an_identifier_is_taken_once_per_app() -> None:
    hook(app(), identifier="orders")
    assert hook(app("other"), identifier="orders")["errors"] == []
    assert [each["code"] for each in hook(app(), identifier="orders")["errors"]] == ["UNIQUE"]


def test_an_app_sees_and_changes_its_own_alone(manager: Requestor) -> None:
    mine = hook(app())["webhook"]["id"]
    other = app("other")
    assert ask("query W($id: ID!) { webhook(id: $id) { id } }", {"id": mine}, by=other) is None
    assert ask(UPDATE, {"id": mine, "input": {"isActive": False}}, by=other)["errors"][0]["code"] == "NOT_FOUND"
    assert ask(DELETE, {"id": mine}, by=other)["errors"][0]["code"] == "NOT_FOUND"
    assert ask(UPDATE, {"identifier": "x", "input": {}}, by=manager)["errors"][0]["code"] == "INVALID"
    assert ask("query W($id: ID!) { webhook(id: $id) { id } }", {"id": mine}, by=manager) == {"id": mine}
    for document, variables in ((CREATE, {"input": {}}), (UPDATE, {"id": mine, "input": {}}), (DELETE, {"id": mine})):
        refused = run(document, variables, by=ANONYMOUS)
        assert refused["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"
    assert Webhook.objects.get().is_active


def test_a_manager_names_the_app(manager: Requestor) -> None:
    app()
    assert hook(manager)["errors"][0]["code"] == "INVALID"
    named = global_id("App", App.objects.get().pk)
    assert hook(manager, app=named)["webhook"]["app"] == {"identifier": "till"}


def test_apps_with_more_webhooks_cost_no_more_statements(manager: Requestor, django_assert_num_queries: Any) -> None:
    document = "query Apps { apps(first: 20) { edges { node { id name isActive webhooks { id targetUrl } } } } }"
    app()
    with django_assert_num_queries(2):
        ask(document, by=manager)
    for number in range(5):
        hook(app(f"app-{number}"))
    with django_assert_num_queries(2):
        ask(document, by=manager)
