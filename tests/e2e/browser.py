"""A real Chromium before a running market: signing in, and what law asks of every page (BFSG: WCAG 2.1 A and AA)."""

from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
PASSWORD = "zeitz-demo"
LAWFUL = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "resultTypes": ["violations"]}


def launch(playwright: Playwright) -> Browser:
    """Debian's Chromium: nothing is fetched."""
    return playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)


def context(browser: Browser, market: str, **options: Any) -> BrowserContext:
    """A browser of a German reader on a phone, unless told otherwise. Waits are long: the machine may be busy."""
    opened = browser.new_context(**{"base_url": market, "locale": "de-DE", "viewport": PHONE} | options)
    opened.set_default_timeout(30_000)
    return opened


def sign_in(page: Page, name: str, next_path: str = "/") -> None:
    """Sign in as one of the demo town's people ("laden", "stadt" ...) and go on to a page."""
    page.goto(f"/anmelden/?next={next_path}")
    page.get_by_label("E-Mail-Adresse").fill(f"{name}@zeitz.example")
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Anmelden").click()
    page.wait_for_url(lambda address: "/anmelden/" not in address)


def assert_accessible(page: Page) -> None:
    """No violation of WCAG 2.1 A and AA that a machine can find, and nothing that sticks out to the right."""
    found = Axe().run(page, options=LAWFUL)
    said = [
        f"{each['id']} ({each['impact']}): {each['help']}: {[node['target'] for node in each['nodes']][:5]}"
        for each in found.response["violations"]
    ]
    assert not said, f"{page.url}\n" + "\n".join(said)
    room = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert room[0] <= room[1], f"{page.url} is {room[0]} wide on a screen of {room[1]}"
