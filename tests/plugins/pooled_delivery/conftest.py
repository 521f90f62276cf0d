"""A tour with two orders on it, a driver, and a browser for each of the cast."""

from datetime import timedelta

import pytest
from django.test import Client

from marketplace.baskets.extensions import Destination, Recipient, fulfilment_methods
from plugins.pooled_delivery.models import Stop, StopKind
from tests.factories.accounts import make_person
from tests.factories.pooled_delivery import MONDAY, key_of, make_ride, make_tour
from tests.factories.vendors import make_vendor


@pytest.fixture
def way():
    return fulfilment_methods["pooled_delivery"]


@pytest.fixture
def driver(db):
    return make_person("driver")


@pytest.fixture
def loaded(db, way):
    """A tour: two shops for one order, one of them for another order two doors on; a third place is only held."""
    tour = make_tour()
    baker, bookseller = make_vendor(name="Bäcker", latitude=51.2), make_vendor(name="Buchladen")
    neighbour = Destination(postal_code="06712", city="Zeitz", street="Am Anger 10")
    max_muster = Recipient(name="Max Muster")
    wishes = [
        make_ride(baker, order="26-000001", number="26-000001-A", quantity=2),
        make_ride(bookseller, order="26-000001", number="26-000001-B"),
        make_ride(
            baker,
            order="26-000002",
            number="26-000002-A",
            destination=neighbour,
            recipient=max_muster,
        ),
    ]
    way.book_together([(part, key_of(tour)) for part in wishes], until=None, now=MONDAY)
    way.book(make_ride(baker, order="held"), key_of(tour), until=MONDAY + timedelta(minutes=20), now=MONDAY)
    return tour


@pytest.fixture
def stops(loaded):
    """The stops by shop or name."""
    rows = Stop.objects.filter(tour=loaded).select_related("vendor")
    return {stop.vendor.name if stop.kind == StopKind.COLLECT else stop.name: stop for stop in rows}


@pytest.fixture
def browser():
    """`browser(person)`: signed in as that person, or nobody."""

    def open_browser(person=None):
        client = Client()
        if person is not None:
            session = client.session
            ends = (MONDAY + timedelta(days=400)).timestamp()
            session["saleor"] = {"person": person.pk, "access": "a", "refresh": "r", "expires": ends}
            session.save()
        return client

    return open_browser
