"""Shopping, measured: Saleor's operations and page views against a running market."""

import asyncio
import itertools
import json
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlsplit

import httpx

from tests.bench.load import Request, alone, statements, summary, together
from tests.e2e import shopping
from tests.e2e.shopping import Market

PRODUCT = """
query Product($slug: String!, $channel: String!) {
  product(slug: $slug, channel: $channel) {
    id name slug description category { id name slug } media { url alt } thumbnail(size: 1024, format: WEBP) { url }
    pricing { priceRange { start { gross { amount currency } } } }
    variants { id name sku quantityAvailable pricing { price { gross { amount currency } } } }
  }
}
"""
SEARCH = """
query Search($text: String!, $channel: String!) {
  products(first: 20, channel: $channel, search: $text) { totalCount edges { node {
    id name slug pricing { priceRange { start { gross { amount currency } } } } } } }
}
"""
ORDERS = """
query Orders { me { orders(first: 20) { edges { node {
  id number status paymentStatus created total { gross { amount currency } }
  lines { productName quantity unitPrice { gross { amount } } } } } } } }
"""
WORDS = ("Brot", "Käse", "Buch", "Wein", "Blumen", "Fahrrad", "Kaffee", "Seife")
CHECKOUTS = 30


class Shop:
    """All measurements against one market."""

    def __init__(self, url: str, *, runs: int, seconds: float) -> None:
        self.url, self.runs, self.seconds = url, runs, seconds
        self.market = Market(httpx.Client(base_url=url, timeout=30))
        self.goods = self.market.goods(at_least=8)

    def measure(self) -> dict[str, Any]:
        """Operations, whole checkouts and page views by name; milliseconds, statements, requests per second."""
        return {
            "operations": self._reads() | self._checkouts(),
            "pages": self._pages(),
        }

    def _operation(self, document: str, token: str | None = None, **variables: Any) -> bytes:
        headers = [("Content-Type", "application/json")]
        if token:
            headers.append(("Authorization", f"Bearer {token}"))
        body = json.dumps({"query": document, "variables": variables}).encode()
        return Request(urlsplit(self.url).netloc, "POST", "/graphql/", body, tuple(headers)).encode()

    def _both(self, make: Callable[[int], bytes]) -> dict[str, Any]:
        found: dict[str, Any] = asyncio.run(alone(self.url, make, runs=self.runs))
        per_second = asyncio.run(together(self.url, make, clients=8, seconds=self.seconds))
        return found | {"per_second_8_clients": round(per_second, 1)}

    def _reads(self) -> dict[str, Any]:
        token = self.market.signed_in("kundin@zeitz.example").token
        slugs = [each["slug"] for rows in self.goods.values() for each in rows]
        product_list = self._operation(shopping.PRODUCTS, channel="zeitz", first=20)
        return {
            "products(first 20) with price": self._both(lambda _i: product_list),
            "products(search)": self._both(
                lambda i: self._operation(SEARCH, text=WORDS[i % len(WORDS)], channel="zeitz")
            ),
            "product detail": self._both(
                lambda i: self._operation(PRODUCT, slug=slugs[i % len(slugs)], channel="zeitz")
            ),
            "order history": self._both(lambda _i: self._operation(ORDERS, token)),
        }

    def _checkouts(self) -> dict[str, Any]:
        """Whole checkouts over two shops, step by step, one client."""
        steps: dict[str, list[float]] = {}
        counts: dict[str, list[int]] = {}
        # each alone reaches a tour's minimum, and two stay below what one may pay at the door without an account
        rows = [each for rows in self.goods.values() for each in rows if 25 <= each["price"]["amount"] <= 140]
        away = len(rows) // 2  # far enough for another shop
        pairs = itertools.cycle(zip(rows, [*rows[away:], *rows[:away]], strict=True))
        measured = (found for pair in itertools.islice(pairs, 4 * CHECKOUTS) if (found := self._checkout(pair)))
        self.market.http.event_hooks = {"response": [lambda answer: self._note(answer, counts)]}
        for durations in itertools.islice(measured, 2, CHECKOUTS + 2):  # the first two warm up
            for name, seconds in durations.items():
                steps.setdefault(name, []).append(seconds)
        self.market.http.event_hooks = {}
        counted = {name: {"sql": sorted(found)[len(found) // 2]} for name, found in counts.items()}
        return {name: summary(seconds) | counted.get(name, {}) for name, seconds in steps.items()}

    _step = ""

    def _note(self, answer: httpx.Response, counts: dict[str, list[int]]) -> None:
        count = statements(answer.headers.get("server-timing", ""))
        if count is not None:
            counts.setdefault(self._step, []).append(count)

    def _checkout(self, products: tuple[dict[str, Any], ...]) -> dict[str, float]:
        """Seconds of each step; nothing if a shop offers no way for its article today."""
        variants = [(each["variantId"], 1) for each in products]
        durations: dict[str, float] = {}

        def timed(name: str, act: Callable[[], Any]) -> Any:
            self._step = name
            began = time.perf_counter()
            answer = act()
            durations[name] = time.perf_counter() - began
            return answer

        checkout = timed("checkoutCreate (2 lines)", lambda: self.market.checkout(variants))
        options = timed("fulfilmentOptions", lambda: self.market.options(checkout["id"]))
        if not all(any(each["offers"] for each in option["offerSets"]) for option in options):
            return {}
        choices = [shopping.choice(option, None) for option in options]
        document, field = shopping.FULFILMENT_PLAN_UPDATE, "fulfilmentPlanUpdate"
        given = {"checkoutId": checkout["id"], "choices": choices}
        timed(field, lambda: self.market.act(document, field, **given))
        timed("transactionInitialize", lambda: self.market.pay(checkout["id"]))
        timed("checkoutComplete", lambda: self.market.complete(checkout["id"]))
        return durations | {"whole checkout": sum(durations.values())}

    def _pages(self) -> dict[str, Any]:
        """Page views of a visitor with a basket in the session."""
        product = next(iter(self.goods.values()))[0]
        cookies = self._basket_cookies(product)
        paths = {
            "start": "/",
            "search": f"/suche/?q={quote('Brot')}",
            "product": f"/produkt/{product['slug']}/",
            "basket": "/korb/",
        }
        host, headers = urlsplit(self.url).netloc, (("Cookie", cookies), ("Accept", "text/html"))
        raw = {name: Request(host, "GET", path, b"", headers).encode() for name, path in paths.items()}
        return {name: self._both(lambda _i, bytes_=bytes_: bytes_) for name, bytes_ in raw.items()}

    def _basket_cookies(self, product: dict[str, Any]) -> str:
        with httpx.Client(base_url=self.url, timeout=30, follow_redirects=True) as visitor:
            page = visitor.get(f"/produkt/{product['slug']}/")
            token = page.text.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
            fields = {"csrfmiddlewaretoken": token, "variant": product["variantId"], "quantity": "1"}
            visitor.post("/korb/hinzufuegen/", data=fields, headers={"Referer": self.url})
            return "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
