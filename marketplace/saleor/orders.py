"""Orders as Saleor keeps them: one for the whole basket. The parts per retailer are `marketplace.orders`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import islice
from typing import Any

from marketplace.money import Money
from marketplace.saleor.client import Caller, execute, mutate
from marketplace.saleor.payments import Transaction, parse_transaction
from marketplace.saleor.wire import PAGE, Address, address, gross, metadata, moment, money, nodes


@dataclass(frozen=True, kw_only=True)
class Allocation:
    """Pieces of a line that one warehouse keeps for it until they are handed over."""

    warehouse_id: str
    quantity: int


@dataclass(frozen=True, kw_only=True)
class OrderLine:
    """Amounts are gross; `tax_rate` is in percent. `variant_id` is None once the product was deleted.

    `total` is what was paid; `full_total` is before a voucher, with promotions taken off.
    """

    id: str
    product_name: str
    variant_name: str
    sku: str
    variant_id: str | None
    product_id: str | None
    product_slug: str | None
    quantity: int
    quantity_fulfilled: int
    tax_rate: Decimal
    full_total: Money
    total: Money
    allocations: tuple[Allocation, ...]
    metadata: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Fulfillment:
    """What left one warehouse together; `quantities` by order line id."""

    id: str
    status: str
    number: int
    warehouse_id: str | None
    tracking_number: str
    quantities: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class Order:
    """Amounts are gross. Metadata of the checkout, private too, came with it.

    `full_shipping_price` is what the delivery cost before a voucher.
    """

    id: str
    number: str
    created_at: datetime
    status: str
    authorize_status: str
    charge_status: str
    email: str
    user_id: str | None
    checkout_id: str | None
    language: str
    shipping_method_name: str
    shipping_address: Address | None
    billing_address: Address | None
    shipping_price: Money
    full_shipping_price: Money
    voucher_code: str
    total: Money
    lines: tuple[OrderLine, ...]
    fulfillments: tuple[Fulfillment, ...]
    transactions: tuple[Transaction, ...]
    metadata: dict[str, str]
    private_metadata: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class OwnOrder:
    """A line of somebody's order history."""

    id: str
    number: str
    created_at: datetime
    status: str
    total: Money


@dataclass(frozen=True, kw_only=True)
class HandedOver:
    """Pieces of an order line that leave a warehouse."""

    line_id: str
    warehouse_id: str
    quantity: int


def order(id: str) -> Order | None:
    """The order, read as the App; None if there is none."""
    value = execute("order", {"id": id})["order"]
    return parse_order(value) if value else None


def order_of_checkout(checkout_id: str) -> Order | None:
    """The order that a checkout became, e.g. after the answer to its completion was lost."""
    where = {"checkoutId": {"eq": checkout_id}}
    edges = execute("orders", {"first": 1, "where": where})["orders"]["edges"]
    return parse_order(edges[0]["node"]) if edges else None


def orders_created_since(since: datetime) -> Iterator[Order]:
    """Every order created at or after the moment, page by page."""
    where = {"createdAt": {"gte": since.isoformat()}}
    return (parse_order(node) for node in nodes("orders", "orders", {"first": PAGE, "where": where}))


def orders_changed_since(since: datetime) -> Iterator[Order]:
    """Every order created or changed at or after the moment, page by page."""
    where = {"updatedAt": {"gte": since.isoformat()}}
    return (parse_order(node) for node in nodes("orders", "orders", {"first": PAGE, "where": where}))


def orders_by_ids(ids: Sequence[str]) -> dict[str, Order]:
    """Those of the orders that exist, by id."""
    found: dict[str, Order] = {}
    for start in range(0, len(ids), PAGE):
        wanted = {"first": PAGE, "where": {"ids": list(ids[start : start + PAGE])}}
        edges = execute("orders", wanted)["orders"]["edges"]
        found |= {edge["node"]["id"]: parse_order(edge["node"]) for edge in edges}
    return found


def orders_of(caller: Caller, *, first: int = 50) -> tuple[OwnOrder, ...]:
    """The newest orders, at most `first`, of the account whose token the caller is."""
    return tuple(islice(all_orders_of(caller, page=min(first, PAGE)), first))


def all_orders_of(caller: Caller, *, page: int = PAGE) -> Iterator[OwnOrder]:
    """All orders of the account whose token the caller is, newest first, page by page."""
    after = None
    while (me := execute("my_orders", {"first": page, "after": after}, caller=caller)["me"]) is not None:
        yield from (_own_order(edge["node"]) for edge in me["orders"]["edges"])
        info = me["orders"]["pageInfo"]
        if not info["hasNextPage"]:
            return
        after = info["endCursor"]


def fulfill(*, order_id: str, handed_over: Sequence[HandedOver], tracking_number: str = "") -> tuple[Fulfillment, ...]:
    """Goods left the shops: stock and allocation fall, one fulfilment per warehouse. Saleor sends no mail.

    Raises SaleorRefused (INSUFFICIENT_STOCK for a warehouse that does not hold the pieces, FULFILL_ORDER_LINE …).
    """
    lines: dict[str, list[dict[str, Any]]] = {}
    for each in handed_over:
        lines.setdefault(each.line_id, []).append({"warehouse": each.warehouse_id, "quantity": each.quantity})
    values = {
        "notifyCustomer": False,
        "trackingNumber": tracking_number,
        "lines": [{"orderLineId": line_id, "stocks": stocks} for line_id, stocks in lines.items()],
    }
    payload = mutate("order_fulfill", {"order": order_id, "input": values})
    return tuple(_fulfillment(fulfillment) for fulfillment in payload["fulfillments"] if fulfillment)


def cancel(order_id: str) -> None:
    """Cancel the whole order and give its stock free. Raises SaleorRefused (CANNOT_CANCEL_ORDER once a part left)."""
    mutate("order_cancel", {"id": order_id})


def parse_order(value: dict[str, Any]) -> Order:
    """An order out of an answer or an event payload that was asked for with `OrderFields`."""
    created_at = moment(value["created"])
    assert created_at is not None, "Order.created is not nullable"
    return Order(
        id=value["id"],
        number=value["number"],
        created_at=created_at,
        status=value["status"],
        authorize_status=value["authorizeStatus"],
        charge_status=value["chargeStatus"],
        email=value["userEmail"] or "",
        user_id=value["user"] and value["user"]["id"],
        checkout_id=value["checkoutId"],
        language=value["languageCodeEnum"].lower(),
        shipping_method_name=value["shippingMethodName"] or "",
        shipping_address=address(value["shippingAddress"]),
        billing_address=address(value["billingAddress"]),
        shipping_price=gross(value["shippingPrice"]),
        full_shipping_price=money(value["undiscountedShippingPrice"]),
        voucher_code=value["voucherCode"] or "",
        total=gross(value["total"]),
        lines=tuple(_line(line) for line in value["lines"]),
        fulfillments=tuple(_fulfillment(fulfillment) for fulfillment in value["fulfillments"]),
        transactions=tuple(parse_transaction(transaction) for transaction in value["transactions"]),
        metadata=metadata(value["metadata"]),
        private_metadata=metadata(value["privateMetadata"]),
    )


def _line(value: dict[str, Any]) -> OrderLine:
    variant, total = value["variant"], gross(value["totalPrice"])
    return OrderLine(
        id=value["id"],
        product_name=value["productName"],
        variant_name=value["variantName"],
        sku=value["productSku"] or "",
        variant_id=variant and variant["id"],
        product_id=variant and variant["product"]["id"],
        product_slug=variant and variant["product"]["slug"],
        quantity=value["quantity"],
        quantity_fulfilled=value["quantityFulfilled"],
        tax_rate=(Decimal(str(value["taxRate"])) * 100).normalize() + 0,
        full_total=_before_a_voucher(value, total),
        total=total,
        allocations=tuple(
            Allocation(warehouse_id=each["warehouse"]["id"], quantity=each["quantity"])
            for each in value["allocations"] or ()
        ),
        metadata=metadata(value["metadata"]),
    )


def _before_a_voucher(value: dict[str, Any], total: Money) -> Money:
    """What the line costs with promotions taken off alone; never less than what was paid for it."""
    whole = gross(value["undiscountedTotalPrice"])
    for each in value["discounts"] or ():
        if each["type"] != "VOUCHER":
            whole -= money(each["total"])
    return whole if whole.amount > total.amount else total


def _fulfillment(value: dict[str, Any]) -> Fulfillment:
    return Fulfillment(
        id=value["id"],
        status=value["status"],
        number=value["fulfillmentOrder"],
        warehouse_id=value["warehouse"] and value["warehouse"]["id"],
        tracking_number=value["trackingNumber"],
        quantities={line["orderLine"]["id"]: line["quantity"] for line in value["lines"] or () if line["orderLine"]},
    )


def _own_order(value: dict[str, Any]) -> OwnOrder:
    created_at = moment(value["created"])
    assert created_at is not None, "Order.created is not nullable"
    return OwnOrder(
        id=value["id"],
        number=value["number"],
        created_at=created_at,
        status=value["status"],
        total=gross(value["total"]),
    )
