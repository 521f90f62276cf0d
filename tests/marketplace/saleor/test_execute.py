"""What comes back from a document: its data, or a refusal that a program can branch on."""

from typing import Any

import pytest
from django.db import transaction

from marketplace.saleor import client
from marketplace.saleor.client import SaleorRefused, SaleorUnreachable, execute, mutate


class Answering:
    """A transport that gives one answer and remembers what it was asked."""

    def __init__(self, answer: dict[str, Any]) -> None:
        self.answer = answer
        self.sent: list[dict[str, Any]] = []

    def send(self, source, variables, **options):
        self.sent.append({"source": source, "variables": variables, **options})
        return self.answer


@pytest.fixture
def answering(monkeypatch):
    def install(answer):
        transport = Answering(answer)
        monkeypatch.setattr(client, "transport", lambda: transport)
        return transport

    return install


def top_level(code):
    return {"data": {"me": None}, "errors": [{"message": "no", "extensions": {"exception": {"code": code}}}]}


def test_data_comes_back(answering):
    transport = answering({"data": {"shop": {"name": "Zeitz"}}})
    assert execute("shop") == {"shop": {"name": "Zeitz"}}
    assert transport.sent[0]["source"].startswith("query Shop")
    assert transport.sent[0]["repeatable"] is True


@pytest.mark.parametrize(
    ("name", "repeatable"),
    [("checkout", True), ("checkout_create", False), ("checkout_complete", False), ("product_update", True)],
)
def test_only_harmless_operations_may_be_repeated(answering, name, repeatable):
    transport = answering({"data": {}})
    execute(name)
    assert transport.sent[0]["repeatable"] is repeatable


@pytest.mark.parametrize(
    ("exception", "expected"),
    [
        ("PermissionDenied", "PERMISSION_DENIED"),
        ("ExpiredSignatureError", "TOKEN_INVALID"),
        ("InvalidTokenError", "TOKEN_INVALID"),
        ("GraphQLError", "GRAPHQL_ERROR"),
        ("NOT_FOUND", "NOT_FOUND"),
    ],
)
def test_top_level_errors_are_refusals(answering, exception, expected):
    answering(top_level(exception))
    with pytest.raises(SaleorRefused) as caught:
        execute("me")
    assert caught.value.code == expected


@pytest.mark.parametrize("exception", ["InternalServerError", "ZeroDivisionError"])
def test_a_crash_is_no_refusal(answering, exception):
    answering(top_level(exception))
    with pytest.raises(SaleorUnreachable, match="me crashed"):
        execute("me")


def test_the_first_error_of_a_mutation_is_raised_with_all_of_them(answering):
    errors = [
        {"field": "quantity", "message": "Only 3 remaining in stock.", "code": "INSUFFICIENT_STOCK", "variants": ["v"]},
        {"field": "email", "message": "No.", "code": "INVALID"},
    ]
    answering({"data": {"checkoutCreate": {"checkout": None, "errors": errors}}})
    with pytest.raises(SaleorRefused) as caught:
        mutate("checkout_create")
    assert (caught.value.code, caught.value.field) == ("INSUFFICIENT_STOCK", "quantity")
    assert caught.value.errors == tuple(errors)
    assert str(caught.value.message).startswith("Davon ist nicht mehr genug da")


def test_what_shoppers_do_not_meet_keeps_saleors_words(answering):
    error = {"field": "slug", "message": "Value must be lowercase.", "code": "GRAPHQL_ERROR"}
    answering({"data": {"channelCreate": {"errors": [error]}}})
    with pytest.raises(SaleorRefused) as caught:
        mutate("channel_create")
    assert str(caught.value.message) == "Value must be lowercase."


def test_of_several_fields_each_may_refuse(answering):
    refused = {"errors": [{"field": "postalCode", "message": "No.", "code": "INVALID"}]}
    answering({"data": {"checkoutShippingAddressUpdate": refused, "checkoutBillingAddressUpdate": {"errors": []}}})
    with pytest.raises(SaleorRefused) as caught:
        mutate("checkout_addresses_update")
    assert (caught.value.code, caught.value.field) == ("INVALID", "postalCode")


@pytest.mark.django_db
def test_nobody_waits_for_saleor_with_rows_locked(answering):
    transport = answering({"data": {"shop": {}}})
    with transaction.atomic(), pytest.raises(RuntimeError, match=r"inside transaction\.atomic"):
        execute("shop")
    assert transport.sent == []
    execute("shop")


def test_an_unknown_document_is_a_mistake_of_ours():
    with pytest.raises(LookupError):
        execute("shopp")


def test_tokens_are_not_written_to_logs():
    assert "secret" not in repr(client.Caller.user("secret"))
