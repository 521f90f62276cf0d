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


@dataclass(frozen=True, slots=True)
class SelectedAttribute:
    """An attribute with the values of one object."""

    attribute: Attribute
    values: list[AttributeValue]


def attributes_of_products(products: Sequence[Product]) -> list[list[SelectedAttribute]]:
    """All attributes of each product's type with the product's values; two statements for all of them."""
    values = ProductAttributeValue.objects.filter(product__in=[each.pk for each in products])
    by_owner = grouped(values.select_related("value__attribute"), "product_id")
    return _selected(products, [each.product_type_id for each in products], by_owner, of_variant=False)


def attributes_of_variants(variants: Sequence[ProductVariant]) -> list[list[SelectedAttribute]]:
    """The same for variants."""
    attach(variants, "product")
    values = VariantAttributeValue.objects.filter(variant__in=[each.pk for each in variants])
    by_owner = grouped(values.select_related("value__attribute"), "variant_id")
    return _selected(variants, [each.product.product_type_id for each in variants], by_owner, of_variant=True)


def _selected(
    owners: Sequence[Any], type_ids: Sequence[int], by_owner: dict[int, list[Any]], *, of_variant: bool
) -> list[list[SelectedAttribute]]:
    links = ProductTypeAttribute.objects.filter(product_type__in=set(type_ids), of_variant=of_variant)
    by_type = grouped(links.select_related("attribute"), "product_type_id")
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
