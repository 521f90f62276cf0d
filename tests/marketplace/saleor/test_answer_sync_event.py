"""The engine's questions are answered in time, and safely when something breaks."""

import logging

import pytest
from django.db import DatabaseError, connection, transaction

from marketplace.saleor import sync_events
from marketplace.saleor.extensions import answers

pytestmark = pytest.mark.usefixtures("only_these_answers")

CHARGE = {"action": {"actionType": "CHARGE", "amount": 12.5, "currency": "EUR"}}


def broken(_payload):
    raise ValueError("no answer today")


def test_the_registered_answer_is_given():
    answers.register("SHIPPING_LIST_METHODS_FOR_CHECKOUT", lambda payload: [{"id": payload["checkout"]["id"]}])
    assert sync_events.answer("SHIPPING_LIST_METHODS_FOR_CHECKOUT", {"checkout": {"id": "c"}}) == [{"id": "c"}]


@pytest.mark.parametrize("handler", [None, broken])
@pytest.mark.parametrize(
    ("event_type", "payload", "expected"),
    [
        ("SHIPPING_LIST_METHODS_FOR_CHECKOUT", {}, []),
        ("CHECKOUT_FILTER_SHIPPING_METHODS", {}, {"excluded_methods": []}),
        ("PAYMENT_GATEWAY_INITIALIZE_SESSION", {}, {"data": None}),
        ("TRANSACTION_INITIALIZE_SESSION", CHARGE, {"result": "CHARGE_FAILURE", "amount": 12.5}),
        ("TRANSACTION_PROCESS_SESSION", CHARGE, {"result": "CHARGE_FAILURE", "amount": 12.5}),
    ],
)
def test_without_an_answer_nothing_is_offered_and_nothing_charged(handler, event_type, payload, expected):
    if handler:
        answers.register(event_type, handler)
    assert sync_events.answer(event_type, payload) == expected


@pytest.mark.parametrize("handler", [None, broken])
@pytest.mark.parametrize("event_type", ["TRANSACTION_REFUND_REQUESTED", "TRANSACTION_CHARGE_REQUESTED"])
def test_where_money_may_have_moved_there_is_no_safe_answer(handler, event_type):
    if handler:
        answers.register(event_type, handler)
    with pytest.raises(sync_events.Unanswered):
        sync_events.answer(event_type, CHARGE)


@pytest.mark.parametrize(("seconds", "level"), [(0.01, None), (0.5, logging.WARNING), (3.0, logging.ERROR)])
def test_slow_answers_are_reported(seconds, level, monkeypatch, caplog):
    clock = iter([100.0, 100.0 + seconds])
    monkeypatch.setattr(sync_events.time, "monotonic", lambda: next(clock))
    answers.register("CHECKOUT_FILTER_SHIPPING_METHODS", lambda payload: {"excluded_methods": []})
    sync_events.answer("CHECKOUT_FILTER_SHIPPING_METHODS", {})
    levels = [record.levelno for record in caplog.records if record.name == sync_events.__name__]
    assert levels == ([level] if level else [])


@pytest.mark.django_db
def test_a_failing_query_does_not_spoil_the_engines_transaction():
    def spoils(_payload):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1/0")

    answers.register("SHIPPING_LIST_METHODS_FOR_CHECKOUT", spoils)
    with transaction.atomic():
        assert sync_events.answer("SHIPPING_LIST_METHODS_FOR_CHECKOUT", {}) == []
        with connection.cursor() as cursor:
            try:
                cursor.execute("SELECT 1")
            except DatabaseError:
                pytest.fail("the transaction is spoiled")
