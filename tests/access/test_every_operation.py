"""Everybody calls everything with the ids of a shop that is not theirs: nothing leaks, nothing changes, nothing breaks.

The operations come from the schema itself, so that a new one is tried on the day it appears.
"""

import json
from collections.abc import Iterator

import pytest
from graphql import GraphQLError

from config.schema import schema
from marketplace.errors import DomainError
from marketplace.graphql.execution import execute_document
from tests.access.documents import Probe, probes
from tests.access.world import PLAN, SECRET, World, make_world, victims_rows

OUTSIDERS = ("anonymous", "shopper", "rival", "driver", "city")
# The operator helps every shop, so it may see and do; it must only never break anything.
EVERYBODY = (*OUTSIDERS, "operator")
SCHEMA = schema().graphql_schema
ALL = [
    *probes(SCHEMA, SCHEMA.query_type, "query"),
    *probes(SCHEMA, SCHEMA.mutation_type, "mutation"),
]


@pytest.fixture
def world(db) -> World:
    return make_world()


def test_the_probes_cover_the_schema():
    named = {probe.name for probe in ALL}
    assert {"products", "vendorOrders", "vendorOrderConfirm", "checkoutComplete", "campaignCreate"} <= named
    assert len(ALL) > 100


@pytest.mark.parametrize("role", EVERYBODY)
@pytest.mark.parametrize("kind", ["query", "mutation"])
def test_a_stranger_gets_and_changes_nothing(world: World, role: str, kind: str) -> None:
    before = victims_rows(world.shop.pk)
    failures = []
    for probe in (probe for probe in ALL if probe.kind == kind):
        for about, some_id in _ids(world, probe):
            if problem := _problem(world, probe, role, some_id):
                failures.append(f"{probe.name}({about}): {problem}")
        if kind == "mutation" and role in OUTSIDERS and victims_rows(world.shop.pk) != before:
            failures.append(f"{probe.name}: changed the victim's rows")
            before = victims_rows(world.shop.pk)
    assert not failures
    assert role not in OUTSIDERS or victims_rows(world.shop.pk) == before


def _problem(world: World, probe: Probe, role: str, some_id: str) -> str:
    """What is wrong with the answer; empty if nothing is."""
    variables = probe.variables(some_id)
    result = execute_document(SCHEMA, probe.source, context=world.context(role), variables=variables)
    if crash := _crash(result.errors):
        return crash
    told = json.dumps(result.data, default=str, ensure_ascii=False).lower()
    hidden = {SECRET} if role in OUTSIDERS else set()
    hidden |= {PLAN} if role in OUTSIDERS and role != "city" else set()
    return f"leaks {told[:500]}" if any(word in told for word in hidden) else ""


def _ids(world: World, probe: Probe) -> Iterator[tuple[str, str]]:
    if not probe.takes_id:
        yield "none", ""
        return
    yield from world.ids.items()


def _crash(errors: list[GraphQLError] | None) -> str:
    """An error that is no refusal."""
    for error in errors or ():
        cause = error.original_error
        if cause is not None and not isinstance(cause, DomainError | GraphQLError):
            return f"{type(cause).__name__}: {error.message} at {error.path}"
    return ""
