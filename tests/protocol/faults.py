"""`python -m tests.protocol.faults`: break the line between a real Saleor and the platform, and count what came of it.

Needs a Saleor with the demo town and a platform that was connected with PUBLIC_URL at the first switch and
SALEOR_API_URL at the second; see docs/saleor-conformance.md. Prints a table row for each fault; exits with 1 if an
order, a part of it or a payment was lost or doubled.
"""

import argparse
import json
import os
import shlex
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.bench.side_by_side import DELIVERY_OPTIONS, Side
from tests.e2e import shopping
from tests.e2e.shopping import Market, Refused
from tests.e2e.test_one_order_over_three_shops import CONFIRM, HAND_OVER, READY, VENDOR_ORDERS
from tests.protocol.switch import Switch, running

SHOPS = 2  # that each order is over
TOKEN_SECONDS = 150  # of the five minutes that a token lives
PATIENCE = 400  # seconds: Saleor sends an event again after 10, 20, 40, 80 and 160
PAYMENTS = """query Payments($id: ID!) { order(id: $id) {
  number total { gross { amount } } totalCharged { amount } fulfillments { id status }
} }"""
PARTS_OF_MINE = """query Mine { myVendorOrders(first: 50) { edges { node {
  id orderId state fulfilment { code } payment { captured { amount } } total { amount }
} } } }"""


@dataclass
class Bench:
    """Both sides, the lines between them, and who buys."""

    to_platform: Switch
    to_saleor: Switch
    side: Side
    worker: Callable[[], int]
    skus: list[tuple[str, str]] = field(default_factory=list)
    _tokens: dict[str, tuple[float, str]] = field(default_factory=dict)

    @property
    def shopper(self) -> Market:
        return Market(self.side.platform.http, self._token("kundin"))

    @property
    def operator(self) -> Market:
        return Market(self.side.platform.http, self._token("kuemmerer"))

    def _token(self, name: str) -> str:
        """A token with some of its five minutes left."""
        since, token = self._tokens.get(name, (-1e9, ""))
        if time.monotonic() - since > TOKEN_SECONDS:
            token = str(self.side.engine.signed_in(f"{name}@zeitz.example").token)
            self._tokens[name] = (time.monotonic(), token)
        return token

    def checkout(self) -> str:
        """A checkout over two shops with plan and delivery method."""
        while self.skus:
            first, second = self.skus.pop(0)
            own = Side(self.side.name, self.side.engine_url, self.side.market_url, self.side.variants)
            own.engine.token = own.platform.token = self._token("kundin")
            try:
                checkout_id = own.engine.checkout([(self.side.variants[each], 1) for each in (first, second)])["id"]
                options = own.platform.options(checkout_id)
                choices = [shopping.choice(option, "click_and_collect") for option in options]
            except Refused:
                continue
            document, name = shopping.FULFILMENT_PLAN_UPDATE, "fulfilmentPlanUpdate"
            self.shopper.act(document, name, checkoutId=checkout_id, choices=choices)
            return checkout_id
        raise SystemExit("no goods are left to buy")

    def engine(self) -> Market:
        return Market(self.side.engine.http, self._token("kundin"))

    def parts(self, order_id: str) -> list[dict[str, Any]]:
        found = self.operator.send(VENDOR_ORDERS, first=100)["vendorOrders"]["edges"]
        return [edge["node"] for edge in found if edge["node"]["orderId"] == order_id]

    def split_after(self, order_id: str, began: float, *, most: float = PATIENCE) -> str:
        """How long until both parts were there, and that no third one came."""
        while time.monotonic() - began < most:
            if len(self.parts(order_id)) >= SHOPS:
                break
            time.sleep(1)
        took = time.monotonic() - began
        time.sleep(5)
        found = self.parts(order_id)
        if len(found) != SHOPS:
            raise AssertionError(f"{len(found)} parts instead of {SHOPS}")
        return f"{SHOPS} parts after {took:.0f} s"

    def order(self) -> str:
        checkout_id = self.checkout()
        self.engine().pay(checkout_id)
        return str(self.engine().complete(checkout_id)["id"])

    def hand_over(self, order_id: str) -> None:
        """The shops confirm, pack and hand over both parts against the shopper's code."""
        for part in self.parts(order_id):
            self.operator.act(CONFIRM, "vendorOrderConfirm", id=part["id"])
            self.operator.act(READY, "vendorOrderMarkReady", id=part["id"])
        for edge in self.shopper.send(PARTS_OF_MINE)["myVendorOrders"]["edges"]:
            mine = edge["node"]
            if mine["orderId"] == order_id:
                code = mine["fulfilment"]["code"]
                self.operator.act(HAND_OVER, "vendorOrderHandOver", id=mine["id"], code=code)

    def charged_once(self, order_id: str, *, most: float = 120) -> str:
        """Saleor shows both fulfilments and exactly the total as charged."""
        ends = time.monotonic() + most
        while True:
            order = self.engine().send(PAYMENTS, id=order_id)["order"]
            total, charged = order["total"]["gross"]["amount"], order["totalCharged"]["amount"]
            if (charged == total and len(order["fulfillments"]) == SHOPS) or time.monotonic() > ends:
                break
            time.sleep(2)
        time.sleep(5)
        order = self.engine().send(PAYMENTS, id=order_id)["order"]
        if order["totalCharged"]["amount"] != total or len(order["fulfillments"]) != SHOPS:
            raise AssertionError(
                f"charged {order['totalCharged']}, {len(order['fulfillments'])} fulfilments of {total}"
            )
        return f"{charged:.2f} EUR charged once, {SHOPS} fulfilments"


def app_refuses_during_payment(bench: Bench) -> str:
    checkout_id = bench.checkout()
    bench.to_platform.mode = "refuse"
    failed = bench.engine().pay(checkout_id)["transactionEvent"]["type"]
    refusal = _refusal(lambda: bench.engine().complete(checkout_id))
    bench.to_platform.mode = "pass"
    bench.engine().pay(checkout_id)
    order_id = str(bench.engine().complete(checkout_id)["id"])
    return (
        f"{failed}, order refused ({refusal}); paid again: one order, {bench.split_after(order_id, time.monotonic())}"
    )


def app_hangs_during_checkout(bench: Bench) -> str:
    checkout_id = bench.checkout()
    bench.to_platform.mode = "hang"
    began = time.monotonic()
    paid = bench.engine().pay(checkout_id)["transactionEvent"]["type"]
    waited = time.monotonic() - began
    bench.to_platform.mode = "pass"
    bench.engine().act(DELIVERY_OPTIONS, "deliveryOptionsCalculate", id=checkout_id)
    bench.engine().pay(checkout_id)
    order_id = str(bench.engine().complete(checkout_id)["id"])
    return f"the shopper waited {waited:.0f} s for {paid}; then {bench.split_after(order_id, time.monotonic())}"


def app_away_during_order_events(bench: Bench) -> str:
    checkout_id = bench.checkout()
    bench.engine().pay(checkout_id)
    bench.to_platform.mode = "refuse"
    order_id = str(bench.engine().complete(checkout_id)["id"])
    time.sleep(25)  # the first attempt and the one after ten seconds fail
    if bench.parts(order_id):
        raise AssertionError("split without an event")
    bench.to_platform.mode = "pass"
    return f"nothing for 25 s, then {bench.split_after(order_id, time.monotonic())}"


def events_twice(bench: Bench) -> str:
    bench.to_platform.mode = "twice"
    order_id = bench.order()
    split = bench.split_after(order_id, time.monotonic())
    bench.hand_over(order_id)
    charged = bench.charged_once(order_id)
    bench.to_platform.mode = "pass"
    return f"each event taken twice: {split}, {charged}"


def events_reordered(bench: Bench) -> str:
    bench.to_platform.mode = "hold"
    order_id = bench.order()
    time.sleep(8)
    names = bench.to_platform.release()
    split = bench.split_after(order_id, time.monotonic())
    bench.hand_over(order_id)
    return f"{' before '.join(dict.fromkeys(names))}, and once more by Saleor: {split}, {bench.charged_once(order_id)}"


def events_of_a_hand_over_reversed(bench: Bench) -> str:
    order_id = bench.order()
    bench.split_after(order_id, time.monotonic())
    bench.to_platform.mode = "hold"
    bench.hand_over(order_id)
    time.sleep(8)
    names = bench.to_platform.release()
    return f"{', '.join(names)}, the last first: {bench.charged_once(order_id)}, {len(bench.parts(order_id))} parts"


def answers_in_time(bench: Bench) -> str:
    """How long the platform takes for what a shopper waits for, signature check included."""
    bench.to_platform.answered.clear()
    for _ in range(12):
        bench.order()
    told = []
    for name, seconds in sorted(bench.to_platform.answered.items()):
        ordered = sorted(seconds)
        p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
        told.append(
            f"{name} {len(ordered)} times, median {statistics.median(ordered) * 1000:.0f}, p95 {p95 * 1000:.0f} ms"
        )
    return "; ".join(told)


def wrong_signatures(bench: Bench) -> str:
    call = bench.to_platform.last_event
    if call is None:
        raise AssertionError("no event came by")
    signature = next(value for name, value in call.headers.items() if name.lower() == "saleor-signature")
    bare = {name: value for name, value in call.headers.items() if name.lower() != "saleor-signature"}
    head, _, tail = signature.partition("..")
    tried = {
        "changed body": (signature, call.body.replace(b"{", b'{"more": 1, ', 1)),
        "other signature": (f"{head}..{tail[::-1]}", call.body),
        "none": ("", call.body),
        "unknown key": ("eyJhbGciOiJub25lIiwiYjY0IjpmYWxzZSwiY3JpdCI6WyJiNjQiXX0..", call.body),
    }
    found = {}
    for name, (signed, body) in tried.items():
        headers = bare | ({"Saleor-Signature": signed} if signed else {})
        found[name] = httpx.post(f"{bench.to_platform.target}{call.path}", headers=headers, content=body).status_code
    if set(found.values()) != {401}:
        raise AssertionError(str(found))
    return ", ".join(f"{name}: {status}" for name, status in found.items())


def saleor_away(bench: Bench, seconds: float) -> str:
    order_id = bench.order()
    bench.split_after(order_id, time.monotonic())
    bench.to_saleor.mode = "refuse"
    first, *_ = bench.parts(order_id)
    confirmed = bench.operator.act(CONFIRM, "vendorOrderConfirm", id=first["id"])["vendorOrder"]["state"]
    ends, statuses = time.monotonic() + seconds, {}
    site = httpx.Client(base_url=bench.side.market_url, timeout=60, trust_env=False, follow_redirects=True)
    while time.monotonic() < ends:
        for path in ("/", "/suche/?q=Brot", "/korb/", "/health/"):
            statuses.setdefault(path, set()).add(site.get(path).status_code)
        time.sleep(10)
    bench.to_saleor.mode = "pass"
    told = ", ".join(f"{path} {sorted(found)}" for path, found in statuses.items())
    second = next(each for each in bench.parts(order_id) if each["id"] != first["id"])
    bench.operator.act(CONFIRM, "vendorOrderConfirm", id=second["id"])
    for part in (first, second):
        bench.operator.act(READY, "vendorOrderMarkReady", id=part["id"])
    for edge in bench.shopper.send(PARTS_OF_MINE)["myVendorOrders"]["edges"]:
        mine = edge["node"]
        if mine["orderId"] == order_id:
            bench.operator.act(HAND_OVER, "vendorOrderHandOver", id=mine["id"], code=mine["fulfilment"]["code"])
    return (
        f"{seconds / 60:.0f} min: confirmed meanwhile: {confirmed}; pages: {told}; then {bench.charged_once(order_id)}"
    )


def worker_killed(bench: Bench) -> str:
    bench.to_platform.mode = "hold"
    order_id = bench.order()
    time.sleep(6)
    killed = bench.worker()
    bench.to_platform.release()
    os.kill(killed, signal.SIGKILL)
    began = time.monotonic()
    split = bench.split_after(order_id, began)
    bench.hand_over(order_id)
    killed_again = bench.worker()
    os.kill(killed_again, signal.SIGKILL)
    return (
        f"killed as the events came: {split}; killed as both were handed over: {bench.charged_once(order_id, most=240)}"
    )


def _refusal(act: Callable[[], Any]) -> str:
    try:
        act()
    except Refused as refused:
        return ", ".join(sorted({str(each.get("code")) for each in refused.args[0]}))
    raise AssertionError("was not refused")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.protocol.faults", description=__doc__)
    parser.add_argument("--saleor", default="http://127.0.0.1:58000/graphql/")
    parser.add_argument("--platform", default="http://127.0.0.1:8401", help="where the platform listens")
    parser.add_argument("--platform-switch", type=int, default=8400, help="port that Saleor knows it by")
    parser.add_argument("--saleor-switch", type=int, default=58001, help="port that the platform knows Saleor by")
    parser.add_argument("--worker-pid", required=True, help="command that prints the process id of the worker")
    parser.add_argument("--away", type=float, default=600, help="seconds without Saleor")
    parser.add_argument("--only", nargs="*")
    options = parser.parse_args()
    side = Side("saleor", options.saleor, options.platform)
    side.read_goods()
    skus = sorted(side.variants)
    away = len(skus) // 2
    lines = (
        Switch(options.platform_switch, options.platform),
        Switch(options.saleor_switch, options.saleor.removesuffix("/graphql/")),
    )
    with running(lines[0]) as to_platform, running(lines[1]) as to_saleor:
        bench = Bench(
            to_platform,
            to_saleor,
            side,
            lambda: int(subprocess.check_output(shlex.split(options.worker_pid)).split()[0]),
            list(zip(skus, [*skus[away:], *skus[:away]], strict=True)),
        )
        sys.exit(_try_all(bench, options))


def _try_all(bench: Bench, options: argparse.Namespace) -> int:
    faults: list[Callable[[Bench], str]] = [
        app_refuses_during_payment,
        app_hangs_during_checkout,
        app_away_during_order_events,
        events_twice,
        events_reordered,
        events_of_a_hand_over_reversed,
        answers_in_time,
        wrong_signatures,
        worker_killed,
        lambda each: saleor_away(each, options.away),
    ]
    names = [*(each.__name__ for each in faults[:-1]), "saleor_away"]
    failed = 0
    for name, fault in zip(names, faults, strict=True):
        if options.only and name not in options.only:
            continue
        try:
            outcome = fault(bench)
        except (AssertionError, httpx.HTTPError, KeyError, TypeError) as error:
            outcome, failed = f"FAILED: {type(error).__name__} {json.dumps(str(error))[:400]}", failed + 1
        bench.to_platform.mode = bench.to_saleor.mode = "pass"
        print(f"| {name.replace('_', ' ')} | {outcome} |", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    main()
