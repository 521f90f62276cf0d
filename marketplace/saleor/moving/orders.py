"""Orders with lines, hand-overs, transactions and metadata.

A finished order is given to Saleor as such. One that is still being worked is given as a draft, which Saleor completes
so that its goods are allocated, and then brought as far as it was: `orderBulkCreate` alone would leave the goods free
to be sold once more. An order is known by its external reference; the ledger has it once it is as far as it was.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from marketplace.graphql.ids import global_id, int_pk_of
from marketplace.saleor import orders as saleor_orders
from marketplace.saleor.client import SaleorRefused, execute, mutate
from marketplace.saleor.moving import order_rules
from marketplace.saleor.moving.goods import Say
from marketplace.saleor.moving.order_input import OrderWriter
from marketplace.saleor.moving.sides import Fault, Kind, Ledger, Sides, reference
from marketplace.saleor.products import BULK_DEADLINE
from marketplace.saleor.refusals import refusal
from marketplace.saleor.returns import return_unfulfilled
from marketplace.saleor.setup import Market, ensure_tax_classes
from marketplace.saleor.wire import nodes

# Stands for the plan's own price and name on orders that are carried; nobody can choose it once the move is done.
METHOD = "Umzug"
SAID = 25  # orders between two lines of progress
PAGE = 50  # orders with all that hangs on them: a hundred would be a long wait for one answer

Raw = dict[str, Any]


def read_orders() -> list[Raw]:
    """Every order of the engine that is spoken to, the oldest first."""
    return sorted(nodes("whole_orders", "orders", {"first": PAGE}), key=lambda order: str(order["created"]))


def carry_orders(
    sides: Sides, ledger: Ledger, orders: Sequence[Raw], *, shelves: Mapping[str, str], market: Market, say: Say
) -> list[Fault]:
    """Carry what is not in the ledger yet. `shelves` are the old engine's warehouse ids by variant id."""
    known = ledger.of(Kind.ORDER)
    todo = [each for each in orders if order_rules.is_carried(each) and each["id"] not in known]
    if not todo:
        return []
    faults = []
    with sides.new():
        tax_classes = {name: each.id for name, each in ensure_tax_classes().items()}
        method_id = _ensure_method(market)
        writer = OrderWriter(ledger=ledger, shelves=shelves, method_id=method_id, tax_classes=tax_classes)
        for number, order in enumerate(todo, start=1):
            try:
                _carry(order, writer, ledger)
            except (SaleorRefused, LookupError) as error:
                code = error.code if isinstance(error, SaleorRefused) else "NOT_CARRIED"
                faults.append(Fault(kind="order", name=order["number"], code=code, message=str(error)))
            if number % SAID == 0:
                say(f"orders {number} of {len(todo)}")
    return faults


def forget_method(sides: Sides) -> None:
    """Take away the delivery method of the move; orders keep its name and price."""
    with sides.new():
        for method_id in _methods().values():
            mutate("remote/shipping_price_delete", {"id": method_id})


def _carry(order: Raw, writer: OrderWriter, ledger: Ledger) -> None:
    there = _held(order) or _given(order, writer)
    if there["status"] == "DRAFT":
        mutate("remote/draft_order_complete", {"id": there["id"]})
        there = _read(order)
    if order_rules.is_live(order):
        there = _worked(order, there, writer)
    transactions = order_rules.marked(there["transactions"])
    ledger.note_together(
        {
            Kind.LINE: list(order_rules.marked(there["lines"]).items()),
            Kind.TRANSACTION: list(transactions.items()),
        }
    )
    ledger.note_together({Kind.ORDER: [(order["id"], there["id"])]}, label=there["number"])


def _given(order: Raw, writer: OrderWriter) -> Raw:
    payload = execute("remote/order_bulk_create", {"orders": [writer.write(order)]}, deadline=BULK_DEADLINE)
    (result,) = payload["orderBulkCreate"]["results"]
    if result["errors"]:
        raise refusal([{**error, "field": error["path"]} for error in result["errors"]])
    return _read(order)


def _held(order: Raw) -> Raw | None:
    held: Raw | None = execute("order_by_reference", {"reference": reference(order["id"])})["order"]
    return held


def _read(order: Raw) -> Raw:
    held = _held(order)
    if held is None:
        raise LookupError("Saleor took the order and does not show it")
    return held


def _worked(order: Raw, there: Raw, writer: OrderWriter) -> Raw:
    """Hand over and take back what was before, as far as that is not done yet."""
    lines = order_rules.marked(there["lines"])
    done = order_rules.pieces(there, {"FULFILLED"})
    for each in order["fulfillments"]:
        if each["status"] != "FULFILLED":
            continue
        parts = []
        for row in each["lines"]:
            line_id = lines[row["orderLine"]["id"]]
            counted = min(done[line_id], row["quantity"])
            done[line_id] -= counted
            if row["quantity"] > counted:
                parts.append((line_id, row["quantity"] - counted))
        _hand_over(there["id"], parts, writer.warehouse(each["warehouse"] and each["warehouse"]["id"]), each)
    back = order_rules.pieces(there, order_rules.RETURNED)
    wanted = order_rules.pieces(order, order_rules.RETURNED)
    missing = {lines[line]: count - back[lines[line]] for line, count in wanted.items() if count > back[lines[line]]}
    if missing:
        return_unfulfilled(order_id=there["id"], quantities=missing)
    return _read(order)


def _hand_over(order_id: str, parts: Sequence[tuple[str, int]], warehouse_id: str, old: Raw) -> None:
    if not parts:
        return
    goods = [
        saleor_orders.HandedOver(line_id=line_id, warehouse_id=warehouse_id, quantity=quantity)
        for line_id, quantity in parts
    ]
    saleor_orders.fulfill(order_id=order_id, handed_over=goods, tracking_number=old["trackingNumber"])


def _ensure_method(market: Market) -> str:
    """The delivery method that carried orders are given; their own name and price stand on the order itself."""
    found = _methods().get(market.zone.id)
    if found is None:
        values = {"name": METHOD, "type": "PRICE", "shippingZone": market.zone.id}
        found = mutate("remote/shipping_price_create", {"input": values})["shippingMethod"]["id"]
    listing = {"addChannels": [{"channelId": market.channel.id, "price": "0"}]}
    mutate("remote/shipping_method_channel_listing_update", {"id": found, "input": listing})
    # Saleor makes a delivery method under one type and takes it on orders under another.
    return global_id("ShippingMethod", int_pk_of("ShippingMethodType", found))


def _methods() -> dict[str, str]:
    """The move's delivery methods by zone."""
    edges = execute("remote/shipping_methods")["shippingZones"]["edges"]
    return {
        edge["node"]["id"]: method["id"]
        for edge in edges
        for method in edge["node"]["shippingMethods"] or ()
        if method["name"] == METHOD
    }
