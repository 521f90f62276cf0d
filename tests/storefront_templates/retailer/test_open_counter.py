"""Who gets behind which counter: a foreign shop is as missing as one that does not exist."""

import pytest
from django.urls import reverse

from marketplace.catalogue.models import Listing
from marketplace.orders.models import VendorOrder
from marketplace.vendors.models import Closure
from storefront_templates.retailer.urls import urlpatterns
from tests.factories.baskets import MONDAY
from tests.factories.vendors import make_closure, make_staff
from tests.storefront_templates.retailer.conftest import Browser, signed_in

PAGES = ("today", "orders", "products", "new_product", "hours", "profile", "figures")


def every_address(vendor, order, listing, closure):
    """Every address of the counter, with ids of that shop."""
    pks = {"orders": order.pk, "products": listing.pk, "hours": closure.pk}
    for pattern in urlpatterns:
        if "<slug:vendor>" not in str(pattern.pattern) or not pattern.name:
            continue
        values = {"vendor": vendor.slug}
        if "<int:pk>" in str(pattern.pattern):
            word = str(pattern.pattern).split("/")[1]
            values["pk"] = {"bestellungen": order.pk, "produkte": listing.pk, "zeiten": closure.pk}[word]
        if "<int:refund_pk>" in str(pattern.pattern):
            values["refund_pk"] = 4711
        yield reverse(f"retailer:{pattern.name}", kwargs=values)
    assert pks


@pytest.fixture
def addresses(cast, order):
    closure = make_closure(cast.shop, MONDAY)
    return list(every_address(cast.shop, order, cast.shop.goods[0], closure))


def test_strangers_find_nothing_and_change_nothing(cast, addresses):
    before = [list(model.objects.order_by("pk").values()) for model in (VendorOrder, Listing, Closure)]
    for browser in (cast.rival_owner, signed_in("kundin"), signed_in("stadt", "city"), signed_in("tour", "driver")):
        for address in addresses:
            assert browser.get(address).status_code in (404, 405), address
            assert browser.post(address, {}).status_code in (404, 405), address
            assert browser.part(address, {}).status_code in (404, 405), address
    assert [list(model.objects.order_by("pk").values()) for model in (VendorOrder, Listing, Closure)] == before


def test_ids_of_another_shop_are_missing_behind_ones_own_counter(cast, order):
    closure = make_closure(cast.shop, MONDAY)
    for address in every_address(cast.rival, order, cast.shop.goods[0], closure):
        if any(part.isdecimal() for part in address.split("/")) and "oeffnen" not in address:
            assert cast.rival_owner.get(address).status_code in (404, 405), address
            assert cast.rival_owner.post(address, {}).status_code in (404, 405), address
    cast.rival_owner.post(f"/haendler/{cast.rival.slug}/zeiten/{closure.pk}/oeffnen/")
    assert Closure.objects.filter(pk=closure.pk).exists()


def test_nobody_signed_in_is_asked_to_and_comes_back(cast, desk):
    browser = Browser()
    answer = browser.get(f"{desk}/bestellungen/?stage=new")
    assert answer.url == f"/anmelden/?next=%2Fhaendler%2F{cast.shop.slug}%2Fbestellungen%2F%3Fstage%3Dnew"
    known = {"email": cast.owner.email, "password": "ein langes Passwort", "next": f"{desk}/bestellungen/?stage=new"}
    assert browser.post("/anmelden/", known).url == f"{desk}/bestellungen/?stage=new"


@pytest.mark.parametrize("page", PAGES)
def test_staff_and_the_operator_see_every_page(cast, page):
    for browser in (cast.owner, cast.helper, signed_in(f"betreiber-{page.replace('_', '-')}", "operator")):
        assert browser.get(reverse(f"retailer:{page}", args=[cast.shop.slug])).status_code == 200


def test_one_shop_is_opened_at_once_and_several_are_offered(cast):
    assert cast.owner.get("/haendler/").url == f"/haendler/{cast.shop.slug}/heute/"
    make_staff(cast.rival, cast.owner.person, "staff")
    page = cast.owner.get("/haendler/").content.decode()
    assert cast.shop.name in page
    assert cast.rival.name in page


def test_an_account_without_a_shop_is_told_how_to_get_one(db):
    page = signed_in("kundin").get("/haendler/").content.decode()
    assert "Ihr Konto gehört noch zu keinem Laden" in page


def test_one_can_sign_out_from_the_counter(cast, desk):
    assert 'action="/abmelden/"' in cast.owner.get(f"{desk}/heute/").content.decode()
