"""Saleor and the embedded engine side by side: the same operations on the same goods, taken in turns by one client.

The distant side is a Saleor with the demo town, and the platform that is installed in it. Operations of Saleor go to
Saleor itself, past the gateway; the plan, which only the platform has, goes to the platform of each side.
"""

import asyncio
import itertools
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx

from tests.bench import shop
from tests.bench.load import Client, Request, summary, together
from tests.e2e import shopping
from tests.e2e.shopping import Market, Refused

LINES_ADD = """
mutation Add($id: ID!, $lines: [CheckoutLineInput!]!) {
  checkoutLinesAdd(id: $id, lines: $lines) { checkout { id } errors { field message code } }
}
"""
DELIVERY_OPTIONS = """
mutation Options($id: ID!) {
  deliveryOptionsCalculate(id: $id) { deliveries { id shippingMethod { id name } } errors { field message code } }
}
"""
CHECKOUT = "query Checkout($id: ID!) { checkout(id: $id) { id delivery { id } totalPrice { gross { amount } } } }"
DELIVERY_UPDATE = """
mutation Choose($id: ID!, $method: ID!) {
  checkoutDeliveryMethodUpdate(id: $id, deliveryMethodId: $method) { checkout { id } errors { field message code } }
}
"""
GOODS = """
query Goods($after: String) {
  products(first: 100, after: $after, channel: "zeitz") {
    pageInfo { hasNextPage endCursor }
    edges { node { slug variants { id sku pricing { price { gross { amount } } } } } }
  }
}
"""
WORTH_A_TOUR = (25, 140)  # EUR: reaches a tour's minimum alone, and may be paid at the door without an account


@dataclass
class Side:
    """One engine: where it and its platform answer, and its variant ids by SKU."""

    name: str
    engine_url: str
    market_url: str
    variants: dict[str, str] = field(default_factory=dict)
    slugs: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        parts = urlsplit(self.engine_url)
        self.engine = Market(httpx.Client(base_url=f"{parts.scheme}://{parts.netloc}", timeout=120, trust_env=False))
        self.platform = Market(httpx.Client(base_url=self.market_url, timeout=120, trust_env=False))

    def read_goods(self) -> None:
        """What is for sale, dear enough for a tour."""
        after: str | None = None
        while True:
            page = self.engine.send(GOODS, after=after)["products"]
            for edge in page["edges"]:
                variant, *_ = edge["node"]["variants"]
                price = variant["pricing"]["price"]
                if WORTH_A_TOUR[0] <= price["gross"]["amount"] <= WORTH_A_TOUR[1]:
                    self.variants[variant["sku"]] = variant["id"]
                    self.slugs[variant["sku"]] = edge["node"]["slug"]
            if not page["pageInfo"]["hasNextPage"]:
                return
            after = page["pageInfo"]["endCursor"]

    def request(self, document: str, **variables: Any) -> bytes:
        body = json.dumps({"query": document, "variables": variables}).encode()
        parts = urlsplit(self.engine_url)
        return Request(parts.netloc, "POST", parts.path, body, (("Content-Type", "application/json"),)).encode()


@dataclass
class SideBySide:
    """All measurements over two sides. `runs` counts reads per side, `checkouts` whole purchases per side."""

    sides: tuple[Side, Side]
    runs: int
    seconds: float
    checkouts: int = 20

    def measure(self) -> dict[str, Any]:
        """By operation: median and p90 in ms of each side, requests a second of eight clients, ratio of the medians."""
        for side in self.sides:
            side.read_goods()
        common = sorted(self.sides[0].variants.keys() & self.sides[1].variants.keys())
        if not common:
            raise SystemExit("the two sides have no goods in common: load the same town into both")
        return self._reads(common) | self._purchases(common)

    def _reads(self, skus: list[str]) -> dict[str, Any]:
        def of(side: Side) -> dict[str, Callable[[int], bytes]]:
            return {
                "products(first 20) with price": lambda _i: side.request(shopping.PRODUCTS, channel="zeitz", first=20),
                "products(search)": lambda i: side.request(
                    shop.SEARCH, text=shop.WORDS[i % len(shop.WORDS)], channel="zeitz"
                ),
                "product detail": lambda i: side.request(
                    shop.PRODUCT, slug=side.slugs[skus[i % len(skus)]], channel="zeitz"
                ),
            }

        made = [of(side) for side in self.sides]
        found = {}
        for name in made[0]:
            times = asyncio.run(self._in_turns([each[name] for each in made]))
            per_second = [
                round(asyncio.run(together(_root(side), each[name], clients=8, seconds=self.seconds)), 1)
                for side, each in zip(self.sides, made, strict=True)
            ]
            found[name] = self._row(times, per_second)
        return found

    async def _in_turns(self, makes: list[Callable[[int], bytes]]) -> list[list[float]]:
        clients = [Client(_root(side)) for side in self.sides]
        times: list[list[float]] = [[] for _ in clients]
        for i in range(self.runs + 5):
            for client, make, own in zip(clients, makes, times, strict=True):
                answer = await client.send(make(i))
                if answer.status != 200 or b'"errors": [{' in answer.body or b'"errors":[{' in answer.body:
                    raise AssertionError(f"{answer.status}: {answer.body[:400]!r}")
                own.append(answer.seconds)
        for client in clients:
            client.close()
        return [own[5:] for own in times]

    def _purchases(self, skus: list[str]) -> dict[str, Any]:
        away = len(skus) // 2  # far enough for another shop
        pairs = itertools.cycle(zip(skus, [*skus[away:], *skus[:away]], strict=True))
        steps: dict[str, list[list[float]]] = {}
        done = [0, 0]
        for pair in itertools.islice(pairs, 6 * self.checkouts):
            for at, side in enumerate(self.sides):
                if done[at] < self.checkouts + 2 and (found := purchase(side, pair)):
                    done[at] += 1
                    if done[at] > 2:  # the first two warm up
                        for name, seconds in found.items():
                            steps.setdefault(name, [[], []])[at].append(seconds)
        return {name: self._row(times) for name, times in steps.items() if all(times)}

    def _row(self, times: list[list[float]], per_second: list[float] | None = None) -> dict[str, Any]:
        row: dict[str, Any] = {side.name: summary(own) for side, own in zip(self.sides, times, strict=True)}
        for side, each in zip(self.sides, per_second or [], strict=False):
            row[side.name]["per_second_8_clients"] = each
        first, second = (row[side.name]["median_ms"] for side in self.sides)
        return row | {"ratio": round(second / first, 1)}


def purchase(side: Side, skus: tuple[str, str]) -> dict[str, float]:
    """Seconds of each step of a purchase over two shops; nothing if one of them offers no way today or is sold out."""
    try:
        return _steps(side, skus)
    except Refused:  # earlier runs on the same market hold what is left
        return {}


def _steps(side: Side, skus: tuple[str, str]) -> dict[str, float]:
    durations: dict[str, float] = {}

    def timed(name: str, act: Callable[[], Any]) -> Any:
        began = time.perf_counter()
        answer = act()
        durations[name] = time.perf_counter() - began
        return answer

    engine, first, second = side.engine, *(side.variants[each] for each in skus)
    checkout_id = timed("checkoutCreate", lambda: engine.checkout([(first, 1)]))["id"]
    line = [{"variantId": second, "quantity": 1}]
    timed("checkoutLinesAdd", lambda: engine.act(LINES_ADD, "checkoutLinesAdd", id=checkout_id, lines=line))
    options = side.platform.options(checkout_id)
    if not all(any(each["offers"] for each in option["offerSets"]) for option in options):
        return {}
    choices = [shopping.choice(option, None) for option in options]
    document, name = shopping.FULFILMENT_PLAN_UPDATE, "fulfilmentPlanUpdate"
    timed(f"{name} (platform)", lambda: side.platform.act(document, name, checkoutId=checkout_id, choices=choices))
    calculated = timed(
        "deliveryOptionsCalculate", lambda: engine.act(DELIVERY_OPTIONS, "deliveryOptionsCalculate", id=checkout_id)
    )
    chosen = calculated["deliveries"][0]["id"]
    timed(
        "checkoutDeliveryMethodUpdate",
        lambda: engine.act(DELIVERY_UPDATE, "checkoutDeliveryMethodUpdate", id=checkout_id, method=chosen),
    )
    timed("checkout", lambda: engine.send(CHECKOUT, id=checkout_id))
    timed("transactionInitialize", lambda: engine.pay(checkout_id))
    timed("checkoutComplete", lambda: engine.complete(checkout_id))
    return durations


def _root(side: Side) -> str:
    parts = urlsplit(side.engine_url)
    return f"{parts.scheme}://{parts.netloc}"
