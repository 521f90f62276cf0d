"""Attribute values of products and variants, as inputs give them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
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
from marketplace.engine.refusals import Refusals, int_pk_of
from marketplace.engine.rules.slugs import free_slug, slug_of
from marketplace.errors import DomainError
from marketplace.graphql.ids import global_id

Input = Mapping[str, Any]


def set_product_attributes(product: Product, inputs: Sequence[Input]) -> None:
    """Replace the values of the attributes that are named; the others stay.

    Raises DomainError INVALID (not an attribute of the type), NOT_FOUND, and Refusals REQUIRED for what must be filled.
    """
    links = _links(product.product_type_id, of_variant=False)
    for attribute, values in _resolved(links, inputs, owner=f"p{product.pk}"):
        product.attribute_values.filter(attribute=attribute).delete()
        ProductAttributeValue.objects.bulk_create(
            [
                ProductAttributeValue(product=product, attribute=attribute, value=value, sort_order=place)
                for place, value in enumerate(values)
            ]
        )


def set_variant_attributes(variant: ProductVariant, inputs: Sequence[Input]) -> None:
    """The same for a variant."""
    links = _links(variant.product.product_type_id, of_variant=True)
    for attribute, values in _resolved(links, inputs, owner=f"v{variant.pk}"):
        variant.attribute_values.filter(attribute=attribute).delete()
        VariantAttributeValue.objects.bulk_create(
            [
                VariantAttributeValue(variant=variant, attribute=attribute, value=value, sort_order=place)
                for place, value in enumerate(values)
            ]
        )


def _links(product_type_id: int, *, of_variant: bool) -> dict[int, Attribute]:
    links = ProductTypeAttribute.objects.filter(product_type=product_type_id, of_variant=of_variant)
    return {link.attribute_id: link.attribute for link in links.select_related("attribute")}


def _resolved(
    known: Mapping[int, Attribute], inputs: Sequence[Input], *, owner: str
) -> list[tuple[Attribute, list[AttributeValue]]]:
    resolved, faults = [], []
    for given in inputs:
        attribute = _attribute(known, given)
        values = _values(attribute, given, owner)
        if attribute.value_required and not values:
            gid = global_id("Attribute", attribute.pk)
            faults.append(
                DomainError(
                    "REQUIRED", "Attribute expects a value but none were given.", field="attributes", attributes=[gid]
                )
            )
        resolved.append((attribute, values))
    if faults:
        raise Refusals(faults)
    return resolved


def _attribute(known: Mapping[int, Attribute], given: Input) -> Attribute:
    if given.get("id"):
        found = known.get(int_pk_of("Attribute", given["id"], field="attributes"))
    else:
        reference = given.get("external_reference")
        found = next((each for each in known.values() if reference and each.external_reference == reference), None)
    if found is None:
        raise DomainError("INVALID", "This attribute is not one of the product type's.", field="attributes")
    return found


def _values(attribute: Attribute, given: Input, owner: str) -> list[AttributeValue]:
    kind = attribute.input_type
    if kind in ("DROPDOWN", "MULTISELECT"):
        chosen = [given["dropdown"]] if given.get("dropdown") else list(given.get("multiselect") or ())
        chosen += [{"value": name} for name in given.get("values") or ()]
        return [_choice(attribute, each) for each in chosen[: 1 if kind == "DROPDOWN" else None]]
    column, raw = {
        "PLAIN_TEXT": ("plain_text", given.get("plain_text")),
        "NUMERIC": ("numeric", given.get("numeric")),
        "BOOLEAN": ("boolean", given.get("boolean")),
        "DATE": ("date", given.get("date")),
    }[kind]
    if raw is None or raw == "":
        return []
    if column == "numeric":
        raw = _number(raw)
    slug = f"{owner}-{attribute.pk}-{slug_of(str(raw))}"[:255] if kind != "BOOLEAN" else f"{attribute.pk}-{raw}".lower()
    value, _made = AttributeValue.objects.update_or_create(
        attribute=attribute, slug=slug, defaults={"name": str(raw)[:250], column: raw}
    )
    return [value]


def _number(raw: object) -> Decimal:
    try:
        number = Decimal(str(raw))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise DomainError("INVALID", "Numeric value is required.", field="attributes")
    return number


def _choice(attribute: Attribute, given: Input) -> AttributeValue:
    if given.get("id"):
        found = attribute.values.filter(pk=int_pk_of("AttributeValue", given["id"], field="attributes")).first()
        if found is None:
            raise DomainError("NOT_FOUND", "The attribute has no such value.", field="attributes")
        return found
    name = (given.get("value") or "").strip()
    if not name:
        raise DomainError("REQUIRED", "A choice needs an id or a value.", field="attributes")
    same = attribute.values.filter(name__iexact=name).first()
    if same is not None:
        return same
    taken = attribute.values.filter
    return AttributeValue.objects.create(
        attribute=attribute,
        name=name,
        slug=free_slug(name, lambda slug: taken(slug=slug).exists()),
        sort_order=attribute.values.count(),
    )
