"""Our executor answers what graphql-core answers: data, order of keys, nulls, errors and their paths."""

import graphene
import pytest
from graphql import execute, parse

from marketplace.graphql.batches import batched
from marketplace.graphql.context import ANONYMOUS, Context
from marketplace.graphql.executor import PreparedDocument


class Named(graphene.Interface):
    name = graphene.String(required=True)

    @classmethod
    def resolve_type(cls, instance, info):
        return Shop if "town" in instance else Goods


class Shop(graphene.ObjectType):
    class Meta:
        interfaces = (Named,)

    town = graphene.String()
    goods = graphene.List(graphene.NonNull(lambda: Goods), first=graphene.Int(default_value=10))
    best = graphene.Field(lambda: Goods, required=True)
    broken = graphene.String()
    strict = graphene.String(required=True)

    def resolve_goods(root, info, first):
        return root["goods"][:first]

    def resolve_broken(root, info):
        raise ValueError(f"broken {root['name']}")

    def resolve_strict(root, info):
        if root["name"] == "B":
            raise ValueError("strict")
        return "fine"


class Tax(graphene.Enum):
    FULL = 19
    HALF = 7


class Goods(graphene.ObjectType):
    class Meta:
        interfaces = (Named,)

    price = graphene.Float()
    count = graphene.Int()
    tax = graphene.Field(Tax)
    shop_name = graphene.String(required=True)
    tags = graphene.List(graphene.List(graphene.String))

    @batched
    def resolve_shop_name(roots, info):
        return [root.get("shop") or ValueError(f"no shop of {root['name']}") for root in roots]


BREAD = {"name": "Brot", "price": 3.5, "count": 4, "tax": 7, "shop": "A", "tags": [["a", None], None]}
CAKE = {"name": "Kuchen", "price": None, "count": 2**40, "tax": 19, "shop": None}
SHOPS = [
    {"name": "A", "town": "Zeitz", "goods": [BREAD, CAKE], "best": BREAD},
    {"name": "B", "town": None, "goods": [BREAD, None], "best": None},
    {"name": "C", "town": "Zeitz", "goods": [], "best": CAKE},
]


class Query(graphene.ObjectType):
    shops = graphene.List(Shop)
    strict_shops = graphene.List(graphene.NonNull(Shop), required=True)
    things = graphene.List(Named)
    shop = graphene.Field(Shop, name=graphene.String(required=True))
    number = graphene.Int(required=True)

    def resolve_shops(root, info):
        return [*SHOPS, None]

    def resolve_strict_shops(root, info):
        return SHOPS

    def resolve_things(root, info):
        return [SHOPS[0], BREAD]

    def resolve_shop(root, info, name):
        return next((shop for shop in SHOPS if shop["name"] == name), None)

    def resolve_number(root, info):
        return "not a number"


class Count(graphene.Mutation):
    class Arguments:
        by = graphene.Int(required=True)

    total = graphene.Int()
    steps: list[int] = []

    def mutate(root, info, by):
        if by < 0:
            raise ValueError("backwards")
        Count.steps.append(by)
        return Count(total=sum(Count.steps))


class Mutation(graphene.ObjectType):
    count = Count.Field()


SCHEMA = graphene.Schema(query=Query, mutation=Mutation, types=[Shop, Goods]).graphql_schema
DOCUMENTS = [
    ("{ shops { name town } }", {}),
    ("{ shops { strict name } }", {}),
    ("{ strictShops { strict name } }", {}),
    ("{ shops { best { name price count } } }", {}),
    ("{ shops { broken name goods { name shopName tax tags } } }", {}),
    (
        "query($n: Int!) { shops { a: goods(first: $n) { name } goods { price ...F } } } fragment F on Goods { tax }",
        {"n": 1},
    ),
    ("query($w: Boolean!) { shops { name town @include(if: $w) best @skip(if: $w) { name } } }", {"w": True}),
    ("query($w: Boolean!) { shops { name town @include(if: $w) best @skip(if: $w) { name } } }", {"w": False}),
    ("{ things { __typename name ... on Shop { town goods { name } } ... on Goods { price } } }", {}),
    ("{ number shops { name } }", {}),
    ("query($n: String!) { shop(name: $n) { name __typename } other: shop(name: \"none\") { name } }", {"n": "C"}),
    ("query($n: String!) { shop(name: $n) { name } }", {"n": 7}),
    ("query($n: String!) { shop(name: $n) { name } }", {}),
    ("{ __schema { queryType { name fields { name type { kind ofType { name } } } } } }", {}),
    ('{ __type(name: "Tax") { enumValues { name } } }', {}),
    ("mutation { a: count(by: 1) { total } b: count(by: -1) { total } c: count(by: 5) { total } }", {}),
]  # fmt: skip


def written(result):
    errors = [(error.message, error.path, error.locations) for error in result.errors or ()]
    return result.data, sorted(errors, key=str)


@pytest.mark.parametrize(("source", "variables"), DOCUMENTS)
def test_answers_like_graphql_core(source, variables):
    context = Context(requestor=ANONYMOUS, now=None)
    document = parse(source)
    Count.steps.clear()
    expected = execute(SCHEMA, document, variable_values=variables, context_value=context)
    Count.steps.clear()
    prepared = PreparedDocument(SCHEMA, document)
    for _twice in range(2):
        Count.steps.clear()
        found = prepared.execute(context=context, variables=variables, operation_name=None, root=None)
        assert written(found) == written(expected)
        assert repr(found.data) == repr(expected.data)  # the order of keys too


def test_a_batch_is_asked_once_for_all_siblings():
    asked = []

    def load(roots, info):
        asked.append(len(roots))
        return [root["name"] for root in roots]

    field = SCHEMA.type_map["Goods"].fields["shopName"]
    before, field.resolve = field.resolve, batched(load)
    try:
        result = PreparedDocument(SCHEMA, parse("{ shops { best { shopName } goods { shopName } } }")).execute(
            context=None, variables=None, operation_name=None, root=None
        )
    finally:
        field.resolve = before
    assert asked == [2, 3]
    assert result.data["shops"][0] == {
        "best": {"shopName": "Brot"},
        "goods": [{"shopName": "Brot"}, {"shopName": "Kuchen"}],
    }


def test_operations_are_chosen_by_name():
    prepared = PreparedDocument(SCHEMA, parse('query A { number } query B { shop(name: "A") { name } }'))
    run = lambda name: prepared.execute(context=None, variables=None, operation_name=name, root=None)  # noqa: E731
    assert run("B").data == {"shop": {"name": "A"}}
    assert "multiple operations" in run(None).errors[0].message
    assert "Unknown operation" in run("C").errors[0].message
