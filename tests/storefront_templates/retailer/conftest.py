"""The counter at ten on a Monday morning: two rival shops, their people, and everybody who has no business there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from marketplace.accounts.models import Person, Role
from marketplace.baskets.selectors.ways import options
from marketplace.baskets.services import Chosen, set_address, set_contact, update_plan
from marketplace.orders.models import VendorOrder
from marketplace.orders.services import place_order
from marketplace.saleor.setup import Market
from marketplace.vendors.models import Vendor
from tests.factories.accounts import open_account
from tests.factories.baskets import HOME, MONDAY, fill_basket, make_market, make_shop
from tests.factories.pooled_delivery import make_tour
from tests.factories.vendors import make_staff

PASSWORD = "ein langes Passwort"


class Browser(Client):
    """A browser that asks as htmx does where a test wants it."""

    def part(self, path: str, data: dict[str, Any]) -> HttpResponse:
        return self.post(path, data, headers={"HX-Request": "true"})

    @property
    def person(self) -> Person:
        return Person.objects.get(email=self.email)


def signed_in(name: str, *roles: str) -> Browser:
    """Somebody with an account, in front of a browser."""
    email = f"{name}@example.org"
    open_account(email, PASSWORD, first_name=name.title())
    browser = Browser()
    browser.email = email
    answer = browser.post("/anmelden/", {"email": email, "password": PASSWORD})
    assert answer.status_code == 302, answer.content
    Role.objects.bulk_create(Role(person=browser.person, kind=kind) for kind in roles)
    return browser


@dataclass
class Cast:
    shop: Vendor
    rival: Vendor
    owner: Browser
    helper: Browser
    """Works in the shop, but it is not theirs."""
    rival_owner: Browser


@pytest.fixture(autouse=True)
def _monday(settings: Any) -> Iterator[None]:
    """The clock stands; passwords hash quickly."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def market(db: None) -> Market:
    return make_market()


@pytest.fixture
def cast(market: Market) -> Cast:
    """Two shops with two articles each: 10 and 8 euros, ten pieces."""
    shop = make_shop(market, prices=("10.00", "8.00"), name="Bäckerei am Markt")
    rival = make_shop(market, prices=("10.00", "8.00"), name="Bäckerei am Anger")
    people = [signed_in(name) for name in ("laden", "aushilfe", "rivale")]
    make_staff(shop, people[0].person)
    make_staff(shop, people[1].person, "staff")
    make_staff(rival, people[2].person)
    return Cast(shop, rival, *people)


def ordered(shop: Vendor, *, method: str = "click_and_collect", quantity: int = 1, articles: int = 2) -> VendorOrder:
    """Erika ordered at the shop, as real as it gets: basket, way, contact, button."""
    checkout_id = fill_basket(*shop.goods[:articles], quantity=quantity, now=MONDAY)
    set_contact(checkout_id=checkout_id, email="erika@example.org", first_name="Erika", last_name="Muster", now=MONDAY)
    if method != "click_and_collect":
        set_address(checkout_id=checkout_id, address=HOME, now=MONDAY)
    for option in options(checkout_id, MONDAY):
        offers = next(each for each in option.offer_sets if each.method_code == method).offers
        chosen = Chosen(method=method, offer_key=offers[0].key)
        update_plan(checkout_id, {option.vendor.pk: chosen}, MONDAY)
    placed = place_order(
        checkout_id=checkout_id, payment_method="pay_on_handover", person=None, email="erika@example.org", now=MONDAY
    )
    return VendorOrder.objects.get(purchase=placed.purchase, vendor=shop)


@pytest.fixture
def tour(db: None) -> Any:
    """Tomorrow afternoon, to Zeitz (06712) for 4.90."""
    return make_tour()


@pytest.fixture
def order(cast: Cast) -> VendorOrder:
    """Erika collects one piece of each article, at 18 euros."""
    return ordered(cast.shop)


@pytest.fixture
def desk(cast: Cast) -> str:
    """The address of the shop's counter."""
    return f"/haendler/{cast.shop.slug}"
