"""The cast: two rival shops with shelves, their people, and a stranger."""

from types import SimpleNamespace
from typing import Any

import pytest

from marketplace.accounts.models import Person
from marketplace.catalogue.services.categories import NewCategory, ensure_categories
from marketplace.graphql.context import Context, Requestor
from marketplace.graphql.execution import execute_document
from tests.factories.accounts import make_person
from tests.factories.baskets import make_market, make_shop
from tests.factories.catalogue import TUESDAY
from tests.factories.vendors import make_staff

SHELVES = (
    NewCategory(slug="essen", name="Essen"),
    NewCategory(slug="kaese", name="Käse", parent="essen", unit_price_required=True),
    NewCategory(slug="spielzeug", name="Spielzeug", manufacturer_required=True),
    NewCategory(slug="buecher", name="Bücher"),
)


@pytest.fixture
def market(db):
    """The market in the engine, with shelves."""
    market = make_market()
    ensure_categories(SHELVES)
    return market


@pytest.fixture
def cast(market):
    """Two rivals with one article each, and who works where."""
    shop, rival = make_shop(market, slug="laden-a"), make_shop(market, slug="laden-b")
    people = SimpleNamespace(
        shop=shop,
        rival=rival,
        seller=make_person(),
        rival_seller=make_person(),
        stranger=make_person(),
        operator=make_person("operator"),
    )
    make_staff(shop, people.seller)
    make_staff(rival, people.rival_seller)
    return people


def ask(person: Person | None, source: str, **variables: Any) -> Any:
    """The `data` of an operation as that person; raises on top-level errors."""
    from config.schema import schema

    requestor = Requestor(kind="user", user_id=person.saleor_user_id, email=person.email) if person else Requestor()
    context = Context(requestor=requestor, now=TUESDAY)
    result = execute_document(schema().graphql_schema, source, context=context, variables=variables)
    assert not result.errors, result.errors
    return result.data
