"""Lines come, change and go; what is held follows."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from marketplace.engine.models import Checkout, CheckoutLine, Reservation
from tests.factories.engine_market import market
from tests.marketplace.engine import documents
from tests.marketplace.engine.platform import FakePlatform, ask
from tests.marketplace.engine.shopping import checkout_input, new_checkout, with_delivery

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("platform")]


def _held() -> dict[str, int]:
    return dict(Reservation.objects.values_list("stock__product_variant__sku", "quantity"))


def _change(document: str, checkout: dict[str, Any], *lines: Any) -> dict[str, Any]:
    answer: dict[str, Any] = ask(document, {"id": checkout["id"], "lines": list(lines)})
    return answer


def test_adding_raises_the_line_of_the_variant() -> None:
    town = market()
    checkout = new_checkout(town, town.line("A-1"))
    changed = _change(documents.LINES_ADD, checkout, town.line("A-1", 2), town.line("B-1"))["checkout"]
    assert [(line["variant"]["sku"], line["quantity"]) for line in changed["lines"]] == [("A-1", 3), ("B-1", 1)]
    assert _held() == {"A-1": 3, "B-1": 1}
    assert changed["totalPrice"]["gross"]["amount"] == 50.0


def test_a_forced_new_line_stands_beside_the_old_one_and_must_be_meant_by_its_id() -> None:
    town = market()
    checkout = new_checkout(town, town.line("A-1"))
    changed = _change(documents.LINES_ADD, checkout, town.line("A-1", 2, forceNewLine=True))["checkout"]
    assert [line["quantity"] for line in changed["lines"]] == [1, 2]
    refused = _change(documents.LINES_UPDATE, checkout, town.line("A-1", 5))["errors"][0]
    assert (refused["code"], refused["variants"]) == ("INVALID", [town.variant_id("A-1")])
    meant = {"lineId": changed["lines"][1]["id"], "quantity": 5}
    assert [line["quantity"] for line in _change(documents.LINES_UPDATE, checkout, meant)["checkout"]["lines"]] == [
        1,
        5,
    ]


def test_updating_sets_and_zero_removes() -> None:
    town = market()
    checkout = new_checkout(town, town.line("A-1", 4), town.line("B-1"))
    changed = _change(documents.LINES_UPDATE, checkout, town.line("A-1", 2), town.line("B-1", 0))["checkout"]
    assert [(line["variant"]["sku"], line["quantity"]) for line in changed["lines"]] == [("A-1", 2)]
    assert _held() == {"A-1": 2}


def test_deleting_lets_go() -> None:
    town = market({"B-1": ("20.00", {"vendor-b": 3})})
    checkout = new_checkout(town, town.line("B-1", 3))
    assert ask(documents.CREATE, checkout_input(town, town.line("B-1")))["errors"]
    emptied = _change(documents.LINES_DELETE, checkout, checkout["lines"][0]["id"])["checkout"]
    assert emptied["lines"] == []
    new_checkout(town, town.line("B-1", 3))


def test_a_line_of_another_checkout_is_not_found() -> None:
    town = market()
    mine, theirs = new_checkout(town, town.line("A-1")), new_checkout(town, town.line("A-1"))
    for document, meant in (
        (documents.LINES_DELETE, theirs["lines"][0]["id"]),
        (documents.LINES_UPDATE, {"lineId": theirs["lines"][0]["id"], "quantity": 9}),
    ):
        assert _change(document, mine, meant)["errors"][0]["code"] == "NOT_FOUND"
    assert set(CheckoutLine.objects.values_list("quantity", flat=True)) == {1}


def test_a_refused_change_changes_nothing() -> None:
    town = market({"A-1": ("10.00", {"vendor-a": 5}), "B-1": ("20.00", {"vendor-b": 1})})
    checkout = new_checkout(town, town.line("A-1", 2))
    answer = _change(documents.LINES_ADD, checkout, town.line("A-1"), town.line("B-1", 2))
    assert answer["errors"][0]["message"] == "Could not add items B-1. Only 1 remaining in stock."
    assert _held() == {"A-1": 2}
    assert CheckoutLine.objects.get().quantity == 2


def test_every_change_holds_all_lines_on_but_not_what_was_lost() -> None:
    town = market({"A-1": ("10.00", {"vendor-a": 5}), "B-1": ("20.00", {"vendor-b": 5})})
    checkout = new_checkout(town, town.line("A-1", 2), town.line("B-1", 2))
    now = timezone.now()
    Reservation.objects.filter(stock__product_variant__sku="A-1").update(reserved_until=now - timedelta(minutes=1))
    Reservation.objects.filter(stock__product_variant__sku="B-1").update(reserved_until=now + timedelta(minutes=1))
    _change(documents.LINES_ADD, checkout, town.line("B-1"))
    ends = dict(Reservation.objects.values_list("stock__product_variant__sku", "reserved_until"))
    assert ends["A-1"] < now
    assert ends["B-1"] > now + timedelta(minutes=14)


def test_delivery_is_asked_for_again_after_a_change(platform: FakePlatform) -> None:
    town = market()
    checkout = with_delivery(new_checkout(town, town.line("A-1")))
    assert Checkout.objects.get().deliveries_fresh_until is not None
    _change(documents.LINES_ADD, checkout, town.line("B-1"))
    asked = len(platform.asked)
    changed = ask(documents.QUERY, {"id": checkout["id"]})
    assert changed["deliveryMethod"]["name"] == "Pooled delivery (2 vendors)"
    assert len(platform.asked) == asked
