"""Which attribute values products and variants carry."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from marketplace.engine.models import (
    Attribute,
    AttributeValue,
    Product,
    ProductAttributeValue,
    ProductTypeAttribute,
    ProductVariant,
    VariantAttributeValue,
)
from marketplace.graphql.batches import attach, grouped
from marketplace.graphql.fast_rows import rows_by


@dataclass(frozen=True, slots=True)
class SelectedAttribute:
    """An attribute with the values of one object."""

    attribute: Attribute
    values: list[AttributeValue]


def attributes_of_products(products: Sequence[Product]) -> list[list[SelectedAttribute]]:
    """All attributes of each product's type with the product's values; five statements at most for all of them."""
    values = rows_by(ProductAttributeValue, "product_id", [each.pk for each in products], ("sort_order", "id"))
    by_owner = grouped(_with_values(values), "product_id")
    return _selected(products, [each.product_type_id for each in products], by_owner, of_variant=False)


def attributes_of_variants(variants: Sequence[ProductVariant]) -> list[list[SelectedAttribute]]:
    """The same for variants."""
    attach(variants, "product")
    values = rows_by(VariantAttributeValue, "variant_id", [each.pk for each in variants], ("sort_order", "id"))
    by_owner = grouped(_with_values(values), "variant_id")
    return _selected(variants, [each.product.product_type_id for each in variants], by_owner, of_variant=True)


def _with_values(links: list[Any]) -> list[Any]:
    attach(links, "value")
    attach([link.value for link in links], "attribute")
    return links


def _selected(
    owners: Sequence[Any], type_ids: Sequence[int], by_owner: dict[int, list[Any]], *, of_variant: bool
) -> list[list[SelectedAttribute]]:
    every = rows_by(ProductTypeAttribute, "product_type_id", set(type_ids), ("sort_order", "id"))
    links = [link for link in every if link.of_variant is of_variant]
    attach(links, "attribute")
    by_type = grouped(links, "product_type_id")
    answer = []
    for owner, type_id in zip(owners, type_ids, strict=True):
        held = grouped(by_owner.get(owner.pk, []), "attribute_id")
        answer.append(
            [
                SelectedAttribute(link.attribute, [each.value for each in held.get(link.attribute_id, [])])
                for link in by_type.get(type_id, [])
            ]
        )
    return answer
