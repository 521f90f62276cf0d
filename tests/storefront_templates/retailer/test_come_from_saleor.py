"""From Saleor's Dashboard, which adds the id of what is looked at there, to the page behind the counter."""

import pytest

from marketplace.orders.models import VendorOrder
from tests.storefront_templates.retailer.conftest import Browser, signed_in

ORDER, PRODUCT = "/haendler/aus-saleor/bestellung/", "/haendler/aus-saleor/ware/"


@pytest.fixture
def operator(cast):
    return signed_in("betreiber", "operator")


def test_an_order_of_one_shop_opens_at_once(cast, order, operator):
    where = f"/haendler/{cast.shop.slug}/bestellungen/{order.pk}/"
    for browser in (cast.owner, operator):
        assert browser.get(ORDER, {"orderId": order.saleor_order_id}).url == where


def test_an_order_of_several_shops_shows_its_parts(cast, order, operator):
    second = VendorOrder.objects.get(pk=order.pk)
    second.pk, second.number, second.vendor, second.token = None, f"{order.purchase.number}-B", cast.rival, "anderes"
    second.fulfilment_reference = "eine andere"
    second.save()
    page = operator.get(ORDER, {"orderId": order.saleor_order_id})
    assert page.status_code == 200
    for part in (order, second):
        assert f"/haendler/{part.vendor.slug}/bestellungen/{part.pk}/" in page.text
    assert cast.owner.get(ORDER, {"orderId": order.saleor_order_id}).status_code == 302  # its own part alone


def test_a_product_opens_behind_its_counter(cast, operator):
    listing = cast.shop.goods[0]
    where = f"/haendler/{cast.shop.slug}/produkte/{listing.pk}/"
    for browser in (cast.owner, operator):
        assert browser.get(PRODUCT, {"productId": listing.product_id}).url == where


def test_missing_and_foreign_ones_are_alike(cast, order):
    listing = cast.shop.goods[0]
    for browser in (cast.rival_owner, signed_in("fremd")):
        assert browser.get(ORDER, {"orderId": order.saleor_order_id}).status_code == 404
        assert browser.get(PRODUCT, {"productId": listing.product_id}).status_code == 404
    for path in (ORDER, PRODUCT):
        for query in ({}, {"orderId": "nichts", "productId": "nichts"}):
            assert cast.owner.get(path, query).status_code == 404
        assert Browser().get(path, {"orderId": "x"}).status_code == 302  # asked to sign in
