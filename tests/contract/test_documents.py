"""Every document that the platform sends or subscribes with is valid: for Saleor's published schema, and for ours."""

import gzip
import re
from functools import cache
from pathlib import Path

import pytest
from graphql import GraphQLSchema, OperationDefinitionNode, OperationType, build_schema, parse, validate

from config.schema import schema
from marketplace.saleor import documents

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED = ROOT.parent / "shared" / "saleor" / "schema-3.24.graphql.gz"

TEXTS = {name: documents.document(name) for name in documents.names()}
REMOTE = {name: documents.document(name) for name in documents.remote_names()}
TEXTS |= {event: documents.event_document(event) for event in documents.event_types()}


@cache
def published_schema() -> GraphQLSchema:
    if not PUBLISHED.is_file():
        pytest.skip("Saleor's published schema 3.24 is not at hand")
    return build_schema(gzip.decompress(PUBLISHED.read_bytes()).decode(), assume_valid=True)


def complaints(served: GraphQLSchema, text: str) -> list[str]:
    return [error.message for error in validate(served, parse(text))]


@pytest.mark.parametrize("name", [*TEXTS, *REMOTE])
def test_saleor_understands(name):
    assert complaints(published_schema(), (TEXTS | REMOTE)[name]) == []


@pytest.mark.parametrize("name", TEXTS)
def test_our_own_schema_understands(name):
    assert complaints(schema().graphql_schema, TEXTS[name]) == []


@pytest.mark.parametrize("name", [*TEXTS, *REMOTE])
def test_one_operation_named_as_its_file(name):
    text = (TEXTS | REMOTE)[name]
    operations = [node for node in parse(text).definitions if isinstance(node, OperationDefinitionNode)]
    assert len(operations) == 1
    kind = OperationType.SUBSCRIPTION if name.isupper() else operations[0].operation
    assert operations[0].operation is kind
    assert operations[0].name.value == "".join(part.capitalize() for part in name.rpartition("/")[2].lower().split("_"))


def test_only_mutations_that_exist_are_called_safe_to_repeat():
    kinds = {name: parse(TEXTS[name]).definitions[0].operation for name in documents.SAFE_TO_REPEAT}
    assert set(kinds.values()) == {OperationType.MUTATION}


def test_no_document_lies_unused():
    sources = "\n".join(path.read_text() for path in (ROOT / "marketplace" / "saleor").rglob("*.py"))
    sent = (*documents.names(), *documents.remote_names())
    assert [name for name in sent if not re.search(rf'"{name}"', sources)] == []


def test_no_fragment_lies_unused():
    everything = "\n".join(TEXTS.values())
    fragments = [path.stem for path in (documents.FOLDER / "fragments").iterdir()]
    assert [name for name in fragments if f"...{name}" not in everything] == []


def test_an_unknown_name_is_a_mistake_of_ours():
    with pytest.raises(LookupError):
        documents.document("product_creat")
    assert documents.event_document("ORDER_EXPLODED") is None
    assert documents.event_document("../order") is None
