"""A browser in a market with three shops, at ten on a Monday morning."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from marketplace.saleor.setup import Market
from marketplace.vendors.models import Vendor
from tests.factories.accounts import open_account
from tests.factories.baskets import MONDAY, make_market, make_shop
from tests.factories.pooled_delivery import make_tour

PASSWORD = "ein langes Passwort"
PERSON = {"first_name": "Erika", "last_name": "Muster", "email": "erika@example.org", "phone": ""}


class Shopper(Client):
    """A browser that asks as htmx does where a test wants it."""

    def part(self, path: str, data: dict[str, Any]) -> HttpResponse:
        return self.post(path, data, headers={"HX-Request": "true"})

    def put(self, *listings: Any, quantity: int = 1) -> None:
        """Put articles into the basket."""
        for listing in listings:
            answer = self.post("/korb/hinzufuegen/", {"variant": listing.variant_id, "quantity": quantity})
            assert answer.status_code == 302, answer.content

    def sign_in(self, email: str) -> None:
        answer = self.post("/anmelden/", {"email": email, "password": PASSWORD})
        assert answer.status_code == 302, answer.content


@pytest.fixture(autouse=True)
def _monday(settings: Any) -> Iterator[None]:
    """The clock stands; passwords hash quickly; no cache is left over."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def shopper(db: None) -> Shopper:
    return Shopper()


@pytest.fixture
def market(db: None) -> Market:
    return make_market()


@pytest.fixture
def shops(market: Market) -> list[Vendor]:
    """Three shops with two articles each: 10 and 8 euros."""
    return [make_shop(market, prices=("10.00", "8.00")) for _ in range(3)]


@pytest.fixture
def tour(db: None) -> Any:
    """Tomorrow afternoon, to Zeitz (06712) for 4.90."""
    return make_tour()


@pytest.fixture
def account(db: None) -> str:
    """An account in the engine; its address of mail."""
    return open_account("kundin@example.org", PASSWORD)
