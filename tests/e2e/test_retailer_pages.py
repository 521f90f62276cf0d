"""The five-minute day in a real browser: an order comes in, is confirmed, packed and handed over by code."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import DESK, PHONE, Devices, Visit, chromium, devices

pytestmark = pytest.mark.browser
__all__ = ["chromium", "devices"]

SHOP = "musterbaeckerei-am-rossmarkt"
COUNTER = f"/haendler/{SHOP}"
PAGES = (
    "/heute/",
    "/bestellungen/",
    "/bestellungen/?stage=cancelled&text=gibtesnicht",
    "/produkte/",
    "/produkte/neu/",
    "/zeiten/",
    "/profil/",
    "/profil/impressum/",
    "/zahlen/",
)


def order_at_the_shop(devices: Devices) -> tuple[str, str]:
    """Somebody buys one article to collect; the number and the code that only they see."""
    visit = devices.visit(PHONE)
    page = visit.open(f"/laden/{SHOP}/")
    for address in [str(link.get_attribute("href")) for link in page.locator("#waren .tile h3 a").all()]:
        visit.open(address)
        button = page.get_by_role("button", name="In den Korb")
        if button.count():
            button.click()
            page.locator(".message").first.wait_for()
            break
    visit.open("/korb/")
    page.get_by_role("button", name="frühesten Termin").first.click()
    page.get_by_role("link", name="Zur Kasse").click()
    for label, value in (("Vorname", "Erika"), ("Nachname", "Muster"), ("E-Mail-Adresse", "erika@example.org")):
        page.get_by_label(label, exact=True).fill(value)
    page.locator("input[name=payment_method]:not([disabled])").first.check()
    page.get_by_role("button", name="zahlungspflichtig bestellen").click()
    page.wait_for_url("**/danke/**")
    number = re.search(r"\d\d-\d{6}-[A-Z]", page.locator("main").inner_text())
    assert number
    return number[0], page.locator(".code-words").first.inner_text()


def behind_the_counter(devices: Devices, size: dict[str, int] = PHONE, **options: object) -> Visit:
    visit = devices.visit(size, **options)
    visit.sign_in("laden@zeitz.example")
    return visit


def open_order(visit: Visit, number: str) -> Page:
    visit.open(f"{COUNTER}/bestellungen/?text={number}")
    visit.page.get_by_role("link", name=number).click()
    expect(visit.page.get_by_role("heading", level=1)).to_have_text(number)
    return visit.page


def checked(visit: Visit) -> None:
    visit.check()
    visit.fits()


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light"), (PHONE, "dark"), (DESK, "light")])
def test_every_page_is_accessible(devices: Devices, size: dict[str, int], scheme: str) -> None:
    visit = behind_the_counter(devices, size, color_scheme=scheme)
    for path in PAGES:
        visit.open(COUNTER + path)
        checked(visit)


def test_every_page_reflows_on_the_smallest_phone(devices: Devices) -> None:
    visit = behind_the_counter(devices, {"width": 320, "height": 640})
    for path in PAGES:
        visit.open(COUNTER + path)
        visit.fits()


def test_an_order_is_confirmed_packed_and_handed_over(devices: Devices) -> None:
    number, code = order_at_the_shop(devices)
    visit = behind_the_counter(devices)
    visit.open(f"{COUNTER}/heute/")
    expect(visit.page.locator("main")).to_contain_text("Als Nächstes")
    page = open_order(visit, number)
    checked(visit)
    page.get_by_role("button", name="Alles da: bestätigen").click()
    page.get_by_role("button", name="Gepackt: liegt bereit").click()
    page.get_by_role("button", name="Ware übergeben").wait_for()
    page.get_by_label("Abholcode").fill("FALSCH")
    page.get_by_role("button", name="Ware übergeben").click()
    expect(page.locator("#error-summary")).to_contain_text("Der Code stimmt nicht")
    checked(visit)

    visit.open(f"{COUNTER}/heute/")
    row = page.locator(".queue-row", has_text=number)
    row.locator("summary").click()
    checked(visit)
    row.get_by_label("Abholcode").fill(code)
    row.get_by_role("button", name="Ware übergeben").click()
    expect(page.locator("#messages")).to_contain_text(f"{number} ist übergeben")
    open_order(visit, number)
    expect(page.locator(".page-head .tag")).to_have_text("Abgeholt")


def test_missing_pieces_are_asked_about_twice(devices: Devices) -> None:
    number, _code = order_at_the_shop(devices)
    visit = behind_the_counter(devices)
    page = open_order(visit, number)
    page.locator("#reject summary").first.click()
    page.locator("#reject input[type=number]").first.fill("1")
    checked(visit)
    page.get_by_role("button", name="Ausgewählte Stücke absagen").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Das lässt sich nicht rückgängig machen")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="Ausgewählte Stücke absagen").click()
    page.get_by_role("dialog").get_by_role("button", name="Absagen").click()
    expect(page.locator("#messages")).to_contain_text("Abgesagt")
    checked(visit)


def test_stock_is_corrected_in_the_row(devices: Devices) -> None:
    visit = behind_the_counter(devices)
    page = visit.open(f"{COUNTER}/produkte/")
    field = page.locator("input[name=quantity]").first
    before = int(field.input_value())
    name = field.get_attribute("id")
    field.fill(str(before + 1))
    field.press("Enter")
    expect(page.locator(".said").first).to_contain_text("gespeichert")
    expect(page.locator(f"#{name}")).to_be_focused()
    checked(visit)
    page.locator(f"#{name}").fill(str(before))
    page.locator(f"#{name}").press("Enter")
    expect(page.locator(f"#{name}")).to_have_value(str(before))


def test_a_refused_article_leads_to_the_first_error(devices: Devices) -> None:
    visit = behind_the_counter(devices)
    page = visit.open(f"{COUNTER}/produkte/neu/")
    page.get_by_role("button", name="Artikel speichern").click()
    expect(page.locator("#error-summary")).to_be_visible()
    checked(visit)
    page.locator("#error-summary a").first.click()
    expect(page.locator("#id_name")).to_be_focused()


def test_a_closure_is_planned_and_taken_back(devices: Devices) -> None:
    visit = behind_the_counter(devices)
    page = visit.open(f"{COUNTER}/zeiten/")
    page.get_by_label("Erster Tag").fill("2031-07-07")
    page.get_by_label("Letzter Tag").fill("2031-07-08")
    page.get_by_label("Grund").fill("Probe der Betriebsferien")
    page.get_by_role("button", name="Schließung eintragen").click()
    row = page.locator(".closure", has_text="Probe der Betriebsferien")
    expect(row).to_be_visible()
    checked(visit)
    row.get_by_role("button", name="Zurücknehmen").click()
    page.get_by_role("dialog").get_by_role("button", name="Zurücknehmen").click()
    expect(row).to_be_hidden()


def test_targets_are_large_enough_for_a_thumb(devices: Devices) -> None:
    visit = behind_the_counter(devices)
    for path in ("/heute/", "/bestellungen/", "/produkte/", "/zeiten/"):
        page = visit.open(COUNTER + path)
        small = page.eval_on_selector_all(
            "main button, main .btn, main input:not([type=hidden]), main select, .bottom-bar a",
            "all => all.filter(e => e.checkVisibility()).map(e => [e.outerHTML.slice(0, 90),"
            " e.getBoundingClientRect().height]).filter(([, height]) => height < 43.5)",
        )
        assert not small, f"{path}: {small}"


def test_the_pick_list_prints_without_the_frame(devices: Devices) -> None:
    number, _code = order_at_the_shop(devices)
    visit = behind_the_counter(devices, DESK)
    page = open_order(visit, number)
    page.get_by_role("link", name="Packzettel").click()
    page.locator(".pick").wait_for()
    checked(visit)
    page.emulate_media(media="print")
    for frame in (".site-header", ".site-footer", ".counter-links", "main .btn"):
        expect(page.locator(frame).first).to_be_hidden()
    expect(page.locator(".pick li").first).to_be_visible()
