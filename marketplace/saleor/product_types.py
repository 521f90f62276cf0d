"""Product types and the attributes that they carry."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from marketplace.saleor.client import execute, mutate


@dataclass(frozen=True, kw_only=True)
class Attribute:
    id: str
    slug: str
    name: str


@dataclass(frozen=True, kw_only=True)
class ProductType:
    id: str
    slug: str
    name: str


def attributes_by_slug(slugs: Sequence[str]) -> dict[str, Attribute]:
    edges = execute("attributes", {"slugs": list(slugs)})["attributes"]["edges"]
    return {edge["node"]["slug"]: Attribute(**edge["node"]) for edge in edges}


def create_attribute(*, slug: str, name: str, input_type: str) -> Attribute:
    """Create a product attribute; `input_type` is Saleor's AttributeInputTypeEnum (`DROPDOWN`, `PLAIN_TEXT` …)."""
    values: dict[str, Any] = {"slug": slug, "name": name, "type": "PRODUCT_TYPE", "inputType": input_type}
    return Attribute(**mutate("attribute_create", {"input": values})["attribute"])


def product_types_by_slug(slugs: Sequence[str]) -> dict[str, ProductType]:
    edges = execute("product_types", {"slugs": list(slugs)})["productTypes"]["edges"]
    return {edge["node"]["slug"]: ProductType(**edge["node"]) for edge in edges}


def create_product_type(*, slug: str, name: str, attribute_ids: Sequence[str] = ()) -> ProductType:
    """Create a type of goods that are handed over or brought."""
    values = {
        "slug": slug,
        "name": name,
        "kind": "NORMAL",
        "isShippingRequired": True,
        "productAttributes": list(attribute_ids),
    }
    return ProductType(**mutate("product_type_create", {"input": values})["productType"])
