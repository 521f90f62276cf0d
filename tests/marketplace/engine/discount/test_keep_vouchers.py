"""Vouchers are made, changed, listed and ended by those who may."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from marketplace.engine.models import Voucher, VoucherCode
from marketplace.graphql.ids import global_id
from tests.factories.engine_catalogue import APP
from tests.factories.engine_discounts import voucher
from tests.factories.engine_market import Market, market
from tests.marketplace.engine.discount import documents
from tests.marketplace.engine.platform import ask, run
from tests.marketplace.engine.shopping import new_checkout

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("platform")]


def _made(**values: Any) -> dict[str, Any]:
    answer: dict[str, Any] = ask(documents.CREATE, {"input": values}, by=APP)
    return answer


def _listed(voucher_id: str, *add: dict[str, Any], remove: tuple[str, ...] = ()) -> dict[str, Any]:
    variables = {"id": voucher_id, "input": {"addChannels": list(add), "removeChannels": list(remove)}}
    answer: dict[str, Any] = ask(documents.LIST_IN_CHANNELS, variables, by=APP)
    return answer


def _channel(town: Market) -> str:
    return global_id("Channel", town.channel.pk)


def test_a_voucher_with_codes_and_a_channel() -> None:
    town = market()
    product = global_id("Product", town.variants["A-1"].product_id)
    made = _made(name="Sommer", type="SPECIFIC_PRODUCT", addCodes=[" A ", "B"], products=[product], usageLimit=3)
    assert made["errors"] == []
    assert [edge["node"]["code"] for edge in made["voucher"]["codes"]["edges"]] == ["B", "A"]
    listed = _listed(made["voucher"]["id"], {"channelId": _channel(town), "discountValue": 2.5, "minAmountSpent": 10})
    assert listed["voucher"]["channelListings"] == [
        {"channel": {"slug": "de-market"}, "discountValue": 2.5, "minSpent": {"amount": 10.0}}
    ]
    assert listed["voucher"]["products"]["edges"] == [{"node": {"slug": "p-a-1"}}]
    emptied = _listed(made["voucher"]["id"], remove=(_channel(town),))
    assert emptied["voucher"]["channelListings"] == []


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        ({"name": "x"}, "GRAPHQL_ERROR", None),
        ({"code": "A", "addCodes": ["B"]}, "GRAPHQL_ERROR", None),
        ({"addCodes": ["B", " B"]}, "DUPLICATED_INPUT_ITEM", "codes"),
        ({"addCodes": ["ZEITZ", "B"]}, "ALREADY_EXISTS", "codes"),
        ({"code": "ZEITZ"}, "ALREADY_EXISTS", "code"),
        ({"code": "N", "startDate": "2026-02-01T00:00:00Z", "endDate": "2026-01-01T00:00:00Z"}, "INVALID", "endDate"),
        ({"code": "N", "products": [global_id("Product", 0)]}, "NOT_FOUND", "products"),
    ],
)
def test_what_is_wrong_is_refused(values: dict[str, Any], code: str, field: str | None) -> None:
    voucher(market())
    (error,) = _made(**values)["errors"]
    assert (error["code"], error["field"]) == (code, field)
    assert Voucher.objects.count() == 1


def test_an_empty_code_is_made_up() -> None:
    made = _made(code="")["voucher"]
    assert len(made["code"]) == len("ABCD-EFGH-IJKL")


@pytest.mark.parametrize(
    ("percent", "listing", "code", "field"),
    [
        (False, {}, "REQUIRED", "discountValue"),
        (False, {"discountValue": 1.005}, "INVALID", "discountValue"),
        (True, {"discountValue": 101}, "INVALID", "discountValue"),
        (True, {"discountValue": 10, "minAmountSpent": 1.005}, "INVALID", "minAmountSpent"),
    ],
)
def test_a_value_must_be_possible(percent: bool, listing: dict[str, Any], code: str, field: str) -> None:
    town = market()
    made = voucher(town, percent=percent)
    made.channel_listings.all().delete()
    (error,) = _listed(global_id("Voucher", made.pk), {"channelId": _channel(town), **listing})["errors"]
    assert (error["code"], error["field"], error["channels"]) == (code, field, [_channel(town)])


def test_how_often_it_may_be_used_is_fixed_once_somebody_has_it() -> None:
    town = market()
    made = voucher(town)
    checkout = new_checkout(town, town.line("A-1"))
    ask(documents.ADD_CODE, {"id": checkout["id"], "code": "ZEITZ"})
    for values, field in (({"usageLimit": 5}, "usageLimit"), ({"singleUse": True}, "singleUse")):
        answer = ask(documents.UPDATE, {"id": global_id("Voucher", made.pk), "input": values}, by=APP)
        assert [(each["code"], each["field"]) for each in answer["errors"]] == [("VOUCHER_ALREADY_USED", field)]
    renamed = ask(documents.UPDATE, {"id": global_id("Voucher", made.pk), "input": {"name": "Neu"}}, by=APP)
    assert renamed["voucher"]["name"] == "Neu"


def test_the_only_code_can_be_renamed_and_codes_come_and_go() -> None:
    made = voucher(market())
    key = global_id("Voucher", made.pk)
    assert ask(documents.UPDATE, {"id": key, "input": {"code": "NEU"}}, by=APP)["voucher"]["code"] == "NEU"
    ask(documents.UPDATE, {"id": key, "input": {"addCodes": ["MORE"]}}, by=APP)
    (error,) = ask(documents.UPDATE, {"id": key, "input": {"code": "THIRD"}}, by=APP)["errors"]
    assert (error["code"], error["field"]) == ("INVALID", "code")
    ids = [global_id("VoucherCode", each.pk) for each in VoucherCode.objects.all()]
    (error,) = ask(documents.DELETE_CODES, {"ids": [*ids, key]}, by=APP)["errors"]
    assert (error["code"], error["voucherCodes"]) == ("INVALID", [key])
    assert ask(documents.DELETE_CODES, {"ids": ids}, by=APP)["count"] == 2


def test_ending_is_deleting() -> None:
    made = voucher(market())
    assert ask(documents.DELETE, {"id": global_id("Voucher", made.pk)}, by=APP)["errors"] == []
    assert not VoucherCode.objects.exists()


def test_vouchers_are_found_by_state_and_word_with_few_statements() -> None:
    town, now = market(), timezone.now()
    voucher(town, "RUNNING")
    voucher(town, "OVER", start_date=now - timedelta(days=2), end_date=now - timedelta(days=1))
    voucher(town, "USED", usage_limit=1, times_used=1, start_date=now - timedelta(days=2))
    voucher(town, "LATER", start_date=now + timedelta(days=1))

    def found(**wanted: Any) -> list[str]:
        answer = ask(documents.VOUCHERS, {"filter": wanted}, by=APP)
        return sorted(edge["node"]["code"] for edge in answer["edges"])

    assert found(status=["ACTIVE"]) == ["RUNNING"]
    assert found(status=["EXPIRED"]) == ["OVER", "USED"]
    assert found(status=["SCHEDULED", "ACTIVE"]) == ["LATER", "RUNNING"]
    assert found(search="late") == ["LATER"]
    with CaptureQueriesContext(connection) as statements:
        found()
    assert len(statements) <= 8


def test_the_tables_themselves_refuse_over_use() -> None:
    voucher(market(), usage_limit=1, times_used=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Voucher.objects.update(times_used=2)


def test_shoppers_neither_see_nor_make_vouchers() -> None:
    voucher(market())
    for source, variables in ((documents.VOUCHERS, {}), (documents.CREATE, {"input": {"code": "X"}})):
        assert run(source, variables)["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"
