"""The city plans a campaign in a real browser, and the market shows it."""

import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.e2e.browsing import DESK, PHONE, Devices, Visit, chromium, devices

pytestmark = pytest.mark.browser
__all__ = ["chromium", "devices"]

PAGES = (
    "/stadt/",
    "/stadt/aktionen/",
    "/stadt/aktionen/neu/",
    "/stadt/zusammenstellungen/",
    "/stadt/zusammenstellungen/neu/",
    "/stadt/seiten/",
    "/stadt/seiten/neu/",
    "/stadt/menues/",
)


def at_the_board(devices: Devices, size: dict[str, int] = PHONE, **options: object) -> Visit:
    visit = devices.visit(size, **options)
    visit.sign_in("stadt@zeitz.example")
    return visit


def start_page_shows(visit: Visit, title: str, *, times: int) -> None:
    """The start page is kept for a minute: ask again until it is made anew."""
    for _ in range(45):
        if visit.open("/").get_by_role("link", name=title).count() == times:
            return
        visit.page.wait_for_timeout(2000)
    pytest.fail(f"the start page does not show {title!r} {times} times")


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light"), (PHONE, "dark"), (DESK, "light")])
def test_every_page_is_accessible(devices: Devices, size: dict[str, int], scheme: str) -> None:
    visit = at_the_board(devices, size, color_scheme=scheme)
    for path in PAGES:
        visit.open(path)
        visit.check()
        visit.fits()
    visit.page.goto(f"{visit.market}/stadt/aktionen/")
    visit.page.locator(".panel h2 a").first.click()
    visit.page.get_by_role("button", name="Aktion speichern").wait_for()
    visit.check()
    visit.fits()
    for board in ("/stadt/zusammenstellungen/", "/stadt/seiten/"):
        visit.open(board).locator(".panel h2 a").first.click()
        visit.page.get_by_role("button", name="Speichern", exact=True).wait_for()
        visit.check()
        visit.fits()


def test_a_collection_is_put_in_order_with_the_keyboard(devices: Devices) -> None:
    """Made, filled, shown, put in order, deleted: every step is a button that a keyboard reaches."""
    name = f"Probe {uuid.uuid4().hex[:6]}"
    visit = at_the_board(devices)
    page = visit.open("/stadt/zusammenstellungen/neu/")
    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Anlegen und Waren wählen").press("Enter")
    page.get_by_label("Waren suchen").fill("Tee")
    page.get_by_label("Waren suchen").press("Enter")
    boxes = page.get_by_role("group", name="Gefundene Waren").get_by_role("checkbox")
    for box in (boxes.nth(0), boxes.nth(1)):
        box.press("Space")
    page.get_by_role("button", name="Angekreuzte hineinlegen").press("Enter")
    rows = page.locator(".ordered-rows > li a")
    expect(rows).to_have_count(2)
    last = rows.nth(1).inner_text()
    page.get_by_role("button", name=f"{last} nach oben").press("Enter")
    expect(rows.nth(0)).to_have_text(last)
    page.get_by_role("button", name="Auf dem Markt zeigen").press("Enter")
    page.get_by_role("link", name="Vorschau").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    visit.check()
    page.get_by_role("link", name="Zurück zum Bearbeiten").press("Enter")
    page.get_by_role("button", name="Zusammenstellung löschen").press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="Löschen").press("Enter")
    page.wait_for_url("**/stadt/zusammenstellungen/")
    expect(page.get_by_role("link", name=name)).to_have_count(0)


def test_every_page_reflows_on_the_smallest_phone(devices: Devices) -> None:
    visit = at_the_board(devices, {"width": 320, "height": 640})
    for path in PAGES:
        visit.open(path)
        visit.fits()


def test_a_campaign_is_planned_published_and_ended(devices: Devices) -> None:
    title = f"Probeaktion {uuid.uuid4().hex[:6]}"
    visit = at_the_board(devices)
    page = visit.open("/stadt/aktionen/neu/")
    page.get_by_role("button", name="Aktion speichern").click()
    expect(page.locator("#error-summary")).to_be_visible()
    visit.check()

    now = datetime.now(ZoneInfo("Europe/Berlin"))
    page.get_by_label("Titel").fill(title)
    page.get_by_label("In einem Satz").fill("Nur heute")
    page.get_by_label("Beginn").fill((now - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M"))
    page.get_by_label("Ende").fill((now + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M"))
    page.get_by_label("Waren suchen").fill("brot")
    page.get_by_role("button", name="Suchen").click()
    goods = page.get_by_role("region", name="Waren zur Auswahl")
    goods.get_by_role("checkbox").first.check()
    expect(page.get_by_label("Titel")).to_have_value(title)
    visit.check()
    page.get_by_role("button", name="Aktion speichern").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.locator("main")).to_contain_text("Noch ein Entwurf")
    page.get_by_label("Noch ein Entwurf").uncheck()
    page.get_by_role("button", name="Aktion speichern").click()
    page.get_by_role("link", name="Seite ansehen").wait_for()
    visit.check()

    shopper = devices.visit(PHONE)
    start_page_shows(shopper, title, times=1)
    shopper.page.get_by_role("link", name=title).first.click()
    expect(shopper.page.get_by_role("heading", level=1)).to_contain_text(title)
    shopper.check()

    page.get_by_role("button", name="Aktion beenden").click()
    page.get_by_role("dialog").get_by_role("button", name="Beenden").click()
    expect(page.locator(".page-head .tag")).to_have_text("beendet")
    start_page_shows(shopper, title, times=0)
