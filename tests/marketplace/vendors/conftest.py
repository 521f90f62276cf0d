"""The cast: two rival shops with their people, a stranger, the operator; and a way to ask GraphQL as one of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from config.schema import build_schema
from marketplace.accounts.models import Person
from marketplace.graphql.context import ANONYMOUS, Context, Requestor
from marketplace.graphql.execution import execute_document
from marketplace.vendors import schema
from marketplace.vendors.models import Vendor
from tests.factories.accounts import make_person
from tests.factories.vendors import make_staff, make_vendor

# A Tuesday, 12:00 in Zeitz.
NOON = datetime(2026, 9, 15, 10, tzinfo=UTC)
SCHEMA = build_schema([schema]).graphql_schema
Ask = Callable[..., dict[str, Any]]


@dataclass(frozen=True)
class Cast:
    shop: Vendor
    rival: Vendor
    owner: Person
    clerk: Person
    rival_owner: Person
    stranger: Person
    operator: Person


@pytest.fixture
def cast(db: None) -> Cast:
    shop, rival = make_vendor(slug="unser-laden"), make_vendor(slug="anderer-laden")
    owner, clerk, rival_owner = make_person(), make_person(), make_person()
    make_staff(shop, owner)
    make_staff(shop, clerk, "staff")
    make_staff(rival, rival_owner)
    return Cast(shop, rival, owner, clerk, rival_owner, make_person(), make_person("operator"))


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
