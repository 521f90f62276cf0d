"""The cast: Erika orders; two shops are rivals; a stranger looks in; the driver and the operator work for the town."""

from dataclasses import dataclass

import pytest

import config.celery  # noqa: F401 else tasks are sent to an address that nobody set, and each waits for seconds
from marketplace.accounts.models import Person
from marketplace.baskets.extensions import fulfilment_methods
from marketplace.orders.extensions import payment_gateways
from marketplace.orders.services import intents
from marketplace.vendors.models import Vendor
from tests.factories.accounts import make_person
from tests.factories.baskets import make_market, make_shop
from tests.factories.orders import MONDAY, make_order
from tests.factories.pooled_delivery import make_pattern, make_tour, make_zone
from tests.factories.vendors import make_staff, make_vendor
from tests.marketplace.orders.fakes import FakeEngine, FakeGateway, FakeWay


@dataclass
class Cast:
    shopper: Person
    baker: Person
    florist: Person
    stranger: Person
    driver: Person
    operator: Person
    bakery: Vendor
    flowers: Vendor


@pytest.fixture
def cast(db) -> Cast:
    bakery, flowers = make_vendor(name="Bäckerei am Markt"), make_vendor(name="Blumen am Anger")
    cast = Cast(
        shopper=make_person(email="erika@example.org"),
        baker=make_person(),
        florist=make_person(),
        stranger=make_person(),
        driver=make_person("driver"),
        operator=make_person("operator"),
        bakery=bakery,
        flowers=flowers,
    )
    make_staff(bakery, cast.baker)
    make_staff(flowers, cast.florist)
    return cast


@pytest.fixture
def engine(monkeypatch) -> FakeEngine:
    """A fake engine behind the seam."""
    fake = FakeEngine()
    monkeypatch.setattr("marketplace.saleor.orders.order", fake.order)
    monkeypatch.setattr("marketplace.saleor.orders.fulfill", fake.fulfill)
    monkeypatch.setattr("marketplace.saleor.returns.return_unfulfilled", fake.return_unfulfilled)
    monkeypatch.setattr("marketplace.saleor.payments.report_event", fake.report_event)
    return fake


@pytest.fixture
def gateway(monkeypatch) -> FakeGateway:
    """The only gateway: pays at the hand-over unless a test says otherwise."""
    fake = FakeGateway()
    monkeypatch.setattr(payment_gateways, "_entries", {fake.code: fake})
    return fake


@pytest.fixture
def way(monkeypatch) -> FakeWay:
    """The only way: collection with a code."""
    fake = FakeWay()
    monkeypatch.setattr(fulfilment_methods, "_entries", {fake.code: fake})
    return fake


@pytest.fixture
def order(cast, engine, gateway, way):
    """Erika ordered at the bakery: 2 x 10.00 and 1 x 4.00, to collect."""
    return make_order(cast.bakery, person=cast.shopper, fulfilment_method="fake_way", fulfilment_reference="place-1")


@pytest.fixture
def carry_out():
    """Do what the workers would do for an order."""

    def run(order, now=MONDAY):
        intents.carry_out(order.pk, now=now)
        order.refresh_from_db()
        return order

    return run


@pytest.fixture
def shops(db) -> list[Vendor]:
    """Three shops with goods in the real engine: 10 and 4 euros, ten pieces each."""
    market = make_market()
    return [make_shop(market, prices=("10.00", "4.00")) for _ in range(3)]


@pytest.fixture
def tour(db) -> None:
    """A tour to the town on Tuesday, from 10 euros on."""
    make_tour(make_pattern(make_zone(minimum_order=10)))
