"""A real Chromium for the pages: phones and desks, with axe, and an eye on everything that goes wrong silently."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
WCAG = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
    "resultTypes": ["violations"],
}


@dataclass
class Watch:
    """What a visit must not do: ask another server, or write errors to the console."""

    market: str
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        host = urlsplit(self.market).netloc
        context.on("request", lambda each: urlsplit(each.url).netloc in {host, ""} or self.foreign.append(each.url))
        context.on("console", self._heard)
        context.on("weberror", lambda each: self.errors.append(str(each.error)))

    def _heard(self, message: ConsoleMessage) -> None:
        # A refusal (422) is an answer that browsers report as an error of their own.
        if message.type == "error" and "422" not in message.text:
            self.errors.append(message.text)


@dataclass
class Visit:
    """A person at a device."""

    page: Page
    market: str
    watch: Watch

    def open(self, path: str) -> Page:
        """Go there; the page must be there."""
        answer = self.page.goto(self.market + path)
        assert answer is not None
        assert answer.status < 400, f"{path}: {answer.status}"
        return self.page

    def check(self) -> None:
        """No violation of WCAG 2.1 A and AA on the page as it is now, and one heading of the first level."""
        heard = list(self.watch.errors)
        results = Axe().run(self.page, options=WCAG)
        self.watch.errors[:] = heard  # axe tries inline styles, which our content policy refuses it
        found = [
            f"{each['id']}: {each['help']} {[node['target'] for node in each['nodes']][:4]}"
            for each in results.response["violations"]
        ]
        assert not found, f"{self.page.url}:\n" + "\n".join(found)
        assert self.page.locator("h1").count() == 1, self.page.url

    def fits(self) -> None:
        """Nothing makes the page scroll sideways."""
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self.page.url} is {wide} px too wide"

    def sign_in(self, email: str, password: str = "zeitz-demo") -> None:
        page = self.open("/anmelden/")
        page.get_by_label("E-Mail-Adresse").fill(email)
        page.get_by_label("Passwort").fill(password)
        page.get_by_role("main").get_by_role("button", name="Anmelden").click()
        page.wait_for_url("**/konto/")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """For one module: a second one cannot be opened beside it, and its event loop keeps Django's database away."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


class Devices:
    """Opens visits and holds them to good manners when the test ends."""

    def __init__(self, chromium: Browser, market: str) -> None:
        self._chromium, self._market = chromium, market
        self._visits: list[tuple[BrowserContext, Watch]] = []

    def visit(self, size: dict[str, int] = PHONE, **options: object) -> Visit:
        context = self._chromium.new_context(viewport=size, locale="de-DE", reduced_motion="reduce", **options)
        context.set_default_timeout(30_000)
        watch = Watch(self._market)
        watch.over(context)
        self._visits.append((context, watch))
        return Visit(page=context.new_page(), market=self._market, watch=watch)

    def close(self) -> None:
        for context, _watch in self._visits:
            context.close()
        for _context, watch in self._visits:
            assert not watch.foreign, f"asked other servers: {watch.foreign}"
            assert not watch.errors, f"the console says: {watch.errors}"


@pytest.fixture
def devices(chromium: Browser, market: str) -> Iterator[Devices]:
    opened = Devices(chromium, market)
    yield opened
    opened.close()
