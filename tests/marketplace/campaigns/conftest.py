"""The cast: Stadtmarketing, the operator, a shop's owner, a stranger; and a way to ask GraphQL as one of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from config.schema import schema
from marketplace.accounts.models import Person
from marketplace.catalogue.models import Listing
from marketplace.graphql.context import ANONYMOUS, Context, Requestor
from marketplace.graphql.execution import execute_document
from marketplace.vendors.models import Vendor
from tests.factories.accounts import make_person
from tests.factories.campaigns import NOON, make_row
from tests.factories.vendors import make_staff, make_vendor

SCHEMA = schema().graphql_schema
Ask = Callable[..., dict[str, Any]]


@dataclass(frozen=True)
class Cast:
    shop: Vendor
    ware: Listing
    city: Person
    operator: Person
    owner: Person
    stranger: Person


@pytest.fixture
def cast(db: None) -> Cast:
    shop, owner = make_vendor(), make_person()
    make_staff(shop, owner)
    return Cast(shop, make_row(shop), make_person("city"), make_person("operator"), owner, make_person("driver"))


@pytest.fixture
def ask() -> Ask:
    """`ask(person or None, document, **variables)` -> data; top-level errors fail the test unless `errors=True`."""

    def send(person: Person | None, source: str, *, errors: bool = False, **variables: Any) -> Any:
        asking = Requestor(kind="user", user_id=person.saleor_user_id) if person else ANONYMOUS
        result = execute_document(SCHEMA, source, context=Context(asking, NOON), variables=variables)
        if errors:
            return result.errors
        assert not result.errors, result.errors
        return result.data

    return send
