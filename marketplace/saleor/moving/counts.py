"""What lies on each side of a move, counted alike."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from marketplace.saleor.categories import categories
from marketplace.saleor.moving import order_rules
from marketplace.saleor.moving.orders import read_orders
from marketplace.saleor.moving.people import read_people
from marketplace.saleor.moving.sides import PREFIX, Kind, Ledger, Sides
from marketplace.saleor.products import Product, all_products
from marketplace.saleor.warehouses import warehouses

Raw = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Count:
    """One figure on both sides: pieces or euros."""

    name: str
    old: Decimal
    new: Decimal

    @property
    def is_equal(self) -> bool:
        return self.old == self.new


def compare(sides: Sides, ledger: Ledger) -> tuple[Count, ...]:
    """Count both sides anew, by their APIs. On the new side what came from here counts, and duplicates of it."""
    with sides.old():
        old = _figures(
            shelves=[each.slug for each in categories()],
            rooms=[each.slug for each in warehouses()],
            goods=list(all_products()),
            people=read_people(),
            orders=[each for each in read_orders() if order_rules.is_carried(each)],
        )
        slugs = {each.slug for each in categories()}
        rooms = {each.slug for each in warehouses()}
    ours = set(ledger.of(Kind.WAREHOUSE).values())
    with sides.new():
        new = _figures(
            shelves=[each.slug for each in categories() if each.slug in slugs],
            rooms=[each.slug for each in warehouses() if each.slug in rooms],
            goods=[each for each in all_products() if _lies_in(each, ours)],
            people=[each for each in read_people() if _came_from_here(each)],
            orders=[each for each in read_orders() if _came_from_here(each)],
        )
    return tuple(Count(name=name, old=old[name], new=new[name]) for name in old)


def _figures(
    *,
    shelves: Sequence[str],
    rooms: Sequence[str],
    goods: Sequence[Product],
    people: Sequence[Raw],
    orders: Sequence[Raw],
) -> dict[str, Decimal]:
    stocks = [stock for each in goods for variant in each.variants for stock in variant.stocks]
    prices = [variant.price.amount for each in goods for variant in each.variants if variant.price]
    paid = [each for order in orders for each in order["transactions"]]
    return {
        "categories": Decimal(len(shelves)),
        "warehouses": Decimal(len(rooms)),
        "products": Decimal(len(goods)),
        "published": Decimal(sum(each.is_published for each in goods)),
        "pictures": Decimal(sum(len(each.pictures) for each in goods)),
        "prices": sum(prices, Decimal(0)),
        "pieces": Decimal(sum(stock.quantity for stock in stocks)),
        "allocated": Decimal(sum(stock.allocated for stock in stocks)),
        "accounts": Decimal(len(people)),
        "addresses": Decimal(sum(len(each["addresses"]) for each in people)),
        "orders": Decimal(len(orders)),
        "order_lines": _sum(orders, lambda order: len(order["lines"])),
        "order_totals": _sum(orders, lambda order: order["total"]["gross"]["amount"]),
        "handed_over": _sum(orders, lambda order: sum(line["quantityFulfilled"] for line in order["lines"])),
        "authorized": _sum(paid, lambda each: each["authorizedAmount"]["amount"]),
        "charged": _sum(paid, lambda each: each["chargedAmount"]["amount"]),
        "refunded": _sum(paid, lambda each: each["refundedAmount"]["amount"]),
    }


def _sum(rows: Iterable[Raw], value: Callable[[Raw], Any]) -> Decimal:
    return sum((Decimal(str(value(row))) for row in rows), Decimal(0))


def _lies_in(product: Product, warehouse_ids: set[str]) -> bool:
    return any(stock.warehouse_id in warehouse_ids for variant in product.variants for stock in variant.stocks)


def _came_from_here(node: Raw) -> bool:
    return str(node["externalReference"] or "").startswith(PREFIX)
