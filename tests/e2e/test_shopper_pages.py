"""The shopper's way through the market in a real browser: phone first, keyboard, without scripts, axe on every page."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.browsing import DESK, PHONE, Devices, Visit, chromium, devices

pytestmark = pytest.mark.browser
__all__ = ["chromium", "devices"]

PAGES = (
    "/",
    "/suche/",
    "/suche/?q=brot&heute=1",
    "/suche/?q=gibtesnichtxyz",
    "/laeden/",
    "/laeden/?stufe=0",
    "/regal/brot-backwaren/",
    "/auswahl/zum-herbst/",
    "/seite/hilfe/",
    "/laden/musterbaeckerei-am-rossmarkt/",
    "/laden/musterbaeckerei-am-rossmarkt/impressum/",
    "/produkt/tafel-mit-honig-und-mandel/",  # of the shop with the longest word in its name
    "/korb/",
    "/anmelden/",
    "/registrieren/",
    "/passwort/",
    "/passwort/neu/",
    "/registrieren/bestaetigen/",
    "/reihenfolge/",
    "/impressum/",
    "/datenschutz/",
    "/barrierefreiheit/",
    "/offline/",
)
SHOPS = ("musterbaeckerei-am-rossmarkt", "buchhandlung-beispielseite")


def put_articles_of(visit: Visit, shop: str, count: int = 1) -> None:
    """From the shop's page to the basket, as somebody who looks around and passes over what others took."""
    page = visit.open(f"/laden/{shop}/")
    addresses = [str(link.get_attribute("href")) for link in page.locator("#waren .tile h3 a").all()]
    for address in addresses:
        visit.open(address)
        button = page.get_by_role("button", name="In den Korb")
        if not button.count():
            continue
        button.click()
        page.locator(".message").first.wait_for()
        count -= page.locator(".message", has_text="Im Korb:").count()
        if count == 0:
            return
    pytest.fail(f"{shop} has too little on its shelf")


def fill_basket(visit: Visit) -> None:
    for shop in SHOPS:
        put_articles_of(visit, shop)


def fill_in(visit: Visit, **other: str) -> None:
    page = visit.page
    for label, value in {
        "Vorname": "Erika",
        "Nachname": "Muster",
        "E-Mail-Adresse": "erika@example.org",
        **other,
    }.items():
        page.get_by_label(label, exact=True).fill(value)
    page.locator("input[name=payment_method]:not([disabled])").first.check()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible(devices: Devices, size: dict[str, int], scheme: str) -> None:
    visit = devices.visit(size, color_scheme=scheme)
    for path in PAGES:
        visit.open(path)
        visit.check()
        visit.fits()


def test_every_page_reflows_on_the_smallest_phone(devices: Devices) -> None:
    visit = devices.visit({"width": 320, "height": 640})
    for path in PAGES:
        visit.open(path)
        visit.fits()


def test_two_shops_one_order_on_a_phone(devices: Devices) -> None:
    visit = devices.visit(PHONE)
    page = visit.open("/")
    page.get_by_role("searchbox").fill("brot")
    page.get_by_role("searchbox").press("Enter")
    page.wait_for_url("**/suche/?q=brot")
    page.locator(".results .tile h3 a").first.click()
    page.wait_for_url("**/produkt/**")
    visit.check()
    fill_basket(visit)
    expect(page.locator(".bottom-bar [data-basket-badge] > :last-child")).to_have_text(str(len(SHOPS)))
    page.locator(".bottom-bar").get_by_role("link", name=re.compile("Korb")).click()
    page.wait_for_url("**/korb/")
    visit.check()
    page.get_by_role("button", name="Überall zum frühesten Termin abholen").click()
    page.get_by_role("link", name="Zur Kasse").click()
    page.wait_for_url("**/kasse/")
    visit.check()
    page.get_by_role("button", name="zahlungspflichtig bestellen").click()
    page.locator("#error-summary").wait_for()
    visit.check()
    fill_in(visit)
    page.get_by_role("button", name="zahlungspflichtig bestellen").click()
    page.wait_for_url("**/danke/**")
    visit.check()
    visit.fits()
    assert page.get_by_text("Ihr Abholcode").count() == len(SHOPS)
    page.locator(".breadcrumbs, .order-card").first.wait_for()
    page.goto(page.url)
    assert page.locator(".timeline").count() == len(SHOPS)


def test_the_same_without_scripts(devices: Devices) -> None:
    visit = devices.visit(PHONE, java_script_enabled=False)
    page = visit.page
    fill_basket(visit)
    assert page.url.endswith("/korb/")
    page.get_by_role("button", name="Überall zum frühesten Termin abholen").click()
    page.get_by_role("link", name="Zur Kasse").click()
    fill_in(visit)
    page.get_by_role("button", name="zahlungspflichtig bestellen").click()
    page.wait_for_url("**/danke/**")
    assert page.locator(".order-card").count() == len(SHOPS)


def test_goods_come_with_the_tour_for_a_postal_code(devices: Devices) -> None:
    visit = devices.visit(DESK)
    page = visit.page
    put_articles_of(visit, SHOPS[1], count=3)
    visit.open("/korb/")
    page.locator("#postal-code").fill("06712")
    page.get_by_role("button", name="Touren zeigen").click()
    page.get_by_role("button", name="Ändern").wait_for()
    page.locator(".way-choice input[type=radio]").nth(1).check()
    page.locator(".way-choice:has(input:checked) .amount", has_text="€").wait_for()
    page.get_by_role("link", name="Zur Kasse").click()
    fill_in(visit, **{"Straße und Hausnummer": "Am Anger 3", "Ort": "Zeitz"})
    assert page.get_by_label("Postleitzahl", exact=True).input_value() == "06712"
    page.get_by_role("button", name="zahlungspflichtig bestellen").click()
    page.wait_for_url("**/danke/**")
    visit.check()


def test_what_was_taken_out_comes_back(devices: Devices) -> None:
    visit = devices.visit(PHONE)
    page = visit.page
    put_articles_of(visit, SHOPS[0])
    visit.open("/korb/")
    page.get_by_role("button", name=re.compile("entfernen$")).click()
    undo = page.get_by_role("button", name="Rückgängig machen")
    undo.wait_for()
    assert undo.evaluate("element => element === document.activeElement")
    visit.check()
    undo.click()
    page.locator(".basket-line").wait_for()


def test_filters_act_at_once_and_the_address_keeps_them(devices: Devices) -> None:
    visit = devices.visit(DESK)
    page = visit.open("/suche/?q=brot")
    before = page.locator("h1").inner_text()
    page.get_by_role("link", name=re.compile("wird geliefert")).click()
    page.wait_for_url("**liefern=1**")
    assert page.locator("#chip-bring").get_attribute("aria-current") == "true"
    assert page.locator("#announce").inner_text() == page.locator("h1").inner_text()
    page.reload()
    assert page.locator("#chip-bring").get_attribute("aria-current") == "true"
    page.locator("#chip-bring").click()
    page.wait_for_url("**/suche/?q=brot")
    assert page.locator("h1").inner_text() == before
    visit.check()


def test_the_keyboard_reaches_content_search_and_dialogs(devices: Devices) -> None:
    visit = devices.visit(DESK)
    page = visit.open("/laeden/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Zum Inhalt springen"
    page.keyboard.press("Enter")
    assert page.locator("main:focus").count() == 1
    page.keyboard.press("Tab")
    outline = page.locator(":focus").evaluate("element => getComputedStyle(element).outlineStyle")
    assert outline == "solid"
    visit.sign_in("kundin@zeitz.example")
    visit.open("/konto/daten/")
    page.get_by_role("button", name="Auf allen Geräten abmelden").press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    assert dialog.get_by_text("Auf allen Geräten abmelden?").is_visible()
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    assert page.url.endswith("/konto/daten/")


def test_the_account_is_accessible(devices: Devices) -> None:
    visit = devices.visit(PHONE)
    visit.sign_in("kundin@zeitz.example")
    for path in ("/konto/", "/konto/adressen/", "/konto/adressen/neu/", "/konto/daten/", "/konto/daten/loeschen/"):
        visit.open(path)
        visit.check()
        visit.fits()


def test_the_map_leads_to_the_list_and_nearer(devices: Devices) -> None:
    visit = devices.visit(DESK)
    page = visit.open("/laeden/?stufe=0")
    heap = page.locator(".map a.pin:has(.pin-count)").first
    heap.click()
    page.wait_for_url("**stufe=1**")
    page.get_by_role("link", name="Innenstadt").click()
    single = page.locator(".map a.pin:not(:has(.pin-count))").first
    target = single.get_attribute("href")
    single.click()
    assert page.url.endswith(target or "?")
    assert page.locator(target or "").is_visible()


def test_targets_are_large_enough_for_a_thumb(devices: Devices) -> None:
    visit = devices.visit(PHONE)
    for path in ("/", "/suche/?q=brot", "/laeden/", "/korb/", "/anmelden/"):
        page = visit.open(path)
        small = page.evaluate(
            """() => [...document.querySelectorAll('button, .btn, .chip, .bottom-bar a, .site-nav a, select')]
                .filter(each => each.checkVisibility() && each.getBoundingClientRect().height > 0)
                .filter(each => each.getBoundingClientRect().height < 43.5 && !each.closest('.visually-hidden'))
                .filter(each => !each.classList.contains('visually-hidden'))
                .map(each => each.outerHTML.slice(0, 80))"""
        )
        assert small == [], f"{path}: {small}"


def test_without_a_connection_the_offline_page_answers(devices: Devices) -> None:
    visit = devices.visit(PHONE)
    page = visit.open("/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    visit.open("/laeden/")
    page.context.set_offline(True)
    page.goto(f"{visit.market}/suche/")
    assert page.get_by_role("heading", name="Gerade keine Verbindung").is_visible()
    page.context.set_offline(False)
    visit.open("/suche/")
    visit.watch.errors.clear()  # the browser names the lost connection an error of its own
