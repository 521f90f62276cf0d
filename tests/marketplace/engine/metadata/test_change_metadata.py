"""Metadata by one mechanism for every type: who may read and write what."""

from typing import Any

import pytest

from marketplace.engine.models import WithMetadata
from marketplace.engine.services.metadata import doors
from marketplace.graphql.context import ANONYMOUS, Requestor
from marketplace.graphql.ids import global_id
from tests.factories.engine_accounts import make_user
from tests.factories.engine_catalogue import APP, Shelf, shelf
from tests.marketplace.engine.platform import ask, run, user

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


NONSENSE = [("Product", 999), ("Product", "x"), ("Checkout", "x"), ("Page", 1), ("Warehouse", 7)]


@pytest.mark.parametrize("key", ["", "nonsense", *(global_id(*each) for each in NONSENSE)])
@pytest.mark.django_db
def test_nonsense_is_not_found(key: str) -> None:
    for by in (APP, ANONYMOUS):
        assert ask(UPDATE, {"id": key, "input": ITEM}, by=by) == {
            "item": None,
            "errors": [{"field": "id", "code": "NOT_FOUND"}],
        }


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
