"""Product types and attributes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from marketplace.engine.models import Attribute, AttributeValue, ProductType, ProductTypeAttribute, TaxClass
from marketplace.engine.refusals import int_pk_of, missing, required
from marketplace.engine.rules.slugs import free_slug
from marketplace.errors import DomainError

_ATTRIBUTE_COLUMNS = (
    "name",
    "slug",
    "type",
    "input_type",
    "unit",
    "value_required",
    "visible_in_storefront",
    "external_reference",
)
_TYPE_COLUMNS = ("name", "slug", "kind", "has_variants", "is_shipping_required", "weight_g")


def tax_class_by_id(tax_class_id: str) -> TaxClass:
    """Raises DomainError NOT_FOUND, GRAPHQL_ERROR."""
    tax_class = TaxClass.objects.filter(pk=int_pk_of("TaxClass", tax_class_id, field="taxClass")).first()
    if tax_class is None:
        raise missing(tax_class_id, field="taxClass")
    return tax_class


def attributes_by_ids(ids: Sequence[str], *, field: str) -> list[Attribute]:
    """In the given order. Raises DomainError NOT_FOUND, GRAPHQL_ERROR."""
    keys = [int_pk_of("Attribute", each, field=field) for each in ids]
    found = Attribute.objects.in_bulk(keys)
    if absent := [text for text, key in zip(ids, keys, strict=True) if key not in found]:
        raise missing(absent[0], field=field)
    return [found[key] for key in keys]


@transaction.atomic
def create_product_type(
    *,
    values: Mapping[str, Any],
    product_attributes: Sequence[str] = (),
    variant_attributes: Sequence[str] = (),
    tax_class_id: str | None = None,
) -> ProductType:
    """A new type. Raises DomainError REQUIRED, UNIQUE, NOT_FOUND."""
    product_type = ProductType()
    for name in _TYPE_COLUMNS:
        if values.get(name) is not None:
            setattr(product_type, name, values[name])
    if not product_type.name.strip():
        raise required("name")
    if not product_type.slug:
        taken = ProductType.objects.filter
        product_type.slug = free_slug(product_type.name, lambda slug: taken(slug=slug).exists())
    elif ProductType.objects.filter(slug=product_type.slug).exists():
        raise DomainError("UNIQUE", "Product type with this Slug already exists.", field="slug")
    if tax_class_id:
        product_type.tax_class = tax_class_by_id(tax_class_id)
    product_type.save()
    assign_attributes(product_type, attributes_by_ids(product_attributes, field="productAttributes"), of_variant=False)
    assign_attributes(product_type, attributes_by_ids(variant_attributes, field="variantAttributes"), of_variant=True)
    return product_type


def assign_attributes(product_type: ProductType, attributes: Iterable[Attribute], *, of_variant: bool) -> None:
    """Give the type further attributes; those it has stay where they are."""
    start = product_type.attribute_links.count()
    ProductTypeAttribute.objects.bulk_create(
        [
            ProductTypeAttribute(
                product_type=product_type, attribute=each, of_variant=of_variant, sort_order=start + place
            )
            for place, each in enumerate(attributes)
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def create_attribute(*, values: Mapping[str, Any], choices: Sequence[Mapping[str, Any]] = ()) -> Attribute:
    """A new attribute with its choices, if it has any. Raises DomainError REQUIRED, UNIQUE, ALREADY_EXISTS, INVALID."""
    attribute = Attribute()
    for name in _ATTRIBUTE_COLUMNS:
        if values.get(name) is not None:
            setattr(attribute, name, values[name])
    if not attribute.name.strip():
        raise required("name")
    if not attribute.slug:
        attribute.slug = free_slug(attribute.name, lambda slug: Attribute.objects.filter(slug=slug).exists())
    elif Attribute.objects.filter(slug=attribute.slug).exists():
        raise DomainError("UNIQUE", "Attribute with this Slug already exists.", field="slug")
    if choices and attribute.input_type not in ("DROPDOWN", "MULTISELECT"):
        raise DomainError("INVALID", "Values cannot be given for this input type.", field="values")
    attribute.save()
    for place, choice in enumerate(choices):
        _add_choice(attribute, choice, place)
    return attribute


def _add_choice(attribute: Attribute, choice: Mapping[str, Any], place: int) -> None:
    if attribute.values.filter(name__iexact=choice["name"]).exists():
        raise DomainError("ALREADY_EXISTS", f"Value {choice['name']} already exists.", field="values")
    taken = attribute.values.filter
    AttributeValue.objects.create(
        attribute=attribute,
        name=choice["name"],
        slug=free_slug(choice["name"], lambda slug: taken(slug=slug).exists()),
        value=choice.get("value") or "",
        external_reference=choice.get("external_reference"),
        sort_order=place,
    )
