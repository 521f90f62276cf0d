"""The platform's own questions, asked of the engine through our executor and through graphql-core's."""

from typing import Any

import pytest
from graphql import execute, parse

from marketplace.graphql.context import ANONYMOUS, Context, Requestor
from marketplace.graphql.executor import PreparedDocument
from marketplace.graphql.ids import global_id
from marketplace.saleor import documents
from tests.factories.engine_catalogue import APP, NOW, Shelf, shelf
from tests.marketplace.engine.platform import schema

QUESTIONS: list[tuple[str, dict[str, Any]]] = [
    ("product", {"slug": "brot"}),
    ("product", {"id": "nonsense"}),
    ("products", {"first": 2}),
    ("products", {"first": 101}),
    ("products", {"first": "x"}),
    ("categories", {}),
    ("channels", {}),
    ("warehouses", {}),
    ("warehouses", {"filter": {"search": "eck"}}),
    ("tax_classes", {}),
    ("product_types", {"slugs": ["ware"]}),
    ("attributes", {"slugs": ["farbe"]}),
    ("shipping_zones", {}),
    ("shop", {}),
    ("me", {}),
    ("orders", {"first": 2}),
    ("checkout", {"id": global_id("Checkout", "4dbe5a8a-67de-4ec5-9a8c-c4bd0b2b3d2e")}),
    ("product_delete", {"id": global_id("Product", 999_999)}),
    ("warehouse_create", {"input": {"name": "", "address": {}}}),
]


@pytest.fixture
def town(db: None) -> Shelf:
    made = shelf()
    made.put("Brot", "Kuchen", "Torte")
    return made


@pytest.mark.parametrize("by", [APP, ANONYMOUS])
@pytest.mark.parametrize(("name", "variables"), QUESTIONS)
def test_same_answer(town: Shelf, by: Requestor, name: str, variables: dict[str, Any]) -> None:
    served, document = schema().graphql_schema, parse(documents.document(name))
    theirs = execute(served, document, variable_values=variables, context_value=Context(requestor=by, now=NOW))
    ours = PreparedDocument(served, document).execute(
        context=Context(requestor=by, now=NOW), variables=variables, operation_name=None, root=None
    )
    assert repr(ours.data) == repr(theirs.data)
    told = lambda result: sorted((error.message, str(error.path)) for error in result.errors or ())  # noqa: E731
    assert told(ours) == told(theirs)
