"""Metadata by one mechanism for every type: who may read and write what."""

from base64 import b64decode
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine

from marketplace.engine.models import Address, WithMetadata
from marketplace.engine.rules.permissions import PERMISSION_NAMES
from marketplace.engine.services.metadata import doors
from marketplace.graphql.context import ANONYMOUS, Requestor
from marketplace.graphql.ids import global_id
from tests.factories.engine_accounts import make_user
from tests.factories.engine_catalogue import APP, Shelf, shelf
from tests.factories.engine_market import market
from tests.marketplace.engine.platform import ask, run, user
from tests.marketplace.engine.shopping import new_checkout

UPDATE = """mutation($id: ID!, $input: [MetadataInput!]!) { updateMetadata(id: $id, input: $input) {
  item { __typename metadata { key value } } errors { field code } } }"""
UPDATE_PRIVATE = """mutation($id: ID!, $input: [MetadataInput!]!) { updatePrivateMetadata(id: $id, input: $input) {
  item { __typename privateMetadata { key value } } errors { field code } } }"""
DELETE = """mutation($id: ID!, $keys: [String!]!) { deleteMetadata(id: $id, keys: $keys) {
  item { metadata { key value } } errors { code } } }"""
DELETE_PRIVATE = """mutation($id: ID!, $keys: [String!]!) { deletePrivateMetadata(id: $id, keys: $keys) {
  item { privateMetadata { key value } } errors { code } } }"""
ITEM = [{"key": "vendor", "value": "eckladen"}]


@pytest.fixture
def town(db: None) -> Shelf:
    return shelf()


def things(town: Shelf) -> dict[str, str]:
    (product,) = town.put("Brot")
    rows = [product, town.variant(product), town.bread, town.corner, town.goods, town.channel, town.food]
    return {type(row).__name__: global_id(type(row).__name__, row.pk) for row in rows}


def test_both_kinds_on_every_type(town: Shelf) -> None:
    for name, key in things(town).items():
        both = [{"key": "b", "value": "2"}, {"key": "a", "value": "1"}]
        changed = ask(UPDATE, {"id": key, "input": both}, by=APP)
        assert changed["item"] == {"__typename": name, "metadata": both[::-1]}, name
        assert ask(UPDATE_PRIVATE, {"id": key, "input": ITEM}, by=APP)["item"]["privateMetadata"] == ITEM
        assert ask(DELETE, {"id": key, "keys": ["b", "unknown"]}, by=APP)["item"]["metadata"] == both[1:]
        assert ask(DELETE_PRIVATE, {"id": key, "keys": ["vendor"]}, by=APP)["item"]["privateMetadata"] == []


@pytest.mark.parametrize("by", [ANONYMOUS, user(1), Requestor(kind="user", is_staff=True)])
def test_strangers_change_nothing(town: Shelf, by: Requestor) -> None:
    for key in things(town).values():
        for document in (UPDATE, UPDATE_PRIVATE):
            answer = run(document, {"id": key, "input": ITEM}, by=by)
            assert answer["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"
    assert not any(row.metadata for model in WithMetadata.__subclasses__() for row in model.objects.all()[:50])


def test_public_metadata_is_read_by_all_and_private_by_few(town: Shelf) -> None:
    key = things(town)["Product"]
    ask(UPDATE, {"id": key, "input": ITEM}, by=APP)
    ask(UPDATE_PRIVATE, {"id": key, "input": [{"key": "cost", "value": "1"}]}, by=APP)
    read = """query($id: ID!) { product(id: $id, channel: "zeitz") { metafield(key: "vendor") none: metafield(key: "x")
      metafields(keys: ["vendor", "x"]) all: metafields %s } }"""
    seen = ask(read % "", {"id": key})
    assert seen == {
        "metafield": "eckladen",
        "none": None,
        "metafields": {"vendor": "eckladen"},
        "all": {"vendor": "eckladen"},
    }
    private = 'privateMetafield(key: "cost") privateMetafields(keys: ["cost"])'
    assert ask(read % private, {"id": key}, by=APP)["privateMetafields"] == {"cost": "1"}
    assert "MANAGE_PRODUCTS" in run(read % private, {"id": key})["errors"][0]["message"]


def test_people_change_their_own_public_metadata_alone(db: None) -> None:
    me = make_user()
    key = global_id("User", me.pk)
    assert ask(UPDATE, {"id": key, "input": ITEM}, by=user(me.pk))["item"] == {"__typename": "User", "metadata": ITEM}
    other = user(me.pk + 1)
    assert "MANAGE_USERS" in run(UPDATE, {"id": key, "input": ITEM}, by=other)["errors"][0]["message"]
    assert "MANAGE_USERS" in run(UPDATE_PRIVATE, {"id": key, "input": ITEM}, by=user(me.pk))["errors"][0]["message"]
    me.is_staff = True
    me.save()
    assert "MANAGE_STAFF" in run(UPDATE, {"id": key, "input": ITEM}, by=other)["errors"][0]["message"]


@pytest.mark.parametrize("key", ["", "nonsense", "00000000-0000-4000-8000-000000000000", "UHJvZHVjdDo="])
@pytest.mark.django_db
def test_nonsense_names_nothing(key: str) -> None:
    for by in (APP, ANONYMOUS):
        assert refused(ask(UPDATE, {"id": key, "input": ITEM}, by=by)) == ("id", "GRAPHQL_ERROR")


@pytest.mark.parametrize("key", [("Product", 999), ("Product", "x"), ("Warehouse", 7), ("Order", "x")])
@pytest.mark.django_db
def test_what_is_not_there_is_told_to_those_who_may_write_alone(key: tuple[str, object]) -> None:
    values = {"id": global_id(*key), "input": ITEM}
    assert refused(ask(UPDATE, values, by=APP)) == ("id", "NOT_FOUND")
    assert run(UPDATE, values)["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"


@pytest.mark.parametrize("key", [("Checkout", "x"), ("User", 7), ("Address", 7), ("Nothing", 1), ("Money", 1)])
@pytest.mark.django_db
def test_what_is_not_there_and_asks_no_permission_first(key: tuple[str, object]) -> None:
    for by in (APP, ANONYMOUS):
        assert refused(ask(UPDATE, {"id": global_id(*key), "input": ITEM}, by=by)) == ("id", "NOT_FOUND")


def refused(answer: Any) -> tuple[str, str]:
    assert answer["item"] is None
    (error,) = answer["errors"]
    return error["field"], error["code"]


TAXES, GOODS = {"HANDLE_TAXES", "MANAGE_TAXES"}, {"MANAGE_PRODUCTS"}
TYPES, ORDERS = {"MANAGE_PRODUCT_TYPES_AND_ATTRIBUTES"}, {"MANAGE_ORDERS", "HANDLE_TAXES"}
PRIVATE_CHECKOUT = {"MANAGE_CHECKOUTS", "HANDLE_TAXES"}
WRITERS: dict[str, tuple[set[str], set[str]]] = {
    **dict.fromkeys(
        ("Product", "ProductVariant", "ProductMedia", "Category", "Collection", "Warehouse"), (GOODS, GOODS)
    ),
    **dict.fromkeys(("Menu", "MenuItem"), ({"MANAGE_MENUS"}, {"MANAGE_MENUS"})),
    "Page": ({"MANAGE_PAGES"}, {"MANAGE_PAGES"}),
    "PageType": ({"MANAGE_PAGE_TYPES_AND_ATTRIBUTES"}, {"MANAGE_PAGE_TYPES_AND_ATTRIBUTES"}),
    **dict.fromkeys(("Voucher", "Promotion"), ({"MANAGE_DISCOUNTS"}, {"MANAGE_DISCOUNTS"})),
    **dict.fromkeys(("ProductType", "Attribute"), (TYPES, TYPES)),
    **dict.fromkeys(("Order", "OrderLine", "Fulfillment"), (ORDERS, ORDERS)),
    **dict.fromkeys(("Checkout", "CheckoutLine"), (set[str](), PRIVATE_CHECKOUT)),
    "Channel": ({"MANAGE_CHANNELS"}, {"MANAGE_CHANNELS"}),
    "ShippingZone": ({"MANAGE_SHIPPING"}, {"MANAGE_SHIPPING"}),
    "ShippingMethod": ({"MANAGE_SHIPPING"}, {"MANAGE_SHIPPING"}),
    "TaxClass": (TAXES, TAXES),
    "TransactionItem": ({"HANDLE_PAYMENTS"}, {"HANDLE_PAYMENTS"}),
}


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.django_db
def test_who_may_write_on_what(name: str) -> None:
    """As Saleor's own table has it; each permission suffices, no other one does."""
    key = global_id(name, "00000000-0000-4000-8000-000000000000" if name in BY_UUID else 999_999)
    for document, needed in zip((UPDATE, UPDATE_PRIVATE), WRITERS[name], strict=True):
        for permission in PERMISSION_NAMES:
            by = Requestor(kind="user", is_staff=True, permissions=frozenset({permission}))
            answer = run(document, {"id": key, "input": ITEM}, by=by)
            assert ("errors" not in answer) == (not needed or permission in needed), permission


BY_UUID = ("Warehouse", "Order", "OrderLine", "Checkout", "CheckoutLine", "TransactionItem")


def test_every_door_is_in_the_table() -> None:
    assert set(doors.codes()) - set(WRITERS) == {"User", "Address"}


def test_whose_address_it_is_decides(town: Shelf) -> None:
    me, boss = make_user(), make_user("chef@example.com", is_staff=True)
    mine, his = (Address.objects.create(user=each, country="DE") for each in (me, boss))
    shops = Address.objects.get(pk=town.corner.address_id)
    nobodys = Address.objects.create(country="DE")
    cases = {
        mine.pk: ("MANAGE_USERS", "MANAGE_USERS"),
        his.pk: ("MANAGE_STAFF", "MANAGE_STAFF"),
        shops.pk: ("MANAGE_PRODUCTS", "nobody"),
        nobodys.pk: ("MANAGE_USERS", "MANAGE_USERS"),
    }
    for pk, needed in cases.items():
        for document, word in zip((UPDATE, UPDATE_PRIVATE), needed, strict=True):
            stranger = run(document, {"id": global_id("Address", pk), "input": ITEM}, by=user(me.pk + 99))
            assert word in stranger["errors"][0]["message"]
    for pk, needed in cases.items():
        by = Requestor(kind="app", permissions=frozenset({needed[0]}))
        assert ask(UPDATE, {"id": global_id("Address", pk), "input": ITEM}, by=by)["errors"] == []
    own = {"id": global_id("Address", mine.pk), "input": [{"key": "floor", "value": "2"}]}
    assert ask(UPDATE, own, by=user(me.pk))["errors"] == []
    assert "MANAGE_USERS" in run(UPDATE_PRIVATE, own, by=user(me.pk))["errors"][0]["message"]


@pytest.mark.django_db
def test_the_bare_key_of_a_checkout_will_do() -> None:
    checkout = new_checkout(market())["id"]
    token = b64decode(checkout).decode().partition(":")[2]
    assert ask(UPDATE, {"id": token, "input": ITEM})["item"] == {"__typename": "Checkout", "metadata": ITEM}


def test_a_change_is_dated_and_nothing_is_none(town: Shelf) -> None:
    (product,) = town.put("Brot")
    key = {"id": global_id("Product", product.pk)}
    moments = []
    for day, value in ((1, "a"), (2, "a"), (3, "b")):
        with time_machine.travel(datetime(2026, 12, day, tzinfo=UTC), tick=False):
            ask(UPDATE, {**key, "input": [{"key": "k", "value": value}]}, by=APP)
            moments.append(type(product).objects.get(pk=product.pk).updated_at.day)
    assert moments == [1, 1, 3]


def test_an_empty_key_is_refused(town: Shelf) -> None:
    key = things(town)["Product"]
    answer = ask(UPDATE, {"id": key, "input": [*ITEM, {"key": " ", "value": "x"}]}, by=APP)
    assert answer == {"item": None, "errors": [{"field": "input", "code": "REQUIRED"}]}
    read: Any = ask("query($id: ID!) { product(id: $id) { metadata { key } } }", {"id": key}, by=APP)
    assert read == {"metadata": []}


def test_every_type_with_metadata_has_a_door() -> None:
    from marketplace.engine.schema.metadata import ObjectWithMetadata
    from tests.marketplace.engine.platform import schema

    interface = schema().graphql_schema.type_map[ObjectWithMetadata._meta.name]
    implementing = {each.name for each in schema().graphql_schema.get_possible_types(interface)}
    assert implementing - set(doors.codes()) == set()
