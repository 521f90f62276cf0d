"""What one document may ask."""

from typing import Any

import graphene
import pytest
from graphql import parse

from marketplace.graphql.context import ANONYMOUS, Context
from marketplace.graphql.execution import execute_document
from marketplace.graphql.limits import Limits, Measure


def measure(source: str) -> Measure:
    return Measure(parse(source))


@pytest.mark.parametrize(
    ("source", "variables", "cost", "depth"),
    [
        ("{ a }", {}, 0, 1),
        ("{ a { b } }", {}, 1, 2),
        ("{ a { b { c } } }", {}, 2, 3),
        ("{ a(first: 10) { b { c { d } } } }", {}, 21, 4),
        ("{ a(last: 10) { b(first: 10) { c { d } } } }", {}, 1 + 10 * (1 + 10), 4),
        ("query($n: Int) { a(first: $n) { b { c } } }", {"n": 7}, 8, 3),
        ("query($n: Int) { a(first: $n) { b { c } } }", {}, 101, 3),
        ("query($n: Int) { a(first: $n) { b { c } } }", {"n": "x"}, 2, 3),
        ("{ a(first: -5) { b { c } } }", {}, 2, 3),
        ("{ a(first: 10) { ...F } } fragment F on T { b { ...G } } fragment G on T { c { d } }", {}, 21, 4),
        ("{ a(first: 10) { ... on T { b { c } } } }", {}, 11, 3),
        ("query A { a { b } } query B { a { b { c { d } } } }", {}, 3, 4),
        ("{ __schema { types { fields { type { ofType { ofType { name } } } } } } }", {}, 0, 0),
    ],
)
def test_cost_and_depth(source: str, variables: dict[str, Any], cost: int, depth: int) -> None:
    found = measure(source)
    assert (found.cost(variables), found.depth) == (cost, depth)


def test_a_document_that_unfolds_is_measured_without_unfolding_it() -> None:
    chain = " ".join(f"fragment F{n} on T {{ a {{ ...F{n + 1} }} b {{ ...F{n + 1} }} }}" for n in range(200))
    found = measure(f"{{ ...F0 }} {chain} fragment F200 on T {{ a }}")
    assert found.cost({}) == 2 * (2**200 - 1)
    assert found.depth == 201


class Node(graphene.ObjectType):
    name = graphene.String()
    next = graphene.Field(lambda: Node, first=graphene.Int())

    def resolve_next(root, info, first=None):
        return {"name": "next"}


class Query(graphene.ObjectType):
    node = graphene.Field(Node, first=graphene.Int())

    def resolve_node(root, info, first=None):
        return {"name": "first"}


class Subscription(graphene.ObjectType):
    event = graphene.Field(Node, resolver=lambda *_: {"name": "event"})


SCHEMA = graphene.Schema(query=Query, subscription=Subscription).graphql_schema


def ask(source: str, limits: Limits | None, **variables: Any) -> Any:
    context = Context(requestor=ANONYMOUS, now=None)  # type: ignore[arg-type]
    return execute_document(SCHEMA, source, context=context, variables=variables, limits=limits)


def test_documents_within_the_limits_run_and_tell_their_cost() -> None:
    answer = ask("{ node { name } }", Limits())
    assert answer.data == {"node": {"name": "first"}}
    assert answer.extensions == {"cost": {"requestedQueryCost": 1, "maximumAvailable": 50_000}}
    assert ask("{ node { name } }", None).extensions is None


@pytest.mark.parametrize(
    ("source", "limits", "message"),
    [
        ("{ node { next { name } } }", Limits(depth=2), "The query exceeds the maximum depth of 2. Actual depth: 3."),
        (
            "{ node(first: 9) { next { name } } }",
            Limits(cost=9),
            "The query exceeds the maximum cost of 9. Actual cost: 10.",
        ),
        ("{ node { name } }", Limits(length=10), "The query is longer than 10 characters."),
        ("{ __schema { types { name } } }", Limits(introspection=False), "introspection"),
        ("{ node { nothing } }", Limits(), "Cannot query field 'nothing' on type 'Node'."),
        ("{ node { ", Limits(), "Syntax Error"),
        ("subscription { event { name } }", Limits(), "Subscriptions are delivered as webhooks"),
    ],
)
def test_others_are_refused_before_they_run(source: str, limits: Limits, message: str) -> None:
    answer = ask(source, limits)
    assert answer.data is None
    assert message in answer.errors[0].message


def test_the_platform_itself_is_not_limited() -> None:
    deep = "{ node " + "{ next " * 40 + "{ name }" + "}" * 41
    assert ask(deep, None).errors is None
    assert "depth" in ask(deep, Limits()).errors[0].message
    assert ask("{ __schema { queryType { name } } }", Limits()).errors is None


def test_the_engine_itself_renders_events() -> None:
    assert ask("subscription { event { name } }", None).data == {"event": {"name": "event"}}


def test_variables_count_each_time() -> None:
    source = "query($n: Int) { node(first: $n) { next { name } } }"
    assert ask(source, Limits(cost=50), n=10).errors is None
    assert "Actual cost: 101" in ask(source, Limits(cost=50), n=100).errors[0].message
    assert ask(source, Limits(cost=50), n=10).errors is None
