"""Opening a shop: its row, its stock room in the commerce engine, the demo town."""

import csv
import re
from pathlib import Path

import pytest

from marketplace.graphql.ids import global_id
from marketplace.saleor import warehouses
from marketplace.saleor.errors import SaleorUnreachable
from marketplace.saleor.setup import ensure_market
from marketplace.vendors import town
from marketplace.vendors.models import Closure, StaffMember, Trade, Vendor
from marketplace.vendors.rules.expression import check
from marketplace.vendors.rules.legal import lucid_refusal, vat_id_refusal
from marketplace.vendors.selectors import calendars, public_vendors
from marketplace.vendors.services import create_vendor, ensure_stock_rooms, open_vendor
from marketplace.vendors.tasks import ensure_stock_rooms_task
from tests.factories.accounts import make_person
from tests.marketplace.vendors.conftest import NOON

TOWN = Path(__file__).resolve().parents[3] / "config" / "towns" / "zeitz"
PROFILE = {"name": "Neuer Laden", "trade": "books", "street": "Altmarkt 1", "postal_code": "06712", "city": "Zeitz"}
CREATE = """
mutation ($input: VendorCreateInput!) {
  vendorCreate(input: $input) { vendor { id slug isPublished sells } errors { code field message } }
}
"""


@pytest.fixture
def market(db):
    return ensure_market(name="Zeitz")


def rows(name: str) -> list[dict[str, str]]:
    with (TOWN / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_a_shop_gets_a_stock_room_of_its_own(market):
    shop = open_vendor(profile=PROFILE)
    shop.refresh_from_db()
    room = warehouses.warehouse_by_slug("neuer-laden")
    assert (room.id, room.name, room.address.city) == (shop.warehouse_id, "Neuer Laden", "Zeitz")
    assert room.id in ensure_market(name="Zeitz").zone.warehouse_ids


def test_stock_rooms_are_made_once(market):
    shop = open_vendor(profile=PROFILE)
    Vendor.objects.filter(pk=shop.pk).update(warehouse_id=None)
    assert ensure_stock_rooms_task() == 1
    assert Vendor.objects.get(pk=shop.pk).warehouse_id == shop.warehouse_id
    assert ensure_stock_rooms_task() == 0
    assert len(warehouses.warehouses(slugs=["neuer-laden"])) == 1


def test_a_shop_stands_while_the_engine_is_away(market, monkeypatch):
    def away(_rooms):
        raise SaleorUnreachable("switched off")

    with monkeypatch.context() as patch:
        patch.setattr("marketplace.vendors.services.warehouses.ensure_warehouses", away)
        shop = open_vendor(profile=PROFILE)
        assert shop.warehouse_id is None
        with pytest.raises(SaleorUnreachable):
            ensure_stock_rooms([create_vendor(slug="noch-einer", profile=PROFILE)])
    assert ensure_stock_rooms_task() == 2
    assert Vendor.objects.filter(warehouse_id=None).count() == 0


def test_the_operator_opens_shops_over_graphql(market, cast, ask):
    profile = {"name": "Noch ein Laden", "trade": "TOYS", "street": "Brühl 1", "postalCode": "06712", "city": "Zeitz"}
    for person in (None, cast.owner, cast.stranger):
        (error,) = ask(person, CREATE, errors=True, input=profile)
        assert "Kümmerer" in error.message
    made = ask(cast.operator, CREATE, input=profile)["vendorCreate"]
    shop = Vendor.objects.get(slug="noch-ein-laden")
    assert made == {
        "vendor": {"id": global_id("Vendor", shop.pk), "slug": "noch-ein-laden", "isPublished": False, "sells": False},
        "errors": [],
    }
    assert shop.warehouse_id
    again = ask(cast.operator, CREATE, input=profile)["vendorCreate"]
    assert [(error["code"], error["field"]) for error in again["errors"]] == [("UNIQUE", "slug")]


def test_the_town_is_invented_and_whole():
    shops = rows("shops.csv")
    assert len(shops) >= 44
    assert len({shop["slug"] for shop in shops}) == len(shops)
    assert len({shop["trade"] for shop in shops}) >= 30
    for shop in shops:
        assert re.search(r"muster|beispiel|probe|probier|demo", shop["name"].lower())
        assert re.fullmatch(r"030 23125 \d{3}", shop["phone"]), "the range kept free for films"
        assert shop["email"].endswith(".example")
        assert shop["website"].endswith(".example")
        assert shop["trade"] in Trade.values
        assert 2 <= len(re.findall(r"[.!?](?:\s|$)", shop["story"])) <= 5
        assert abs(float(shop["latitude"]) - 51.04) < 0.1
        assert abs(float(shop["longitude"]) - 12.13) < 0.15
        check(shop["opening_hours"])
        assert shop["step"] == "entry" or (
            not vat_id_refusal(shop["vat_id"]) and not lucid_refusal(shop["lucid_number"])
        )
    steps = [shop["step"] for shop in shops]
    assert steps.count("delivery") > len(shops) / 2
    assert steps.count("entry") >= 2
    assert steps.count("reserve") >= 3


def test_the_town_opens_and_may_be_loaded_again(market):
    make_person(email="laden@zeitz.example")
    make_person(email="laden2@zeitz.example")
    shops = rows("shops.csv")
    assert town.load(TOWN, now=NOON) == f"{len(shops)} shops, {len(rows('closures.csv'))} closures planned"
    assert public_vendors().count() == len(shops)
    assert [member.vendor.slug for member in StaffMember.objects.order_by("vendor_id")] == [
        shop["slug"] for shop in shops[:2]
    ]
    assert not Vendor.objects.filter(warehouse_id=None).exists()
    assert all(calendar.next_opening(NOON) for calendar in calendars(public_vendors()).values())

    Vendor.objects.filter(slug=shops[0]["slug"]).update(name="Von Hand geändert")
    before = (Vendor.objects.count(), Closure.objects.count(), StaffMember.objects.count())
    assert town.load(TOWN, now=NOON).endswith(" 0 closures planned")
    assert (Vendor.objects.count(), Closure.objects.count(), StaffMember.objects.count()) == before
    assert Vendor.objects.get(slug=shops[0]["slug"]).name == "Von Hand geändert"
