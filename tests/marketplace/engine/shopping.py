"""Steps of a purchase, for tests that begin with a checkout or an order."""

from typing import Any

from marketplace.graphql.context import ANONYMOUS, Requestor
from tests.factories.engine_market import ADDRESS, Market
from tests.marketplace.engine import documents
from tests.marketplace.engine.platform import APP, ask

GATEWAY = {"id": "spike.marketplace"}


def checkout_input(market: Market, *lines: dict[str, Any], **more: Any) -> dict[str, Any]:
    values = {
        "channel": market.channel.slug,
        "email": "erika@example.com",
        "lines": list(lines),
        "shippingAddress": ADDRESS,
        "billingAddress": ADDRESS,
        "languageCode": "DE",
    }
    return {"input": {**values, **more}}


def new_checkout(market: Market, *lines: dict[str, Any], by: Requestor = ANONYMOUS, **more: Any) -> dict[str, Any]:
    made = ask(documents.CREATE, checkout_input(market, *lines, **more), by=by)
    assert made["errors"] == []
    checkout: dict[str, Any] = made["checkout"]
    return checkout


def with_delivery(checkout: dict[str, Any]) -> dict[str, Any]:
    offers = ask(documents.CALCULATE, {"id": checkout["id"]})["deliveries"]
    chosen = ask(documents.CHOOSE, {"id": checkout["id"], "dm": offers[0]["id"]})
    assert chosen["errors"] == []
    updated: dict[str, Any] = chosen["checkout"]
    return updated


def paid(checkout: dict[str, Any], **variables: Any) -> dict[str, Any]:
    step = ask(documents.INITIALIZE, {"id": checkout["id"], "gw": GATEWAY, **variables})
    assert step["errors"] == []
    transaction: dict[str, Any] = step["transaction"]
    return transaction


def completed(checkout: dict[str, Any], *, by: Requestor = ANONYMOUS) -> dict[str, Any]:
    done = ask(documents.COMPLETE, {"id": checkout["id"]}, by=by)
    assert done["errors"] == []
    order: dict[str, Any] = done["order"]
    return order


def new_order(market: Market, *lines: dict[str, Any], by: Requestor = ANONYMOUS, **more: Any) -> dict[str, Any]:
    """A paid order as the app reads it."""
    checkout = with_delivery(new_checkout(market, *lines, by=by, **more))
    paid(checkout)
    order: dict[str, Any] = ask(documents.ORDER, {"id": completed(checkout, by=by)["id"]}, by=APP)
    return order
