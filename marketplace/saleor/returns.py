"""Pieces of an order that the shopper does not get after all."""

from collections.abc import Mapping

from marketplace.saleor.client import mutate


def return_unfulfilled(*, order_id: str, quantities: Mapping[str, int], reason: str = "") -> None:
    """Take pieces (by order line id) that have not left a warehouse out of the order: their allocation is free again.

    Saleor counts them as fulfilled and returned. Moves no money. Raises SaleorRefused (GRAPHQL_ERROR and others) if a
    line has fewer unfulfilled pieces; asking twice takes twice, so read the order first.
    """
    lines = [{"orderLineId": line_id, "quantity": quantity} for line_id, quantity in quantities.items()]
    values = {"orderLines": lines, "refund": False, "reason": reason}
    mutate("order_fulfillment_return_products", {"order": order_id, "input": values})
