"""A shopper and a shop over GraphQL: Saleor's documents plus the platform's own, as any client would send them."""

from dataclasses import dataclass
from typing import Any

import httpx

PRODUCTS = """
query Products($channel: String!, $first: Int!, $after: String) {
  products(first: $first, after: $after, channel: $channel) {
    totalCount pageInfo { hasNextPage endCursor }
    edges { node {
      id name slug thumbnail(size: 256, format: WEBP) { url alt } category { name }
      pricing { priceRange { start { gross { amount currency } } stop { gross { amount currency } } } onSale }
    } }
  }
}
"""
SHOPS = "{ vendors(first: 100) { edges { node { slug } } } }"
GOODS_OF_SHOP = """
query Goods($shop: String!) {
  townSearch(input: {vendors: [$shop], pageSize: 10}) { hits { listing {
    slug name variantId deliverable stock { kind available } price { amount }
  } } }
}
"""
CHECKOUT_CREATE = """
mutation CheckoutCreate($input: CheckoutCreateInput!) {
  checkoutCreate(input: $input) {
    checkout { id token totalPrice { gross { amount currency } } lines { id quantity variant { sku } } }
    errors { field message code variants }
  }
}
"""
ADDRESSES = """
mutation Addresses($id: ID!, $address: AddressInput!, $email: String!) {
  checkoutShippingAddressUpdate(id: $id, shippingAddress: $address) { errors { field message code } }
  checkoutBillingAddressUpdate(id: $id, billingAddress: $address) { errors { field message code } }
  checkoutEmailUpdate(id: $id, email: $email) { errors { field message code } }
}
"""
FULFILMENT_OPTIONS = """
query FulfilmentOptions($checkoutId: ID!) {
  fulfilmentOptions(checkoutId: $checkoutId) {
    vendor { id name slug }
    offerSets { method offers(first: 3) { key label price { amount } } refusal { code message } }
  }
}
"""
FULFILMENT_PLAN_UPDATE = """
mutation FulfilmentPlanUpdate($checkoutId: ID!, $choices: [FulfilmentChoiceInput!]!) {
  fulfilmentPlanUpdate(checkoutId: $checkoutId, choices: $choices) {
    basket { sums { goods { amount } fulfilment { amount } total { amount } } missing { code message } }
    errors { field message code }
  }
}
"""
TRANSACTION_INITIALIZE = """
mutation TransactionInitialize($id: ID!, $gateway: PaymentGatewayToInitialize!) {
  transactionInitialize(id: $id, paymentGateway: $gateway) {
    transaction { id } transactionEvent { type amount { amount } message } data errors { field message code }
  }
}
"""
CHECKOUT_COMPLETE = """
mutation CheckoutComplete($id: ID!) {
  checkoutComplete(id: $id) {
    order { id number status paymentStatus total { gross { amount currency } } }
    errors { field message code variants lines }
  }
}
"""
SIGN_IN = """
mutation SignIn($email: String!, $password: String!) {
  tokenCreate(email: $email, password: $password) { token errors { field message code } }
}
"""
ADDRESS = {
    "firstName": "Kasse",
    "lastName": "Probe",
    "streetAddress1": "Roßmarkt 9",
    "city": "Zeitz",
    "postalCode": "06712",
    "country": "DE",
    "phone": "+493023125000",
}


MOST_TOLD = 50  # `quantityAvailable` says no more than a checkout may take


class Refused(AssertionError):
    """The market answered with errors."""


@dataclass
class Market:
    """A client of one market; `token` signs somebody in."""

    http: httpx.Client
    token: str | None = None

    def send(self, document: str, **variables: Any) -> dict[str, Any]:
        """The `data` of an operation. Raises Refused on top-level errors."""
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        answer = self.http.post("/graphql/", json={"query": document, "variables": variables}, headers=headers)
        body = answer.json()
        if body.get("errors"):
            raise Refused(body["errors"])
        return body["data"]

    def act(self, document: str, field: str, **variables: Any) -> dict[str, Any]:
        """The payload of a mutation. Raises Refused when it names errors."""
        payload = self.send(document, **variables)[field]
        if payload["errors"]:
            raise Refused(payload["errors"])
        return payload

    def signed_in(self, email: str, password: str = "zeitz-demo") -> "Market":
        """The same market for somebody with an account."""
        return Market(self.http, self.act(SIGN_IN, "tokenCreate", email=email, password=password)["token"])

    def goods(self, *, at_least: int = 5) -> dict[str, list[dict[str, Any]]]:
        """Some goods with stock of every shop that sells, by the shop's slug."""
        found = {}
        for edge in self.send(SHOPS)["vendors"]["edges"]:
            shop = edge["node"]["slug"]
            hits = self.send(GOODS_OF_SHOP, shop=shop)["townSearch"]["hits"]
            rows = [hit["listing"] for hit in hits if at_least <= hit["listing"]["stock"]["available"] < MOST_TOLD]
            if rows:
                found[shop] = rows
        return found

    def checkout(self, variants: list[tuple[str, int]], email: str = "probe@zeitz.example") -> dict[str, Any]:
        """A checkout with addresses."""
        lines = [{"variantId": variant, "quantity": quantity} for variant, quantity in variants]
        given = {"channel": "zeitz", "email": email, "lines": lines}
        given |= {"shippingAddress": ADDRESS, "billingAddress": ADDRESS, "languageCode": "DE"}
        return self.act(CHECKOUT_CREATE, "checkoutCreate", input=given)["checkout"]

    def options(self, checkout_id: str) -> list[dict[str, Any]]:
        return self.send(FULFILMENT_OPTIONS, checkoutId=checkout_id)["fulfilmentOptions"]

    def plan(self, checkout_id: str, preferred: dict[str, str] | None = None) -> dict[str, Any]:
        """Choose for each shop (by slug) the first offer of the preferred method, else of any."""
        choices = [
            choice(option, (preferred or {}).get(option["vendor"]["slug"])) for option in self.options(checkout_id)
        ]
        return self.act(FULFILMENT_PLAN_UPDATE, "fulfilmentPlanUpdate", checkoutId=checkout_id, choices=choices)[
            "basket"
        ]

    def pay(self, checkout_id: str, method: str = "pay_on_handover") -> dict[str, Any]:
        gateway = {"id": "regionalmarkt", "data": {"method": method}}
        return self.act(TRANSACTION_INITIALIZE, "transactionInitialize", id=checkout_id, gateway=gateway)

    def complete(self, checkout_id: str) -> dict[str, Any]:
        return self.act(CHECKOUT_COMPLETE, "checkoutComplete", id=checkout_id)["order"]


def choice(option: dict[str, Any], preferred: str | None) -> dict[str, str]:
    """The first offer of the preferred method, else of any. Raises Refused if there is none."""
    for offers in sorted(option["offerSets"], key=lambda each: each["method"] != preferred):
        if offers["offers"]:
            chosen = {"vendorId": option["vendor"]["id"], "method": offers["method"]}
            return chosen | {"offerKey": offers["offers"][0]["key"]}
    raise Refused(f"nothing is offered: {option}")
