"""The driver collects at the shop and brings to the door, in a real browser."""

import time

import httpx
import pytest
from playwright.sync_api import expect

from tests.e2e.browsing import PHONE, Devices, Visit, chromium, devices
from tests.e2e.shopping import Market

pytestmark = pytest.mark.browser
__all__ = ["chromium", "devices"]

SHOP = "buchhandlung-beispielseite"
READY = """
mutation Ready($id: ID!) {
  vendorOrderConfirm(id: $id) { errors { code message } }
  vendorOrderMarkReady(id: $id) { errors { code message } }
}
"""
OPEN = """
query Open($slug: String!) {
  vendorOrders(vendor: $slug, first: 20) { edges { node { id number state } } }
}
"""


@pytest.fixture
def number(http: httpx.Client) -> str:
    """An order that waits in the shop for the tour."""
    market = Market(http)
    goods = market.goods()[SHOP][:3]
    before = {each["number"] for each in orders_of(market)}
    checkout = market.checkout([(each["variantId"], 2) for each in goods])
    market.plan(checkout["id"], {SHOP: "pooled_delivery"})
    market.pay(checkout["id"])
    market.complete(checkout["id"])
    for _ in range(150):
        new = [each for each in orders_of(market) if each["number"] not in before]
        if new:
            answer = market.signed_in("laden2@zeitz.example").send(READY, id=new[0]["id"])
            assert not any(payload["errors"] for payload in answer.values()), answer
            return str(new[0]["number"])
        time.sleep(0.2)
    pytest.fail("the order never reached the shop")


def orders_of(market: Market) -> list[dict[str, str]]:
    seller = market.signed_in("laden2@zeitz.example")
    return [each["node"] for each in seller.send(OPEN, slug=SHOP)["vendorOrders"]["edges"]]


def in_the_van(devices: Devices, **options: object) -> Visit:
    visit = devices.visit(PHONE, **options)
    visit.sign_in("fahrer@zeitz.example")
    visit.open("/pooled-delivery/")
    return visit


def open_the_tour_of(visit: Visit, number: str) -> None:
    """The tour that carries the order; others may have no stops yet."""
    for tour in [link.get_attribute("href") for link in visit.page.locator("main h2 a").all()]:
        visit.open(str(tour))
        if visit.page.get_by_text(number).count():
            return
    pytest.fail(f"no tour carries {number}")


def test_goods_are_collected_and_brought(devices: Devices, number: str) -> None:
    visit = in_the_van(devices)
    page = visit.page
    visit.check()
    visit.fits()
    open_the_tour_of(visit, number)
    visit.check()
    visit.fits()
    collect = page.locator(".stop", has_text=number).first
    collect.get_by_role("button", name="Alles abgeholt").click()
    expect(page.locator(".stop", has_text=number).first).to_contain_text("Abgeholt")
    drop = page.locator(".stop", has_text=number).last
    expect(drop).to_contain_text("im Wagen")
    visit.check()
    drop.get_by_role("button", name="Übergeben").click()
    expect(page.locator(".stop", has_text=number).last.get_by_role("button", name="Zurücknehmen")).to_be_visible()
    visit.check()
    visit.fits()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_list_on_paper_is_accessible(devices: Devices, number: str, scheme: str) -> None:
    visit = in_the_van(devices, color_scheme=scheme)
    page = visit.page
    open_the_tour_of(visit, number)
    page.get_by_role("link", name="Auf Papier").click()
    page.get_by_role("button", name="Drucken").wait_for()
    expect(page.get_by_text(number).first).to_be_visible()
    visit.check()
