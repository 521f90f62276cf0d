"""Files in multipart requests."""

import json
from typing import Any

import pytest

from marketplace.errors import DomainError
from marketplace.graphql.uploads import operations_with_files

FILE, OTHER = object(), object()


def form(operations: Any, places: Any) -> dict[str, str]:
    return {"operations": json.dumps(operations), "map": json.dumps(places)}


def test_files_come_to_their_places() -> None:
    operations = {"query": "q", "variables": {"input": {"image": None}, "all": [None, None]}}
    places = {"0": ["variables.input.image", "variables.all.1"], "1": ["variables.all.0"]}
    found = operations_with_files(form(operations, places), {"0": FILE, "1": OTHER})
    assert found["variables"] == {"input": {"image": FILE}, "all": [OTHER, FILE]}


@pytest.mark.parametrize(
    ("operations", "places"),
    [
        ({"variables": {}}, {"0": ["variables.input.image"]}),
        ({"variables": {"all": []}}, {"0": ["variables.all.3"]}),
        ({"variables": {"all": []}}, {"0": ["variables.all.x"]}),
        ({"variables": {}}, {"2": ["variables.image"]}),
        ({"variables": {}}, ["variables.image"]),
        ([{"query": "q"}], {}),
        ("text", {}),
    ],
)
def test_a_malformed_form_is_refused(operations: Any, places: Any) -> None:
    with pytest.raises(DomainError) as refusal:
        operations_with_files(form(operations, places), {"0": FILE})
    assert refusal.value.code == "BAD_REQUEST"


def test_a_form_without_operations_is_refused() -> None:
    for broken in ({}, {"operations": "{"}):
        with pytest.raises(DomainError):
            operations_with_files(broken, {})
