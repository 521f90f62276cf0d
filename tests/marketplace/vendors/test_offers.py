"""What a shop does on the market, and who may switch it on."""

import pytest
from django.db import IntegrityError, transaction

from marketplace.errors import DomainError
from marketplace.vendors.models import Vendor
from marketplace.vendors.services import set_offers
from tests.factories.vendors import make_vendor


def offers(vendor: Vendor) -> tuple[bool, ...]:
    vendor.refresh_from_db()
    return vendor.sells, vendor.reserves_only, vendor.offers_collect, vendor.offers_delivery


def test_a_shop_that_stops_selling_offers_nothing_any_more(cast):
    set_offers(vendor=cast.shop, changes={"sells": False}, approved=False)
    assert offers(cast.shop) == (False, False, False, False)


def test_only_the_operator_switches_selling_on_again(cast):
    set_offers(vendor=cast.shop, changes={"sells": False, "is_published": False}, approved=False)
    for change in ({"sells": True}, {"is_published": True}):
        with pytest.raises(DomainError) as refusal:
            set_offers(vendor=cast.shop, changes=change, approved=False)
        assert refusal.value.code == "NOT_APPROVED"
    assert set_offers(vendor=cast.shop, changes={"sells": True, "is_published": True}, approved=True).sells


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"sells": False, "offers_collect": True}, "SELLING_REQUIRED"),
        ({"reserves_only": True}, "RESERVATION_ONLY"),
        ({"reserves_only": True, "offers_delivery": False, "offers_collect": False}, "RESERVATION_ONLY"),
    ],
)
def test_contradictions_are_refused_and_change_nothing(cast, changes, code):
    before = offers(cast.shop)
    with pytest.raises(DomainError) as refusal:
        set_offers(vendor=cast.shop, changes=changes, approved=True)
    assert refusal.value.code == code
    assert offers(cast.shop) == before


def test_a_shop_without_a_stock_room_cannot_sell(db):
    shop = make_vendor(warehouse_id=None, sells=False, offers_collect=False, offers_delivery=False)
    with pytest.raises(DomainError) as refusal:
        set_offers(vendor=shop, changes={"sells": True}, approved=True)
    assert refusal.value.code == "NO_STOCK_ROOM"


@pytest.mark.parametrize(
    "wrong",
    [
        {"sells": False},
        {"reserves_only": True},
        {"latitude": None},
        {"latitude": 91.0},
        {"postal_code": "0671"},
        {"trade": "piracy"},
        {"packing_minutes": 20_000},
    ],
)
def test_the_database_refuses_contradictions(cast, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Vendor.objects.filter(pk=cast.shop.pk).update(**wrong)


def test_two_shops_never_share_a_stock_room(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        Vendor.objects.filter(pk=cast.shop.pk).update(warehouse_id=cast.rival.warehouse_id)
