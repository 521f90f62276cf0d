"""A small schema as a subgraph: what it says of itself, and how it finds objects by key."""

import pytest
from graphql import build_schema, parse

from marketplace.errors import NotFound
from marketplace.graphql.context import ANONYMOUS, Context
from marketplace.graphql.execution import execute_document
from marketplace.graphql.federation import Subgraph, as_subgraph, subgraph_sdl

SDL = """
type Query { shops: [Shop!]! page: PageInfo }
type Subscription { opened: Shop }
type Shop { id: ID!  name: String }
type Tour { id: ID!  stops: Int! }
type PageInfo { hasNextPage: Boolean! }
"""
ENTITIES = """query($r: [_Any!]!) { _entities(representations: $r) {
  __typename ... on Shop { name } ... on Tour { stops }
} }"""
asked: list[tuple[str, int]] = []


def _find(type_name, representations, _info):
    asked.append((type_name, len(representations)))
    return [_one(type_name, each["id"]) for each in representations]


def _one(type_name, key):
    if key == "gone":
        return None
    if key == "odd":
        return NotFound("id")
    return {"kind": type_name, "name": f"shop {key}", "stops": 3}


SUBGRAPH = Subgraph(
    keys={"Shop": ("id", "id name"), "Tour": ("id",)},
    find=_find,
    name_of=lambda value: value["kind"],
    shareable=("PageInfo",),
    most=4,
)


@pytest.fixture
def schema():
    asked.clear()
    return as_subgraph(build_schema(SDL), SUBGRAPH)


def entities(schema, *representations):
    context = Context(requestor=ANONYMOUS, now=None)
    return execute_document(schema, ENTITIES, context=context, variables={"r": list(representations)})


def test_it_says_keys_and_what_is_shared_and_keeps_subscriptions_to_itself(schema):
    context = Context(requestor=ANONYMOUS, now=None)
    sdl = execute_document(schema, "{ _service { sdl } }", context=context).data["_service"]["sdl"]
    assert parse(sdl)
    assert sdl.startswith("extend schema @link(url: ")
    assert 'type Shop @key(fields: "id") @key(fields: "id name") {' in sdl
    assert "type PageInfo @shareable {" in sdl
    assert "Subscription" not in sdl
    assert "_entities" not in sdl


def test_the_first_version_says_no_link():
    first = Subgraph(keys={"Tour": ("id",)}, find=_find, name_of=str, link="")
    assert subgraph_sdl(build_schema(SDL), first).startswith("type Query")


def test_objects_come_in_the_order_of_the_question_with_one_search_for_each_type(schema):
    result = entities(
        schema,
        {"__typename": "Tour", "id": "1"},
        {"__typename": "Shop", "id": "a"},
        {"__typename": "Tour", "id": "gone"},
        {"__typename": "Shop", "id": "b"},
    )
    assert result.errors is None
    assert result.data["_entities"] == [
        {"__typename": "Tour", "stops": 3},
        {"__typename": "Shop", "name": "shop a"},
        None,
        {"__typename": "Shop", "name": "shop b"},
    ]
    assert asked == [("Tour", 2), ("Shop", 2)]


def test_what_is_wrong_with_one_object_does_not_take_the_others(schema):
    result = entities(schema, {"__typename": "Shop", "id": "odd"}, {"__typename": "Shop", "id": "a"})
    assert result.data["_entities"] == [None, {"__typename": "Shop", "name": "shop a"}]
    assert [error.path for error in result.errors] == [["_entities", 0]]


@pytest.mark.parametrize(
    ("representations", "words"),
    [
        (["Shop"], "must be an object"),
        ([{"id": "a"}], "Missing required field: __typename"),
        ([{"__typename": "PageInfo", "id": "a"}], "unsupported model"),
        ([{"__typename": ["Shop"], "id": "a"}], "unsupported model"),
        ([{"__typename": "Shop", "id": "a"}] * 5, "exceeded entity limit: 5 items requested over 4"),
    ],
)
def test_nonsense_is_refused(schema, representations, words):
    result = entities(schema, *representations)
    assert result.data == {"_entities": None}
    assert words in result.errors[0].message
    assert asked == []
