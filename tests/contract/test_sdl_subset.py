"""The engine speaks a part of Saleor's language, and nothing else."""

import gzip
from importlib import import_module
from pathlib import Path

import graphene
import pytest
from graphql import build_schema

from config.schema import engine_schema
from marketplace.engine.schema import NOUNS
from tests.contract.sdl_subset import differences

NAMED = graphene.ObjectType | graphene.InputObjectType | graphene.Enum
PUBLISHED = Path(__file__).resolve().parents[3] / "shared" / "saleor" / "schema-3.24.graphql.gz"


def test_the_engine_is_a_subset_of_saleor():
    if not PUBLISHED.is_file():
        pytest.skip("Saleor's published schema 3.24 is not at hand")
    saleor = build_schema(gzip.decompress(PUBLISHED.read_bytes()).decode(), assume_valid=True)
    assert differences(engine_schema().graphql_schema, saleor) == []


def test_no_two_types_of_the_engine_share_a_name():
    """Graphene would silently take the first."""
    classes: dict[str, set[type]] = {}
    for noun in NOUNS:
        for each in vars(import_module(f"marketplace.engine.schema.{noun}")).values():
            meta = getattr(each, "_meta", None)
            if isinstance(each, type) and issubclass(each, NAMED) and meta is not None:
                classes.setdefault(meta.name, set()).add(each)
    assert {name: each for name, each in classes.items() if len(each) > 1} == {}


SALEOR = """
interface Node { id: ID! }
type Query { shop(id: ID!, size: Int = 4, format: Format): Shop  shops: [Shop!]! }
type Shop implements Node { id: ID!  name: String!  kind: Format  owner: Owner }
union Owner = Shop | Town
type Town { name: String }
enum Format { A B }
input Wanted { name: String!  size: Int }
type Mutation { save(input: Wanted!): Shop }
"""


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("type Query { shops: [Shop!]! } type Shop { name: String! }", []),
        ("type Query { shops: [Shop]! } type Shop { name: String! }", ["Query.shops: is [Shop]!, should be [Shop!]!"]),
        ("type Query { shops: [Shop!]! } type Shop { nom: String! }", ["Shop.nom: no such field"]),
        ("type Query { more: Int }", ["Query.more: no such field"]),
        ("type Query { shop(id: ID!): Shop } type Shop { kind: F } enum F { A }",
         ["F: not in the whole", "Shop.kind: is F, should be Format"]),
        ("type Query { shop: Shop } type Shop { id: ID! }", ["Query.shop(id): required argument is missing"]),
        ("type Query { shop(id: ID!, size: Int = 5): Shop } type Shop { id: ID! }",
         ["Query.shop(size): default is 5, should be 4"]),
        ("type Query { shop(id: ID!, colour: Int): Shop } type Shop { id: ID! }",
         ["Query.shop(colour): no such argument"]),
        ("type Query { shop(id: ID!, format: Format): Shop } type Shop { id: ID! } enum Format { A C }",
         ["Format.C: no such value"]),
        ("type Query { shops: [Shop!]! } type Shop { owner: Owner } union Owner = Shop | Vat type Vat { x: Int }",
         ["Owner: Vat is no member", "Vat: not in the whole"]),
        ("type Query { shops: [Shop!]! } interface Town { name: String } type Shop implements Town { name: String }",
         ["Shop: does not implement Town", "Shop.name: is String, should be String!",
          "Town: is a GraphQLInterfaceType, should be a GraphQLObjectType"]),
        ("type Query { shops: [Shop!]! } type Shop { id: ID! } type Mutation { save(input: Wanted!): Shop } "
         "input Wanted { size: Int }", ["Wanted(name): required input field is missing"]),
    ],
)  # fmt: skip
def test_the_checker_finds_every_kind_of_difference(part, expected):
    assert differences(build_schema(part), build_schema(SALEOR)) == expected
