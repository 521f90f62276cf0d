"""A second Saleor: our own engine in another database, reached over HTTP, and what a Saleor can do besides."""

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import psycopg
from psycopg import sql

from marketplace.graphql.ids import global_id
from marketplace.saleor.permissions import APP_PERMISSIONS
from marketplace.saleor.transports.http import HttpTransport
from tests.marketplace.saleor.wsgi_server import database_url, served_installation

PREPARE = """
import sys
import django
django.setup()
from django.core.management import call_command
call_command("migrate", interactive=False, verbosity=0)
from marketplace.engine.services.accounts import create_app
print(create_app(name="Platform", identifier="platform", permissions=sys.argv[1:])[1])
"""


class Killed(BaseException):
    """The process ends here, as with kill -9."""


@contextmanager
def second_engine() -> Iterator[tuple[str, str]]:
    """Address and App token of an engine that runs on a fresh database of its own."""
    name = f"second_{uuid4().hex}"
    with psycopg.connect(database_url(), autocommit=True) as admin:
        admin.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
        try:
            environment = {**os.environ, "DATABASE_URL": database_url(name)}
            command = [sys.executable, "-W", "ignore", "-c", PREPARE, *sorted(APP_PERMISSIONS)]
            told = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
            with served_installation(database=name) as address:
                yield address, told.strip().splitlines()[-1]
        finally:
            admin.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


class SecondSaleor:
    """Orders, delivery methods and strangers' addresses are kept here as Saleor keeps them, the rest in that engine.

    `left` is how many more ends of mutations the process lives to see: each mutation has one before and one after.
    """

    def __init__(self, address: str, token: str) -> None:
        self._http = HttpTransport(f"{address}/graphql/", lambda: token)
        self.verifier = self._http.verifier
        self.left: int | None = None
        self.orders: dict[str, dict[str, Any]] = {}
        self.methods: dict[str, str] = {}
        self.addresses: dict[str, list[dict[str, Any]]] = {}
        self.allocated: Counter[str] = Counter()
        self.taken: Counter[str] = Counter()

    def close(self) -> None:
        self._http.close()

    def send(self, source: str, variables: dict[str, Any], **how: Any) -> dict[str, Any]:
        kind, name = re.match(r"\s*(query|mutation)\s+(\w+)", source).groups()
        self._live(kind)
        own = getattr(self, name, None)
        answer = {"data": own(variables)} if own else self._http.send(source, variables, **how)
        if name == "Products":
            self._count_stock(answer["data"])
        if name == "ProductVariantStocksUpdate":
            self.taken[variables["variantId"]] = 0
        if name == "CustomerCreate":
            self.addresses[answer["data"]["customerCreate"]["user"]["id"]] = []
        if name == "Customers":
            self._know_people(answer["data"]["customers"])
        self._live(kind)
        return answer

    def _live(self, kind: str) -> None:
        if kind == "mutation" and self.left is not None:
            self.left -= 1
            if self.left < 0:
                raise Killed

    def _know_people(self, people: dict[str, Any]) -> None:
        """Those of earlier tests are not here, the others' further addresses are."""
        people["edges"] = [edge for edge in people["edges"] if edge["node"]["id"] in self.addresses]
        for edge in people["edges"]:
            edge["node"]["addresses"] += self.addresses[edge["node"]["id"]]

    def _count_stock(self, data: dict[str, Any]) -> None:
        for edge in data["products"]["edges"]:
            for variant in edge["node"]["variants"]:
                for stock in variant["stocks"]:
                    stock["quantityAllocated"] += self.allocated[variant["id"]]
                    stock["quantity"] -= self.taken[variant["id"]]

    def AddressCreate(self, given: dict[str, Any]) -> dict[str, Any]:
        place = {**given["input"], "id": uuid4().hex, "country": {"code": given["input"]["country"]}}
        self.addresses[given["userId"]].append(place)
        return {"addressCreate": {"address": {"id": place["id"]}, "errors": []}}

    def ShippingMethods(self, _given: dict[str, Any]) -> dict[str, Any]:
        zones = [(zone, [{"id": method, "name": "Umzug"}]) for zone, method in self.methods.items()]
        edges = [{"node": {"id": zone, "shippingMethods": methods}} for zone, methods in zones]
        return {"shippingZones": {"edges": edges}}

    def ShippingPriceCreate(self, given: dict[str, Any]) -> dict[str, Any]:
        method = global_id("ShippingMethodType", len(self.methods) + 1)
        self.methods[given["input"]["shippingZone"]] = method
        return {"shippingPriceCreate": {"shippingMethod": {"id": method}, "errors": []}}

    def ShippingMethodChannelListingUpdate(self, _given: dict[str, Any]) -> dict[str, Any]:
        return {"shippingMethodChannelListingUpdate": {"errors": []}}

    def ShippingPriceDelete(self, given: dict[str, Any]) -> dict[str, Any]:
        self.methods = {zone: method for zone, method in self.methods.items() if method != given["id"]}
        return {"shippingPriceDelete": {"errors": []}}

    def OrderByReference(self, given: dict[str, Any]) -> dict[str, Any]:
        return {"order": self.orders.get(given["reference"])}

    def WholeOrders(self, _given: dict[str, Any]) -> dict[str, Any]:
        edges = [{"node": order} for order in self.orders.values() if order["status"] != "DRAFT"]
        return {"orders": {"edges": edges, "pageInfo": {"hasNextPage": False, "endCursor": None}}}

    def OrderBulkCreate(self, given: dict[str, Any]) -> dict[str, Any]:
        (wanted,) = given["orders"]
        assert wanted["externalReference"] not in self.orders, "an order was sent twice"
        order = _order(wanted, str(len(self.orders) + 1))
        for each in wanted.get("fulfillments") or ():
            self._fulfil(order, {order["lines"][row["orderLineIndex"]]["id"]: row["quantity"] for row in each["lines"]})
        self.orders[wanted["externalReference"]] = order
        return {"orderBulkCreate": {"results": [{"order": {"id": order["id"]}, "errors": []}]}}

    def DraftOrderComplete(self, given: dict[str, Any]) -> dict[str, Any]:
        order = self._by_id(given["id"])
        assert order["status"] == "DRAFT"
        order["status"] = "UNFULFILLED"
        for line in order["lines"]:
            self.allocated[line["variant"]["id"]] += line["quantity"]
        return {"draftOrderComplete": {"order": {"id": order["id"]}, "errors": []}}

    def OrderFulfill(self, given: dict[str, Any]) -> dict[str, Any]:
        order = self._by_id(given["order"])
        wanted = given["input"]["lines"]
        pieces = {line["orderLineId"]: sum(stock["quantity"] for stock in line["stocks"]) for line in wanted}
        self._fulfil(order, pieces)
        for line in order["lines"]:
            self.allocated[line["variant"]["id"]] -= pieces.get(line["id"], 0)
            self.taken[line["variant"]["id"]] += pieces.get(line["id"], 0)
        return {"orderFulfill": {"fulfillments": [], "errors": []}}

    def OrderFulfillmentReturnProducts(self, given: dict[str, Any]) -> dict[str, Any]:
        order = self._by_id(given["order"])
        pieces = {line["orderLineId"]: line["quantity"] for line in given["input"]["orderLines"]}
        self._fulfil(order, pieces, status="RETURNED")
        for line in order["lines"]:
            self.allocated[line["variant"]["id"]] -= pieces.get(line["id"], 0)
        return {"orderFulfillmentReturnProducts": {"errors": []}}

    def _by_id(self, order_id: str) -> dict[str, Any]:
        return next(order for order in self.orders.values() if order["id"] == order_id)

    def _fulfil(self, order: dict[str, Any], pieces: dict[str, int], *, status: str = "FULFILLED") -> None:
        for line in order["lines"]:
            line["quantityFulfilled"] += pieces.get(line["id"], 0)
            assert line["quantityFulfilled"] <= line["quantity"], "more left than was ordered"
        rows = [{"quantity": count, "orderLine": {"id": line_id}} for line_id, count in pieces.items()]
        order["fulfillments"].append({"status": status, "lines": rows, "warehouse": None, "trackingNumber": ""})


def _order(wanted: dict[str, Any], number: str) -> dict[str, Any]:
    lines = [_line(each, wanted["currency"]) for each in wanted["lines"]]
    shipping = float(wanted["deliveryMethod"]["shippingPrice"]["gross"])
    total = round(sum(line["totalPrice"]["gross"]["amount"] for line in lines) + shipping, 2)
    return {
        "id": global_id("Order", uuid4()),
        "number": number,
        "created": wanted["createdAt"],
        "status": wanted["status"],
        "externalReference": wanted["externalReference"],
        "total": {"gross": {"amount": total, "currency": wanted["currency"]}},
        "lines": lines,
        "fulfillments": [],
        "transactions": [_transaction(each, wanted["currency"]) for each in wanted["transactions"]],
    }


def _line(wanted: dict[str, Any], currency: str) -> dict[str, Any]:
    return {
        "id": global_id("OrderLine", uuid4()),
        "quantity": wanted["quantity"],
        "quantityFulfilled": 0,
        "metadata": wanted["metadata"],
        "totalPrice": {"gross": {"amount": float(wanted["totalPrice"]["gross"]), "currency": currency}},
        "variant": {"id": wanted["variantId"]},
    }


def _transaction(wanted: dict[str, Any], currency: str) -> dict[str, Any]:
    amounts = {
        f"{name}Amount": {"amount": float(wanted.get(f"amount{name.title()}", {"amount": 0})["amount"])}
        for name in ("authorized", "charged", "refunded", "canceled")
    }
    return {"id": global_id("TransactionItem", uuid4()), "metadata": wanted["metadata"], **amounts}
