"""The engine's schema, assembled from its noun modules.

A noun module may offer mixins `Query`, `Mutation`, `Subscription` and a list `types`. Add its name to `NOUNS`.
"""

from importlib import import_module
from types import ModuleType
from typing import Any

NOUNS = (
    "metadata",
    "address",
    "channel",
    "tax",
    "warehouse",
    "account",
    "account_mutations",
    "account_links",
    "token",
    "media",
    "category",
    "collection",
    "attribute",
    "variant",
    "product",
    "product_mutations",
    "variant_mutations",
    "media_mutations",
    "catalogue_mutations",
    "collection_mutations",
    "page",
    "page_mutations",
    "menu",
    "menu_mutations",
    "shop",
    "app",
    "delivery",
    "promotion",
    "promotion_mutations",
    "voucher",
    "voucher_mutations",
    "checkout",
    "checkout_mutations",
    "checkout_promo",
    "payment",
    "payment_mutations",
    "transaction_mutations",
    "app_mutations",
    "webhook",
    "webhook_mutations",
    "order_discount",
    "order_line",
    "granted_refund",
    "order",
    "order_mutations",
    "fulfillment_mutations",
    "granted_refund_mutations",
    "event",
)

_MODULES: tuple[ModuleType, ...] = tuple(import_module(f"{__name__}.{noun}") for noun in NOUNS)


def _root(name: str) -> Any:
    """The mixin of all modules; None if no module has one, because GraphQL knows no empty root."""
    parts = tuple(getattr(module, name) for module in _MODULES if hasattr(module, name))
    return type(name, parts, {}) if parts else None


Query = _root("Query")
Mutation = _root("Mutation")
if (_subscription := _root("Subscription")) is not None:
    Subscription = _subscription
types = [each for module in _MODULES for each in getattr(module, "types", ())]
