"""What third Apps may hear, when it is tried again, and where it may be sent."""

from collections.abc import Mapping
from datetime import timedelta
from ipaddress import IPv4Address, IPv6Address

RETRIES = 5
FIRST_DELAY = timedelta(seconds=10)
LEASE = timedelta(minutes=1)
"""How long a worker may take over one delivery: more than connecting and waiting for the answer may take together."""
KEPT = timedelta(days=14)
"""How long deliveries that were given up are kept (Saleor's period)."""
MOST_HEADERS = 5
LONGEST_HEADER = 998

ORDERS, PRODUCTS = "MANAGE_ORDERS", "MANAGE_PRODUCTS"
PERMISSION_OF: Mapping[str, str] = {
    "ORDER_CREATED": ORDERS,
    "ORDER_UPDATED": ORDERS,
    "ORDER_PAID": ORDERS,
    "ORDER_FULLY_PAID": ORDERS,
    "ORDER_REFUNDED": ORDERS,
    "ORDER_FULLY_REFUNDED": ORDERS,
    "ORDER_FULFILLED": ORDERS,
    "ORDER_CANCELLED": ORDERS,
    "FULFILLMENT_CREATED": ORDERS,
    "FULFILLMENT_CANCELED": ORDERS,
    "FULFILLMENT_APPROVED": ORDERS,
    "FULFILLMENT_TRACKING_NUMBER_UPDATED": ORDERS,
    "PRODUCT_CREATED": PRODUCTS,
    "PRODUCT_UPDATED": PRODUCTS,
    "PRODUCT_DELETED": PRODUCTS,
    "PRODUCT_VARIANT_CREATED": PRODUCTS,
    "PRODUCT_VARIANT_UPDATED": PRODUCTS,
    "PRODUCT_VARIANT_DELETED": PRODUCTS,
    "PRODUCT_VARIANT_STOCK_UPDATED": PRODUCTS,
}
"""The asynchronous events of the engine, with the permission that an App needs to hear of them."""


def display_name(event_type: str) -> str:
    """ORDER_CREATED -> Order created."""
    return event_type.replace("_", " ").capitalize()


def next_delay(failures: int, status_code: int | None) -> timedelta | None:
    """How long to wait after so many failed attempts; None: give up. Saleor's schedule: 10, 20, 40, 80, 160 seconds.

    A redirect or a refusal (3xx, 4xx) is final: the App would answer the same.
    """
    if failures > RETRIES or (status_code is not None and 300 <= status_code < 500):
        return None
    return FIRST_DELAY * int(2 ** (failures - 1))


def may_reach(address: IPv4Address | IPv6Address) -> bool:
    """False for addresses inside one's own house: private, loopback, link-local, reserved or multicast ones."""
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    real = mapped or address
    return real.is_global and not real.is_multicast


def header_fault(headers: object) -> str | None:
    """What is wrong with the headers that an App wants to be sent; None if nothing is."""
    if not isinstance(headers, Mapping):
        return "Header must consist of strings."
    if len(headers) > MOST_HEADERS:
        return f"Number of headers exceeds the limit: {MOST_HEADERS}."
    for key, value in headers.items():
        if fault := _fault(key, value):
            return fault
    return None


def _fault(key: object, value: object) -> str | None:
    if not isinstance(key, str) or not isinstance(value, str):
        return "Header must consist of strings."
    if len(key) + len(value) + 2 > LONGEST_HEADER:
        return f'Header with key: "{key}" exceeds the limit of characters: {LONGEST_HEADER}.'
    if not key or any(not "!" <= letter <= "~" or letter == ":" for letter in key):
        return f'Key "{key}" contains invalid character.'
    if any(not " " <= letter <= "~" and letter != "\t" for letter in value):
        return f'Value "{value}" contains invalid character.'
    name = key.lower()
    if not name.startswith(("x-", "authorization")) and name != "brokerproperties":
        return f'"{key}" does not match allowed key pattern: "X-*", "Authorization*", or "BrokerProperties".'
    return None
