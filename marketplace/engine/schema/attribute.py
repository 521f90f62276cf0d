"""Product types and attributes."""

from collections.abc import Mapping
from typing import Any

import graphene

from marketplace.engine import models
from marketplace.engine.refusals import int_pk_of
from marketplace.engine.schema.enums import enum_of
from marketplace.engine.schema.metadata import ObjectWithMetadata
from marketplace.engine.schema.representation import Node, represents
from marketplace.engine.schema.staff import require_staff
from marketplace.engine.schema.tax import TaxClass
from marketplace.engine.schema.weight import Weight
from marketplace.graphql.batches import attach, batched, grouped
from marketplace.graphql.connections import Slice, connection, connection_field, paginate
from marketplace.graphql.ids import global_id
from marketplace.graphql.scalars import Date

AttributeTypeEnum = enum_of("AttributeTypeEnum", "PRODUCT_TYPE PAGE_TYPE CUSTOMER_TYPE")
AttributeInputTypeEnum = enum_of("AttributeInputTypeEnum", "DROPDOWN MULTISELECT NUMERIC PLAIN_TEXT BOOLEAN DATE")
MeasurementUnitsEnum = enum_of(
    "MeasurementUnitsEnum", "MM CM DM M KM SQ_CM SQ_M CUBIC_CENTIMETER CUBIC_METER LITER G KG TONNE"
)
ProductTypeKindEnum = enum_of("ProductTypeKindEnum", "NORMAL GIFT_CARD")
VariantAttributeScope = enum_of("VariantAttributeScope", "ALL VARIANT_SELECTION NOT_VARIANT_SELECTION")


@represents(models.AttributeValue)
class AttributeValue(graphene.ObjectType):
    class Meta:
        interfaces = (Node,)

    name = graphene.String()
    slug = graphene.String()
    value = graphene.String()
    input_type = graphene.Field(AttributeInputTypeEnum)
    plain_text = graphene.String()
    boolean = graphene.Boolean()
    date = graphene.Field(Date)
    external_reference = graphene.String()

    @staticmethod
    def resolve_id(root: models.AttributeValue, _info: Any) -> str:
        return global_id("AttributeValue", root.pk)

    @staticmethod
    def resolve_input_type(root: models.AttributeValue, _info: Any) -> str:
        return root.attribute.input_type


AttributeValueCountableConnection = connection(AttributeValue)


@represents(models.Attribute)
class Attribute(graphene.ObjectType):
    class Meta:
        interfaces = (Node, ObjectWithMetadata)

    input_type = graphene.Field(AttributeInputTypeEnum)
    name = graphene.String(required=True)
    slug = graphene.String(required=True)
    type = graphene.Field(AttributeTypeEnum, required=True)
    unit = graphene.Field(MeasurementUnitsEnum)
    choices = connection_field(AttributeValueCountableConnection, search=graphene.String())
    value_required = graphene.Boolean(required=True)
    visible_in_storefront = graphene.Boolean(required=True)
    with_choices = graphene.Boolean(required=True)
    external_reference = graphene.String()

    @staticmethod
    def resolve_id(root: models.Attribute, _info: Any) -> str:
        return global_id("Attribute", root.pk)

    @staticmethod
    def resolve_with_choices(root: models.Attribute, _info: Any) -> bool:
        return root.input_type in ("DROPDOWN", "MULTISELECT")

    @staticmethod
    def resolve_choices(root: models.Attribute, info: Any, search: str | None = None, **paging: Any) -> Any:
        rows = root.values.select_related("attribute")
        if root.input_type not in ("DROPDOWN", "MULTISELECT"):
            rows = rows.none()
        if search:
            rows = rows.filter(name__icontains=search)
        return paginate(rows, Slice.of("choices", **paging), order=["sort_order"])


class SelectedAttribute(graphene.ObjectType):
    attribute = graphene.Field(Attribute, required=True)
    values = graphene.List(graphene.NonNull(AttributeValue), required=True)


def _attributes_of(of_variant: bool) -> Any:
    def load(roots: list[models.ProductType], info: Any, **_scope: Any) -> list[list[models.Attribute]]:
        links = models.ProductTypeAttribute.objects.filter(
            product_type__in=[root.pk for root in roots], of_variant=of_variant
        ).select_related("attribute")
        groups = grouped(links, "product_type_id")
        return [[link.attribute for link in groups.get(root.pk, [])] for root in roots]

    return batched(load)


@represents(models.ProductType)
class ProductType(graphene.ObjectType):
    class Meta:
        interfaces = (Node, ObjectWithMetadata)

    name = graphene.String(required=True)
    slug = graphene.String(required=True)
    has_variants = graphene.Boolean(required=True)
    is_shipping_required = graphene.Boolean(required=True)
    weight = graphene.Field(Weight)
    kind = graphene.Field(ProductTypeKindEnum, required=True)
    tax_class = graphene.Field(TaxClass)
    product_attributes = graphene.List(graphene.NonNull(Attribute))
    variant_attributes = graphene.List(
        graphene.NonNull(Attribute), variant_selection=graphene.Argument(VariantAttributeScope)
    )

    resolve_product_attributes = _attributes_of(of_variant=False)
    resolve_variant_attributes = _attributes_of(of_variant=True)

    @batched
    def resolve_tax_class(roots: list[models.ProductType], info: Any) -> list[models.TaxClass | None]:
        require_staff(info)
        attach(roots, "tax_class")
        return [root.tax_class for root in roots]

    @staticmethod
    def resolve_id(root: models.ProductType, _info: Any) -> str:
        return global_id("ProductType", root.pk)

    @staticmethod
    def resolve_weight(root: models.ProductType, _info: Any) -> Any:
        return root.weight_g


AttributeCountableConnection = connection(Attribute)
ProductTypeCountableConnection = connection(ProductType)


class AttributeFilterInput(graphene.InputObjectType):
    search = graphene.String()
    ids = graphene.List(graphene.NonNull(graphene.ID))
    type = graphene.InputField(AttributeTypeEnum)
    slugs = graphene.List(graphene.NonNull(graphene.String))


class ProductTypeFilterInput(graphene.InputObjectType):
    search = graphene.String()
    kind = graphene.InputField(ProductTypeKindEnum)
    ids = graphene.List(graphene.NonNull(graphene.ID))
    slugs = graphene.List(graphene.NonNull(graphene.String))


def _chosen(rows: Any, type_name: str, wanted: Mapping[str, Any]) -> Any:
    if wanted.get("search"):
        rows = rows.filter(name__icontains=wanted["search"])
    if wanted.get("ids") is not None:
        rows = rows.filter(pk__in=[int_pk_of(type_name, each) for each in wanted["ids"]])
    if wanted.get("slugs") is not None:
        rows = rows.filter(slug__in=wanted["slugs"])
    for name in ("type", "kind"):
        if wanted.get(name) is not None:
            rows = rows.filter(**{name: wanted[name]})
    return rows


class Query:
    attribute = graphene.Field(
        Attribute, id=graphene.ID(), slug=graphene.String(), external_reference=graphene.String()
    )
    attributes = connection_field(AttributeCountableConnection, filter=AttributeFilterInput(), search=graphene.String())
    product_type = graphene.Field(ProductType, id=graphene.ID(required=True))
    product_types = connection_field(ProductTypeCountableConnection, filter=ProductTypeFilterInput())

    @staticmethod
    def resolve_attribute(
        _root: None, info: Any, id: str | None = None, slug: str | None = None, external_reference: str | None = None
    ) -> models.Attribute | None:
        if slug is not None:
            return models.Attribute.objects.filter(slug=slug).first()
        if external_reference is not None:
            return models.Attribute.objects.filter(external_reference=external_reference).first()
        return models.Attribute.objects.filter(pk=int_pk_of("Attribute", id)).first()

    @staticmethod
    def resolve_attributes(
        _root: None, info: Any, filter: Mapping[str, Any] | None = None, search: str | None = None, **paging: Any
    ) -> Any:
        wanted = {**(filter or {}), **({"search": search} if search else {})}
        rows = _chosen(models.Attribute.objects.all(), "Attribute", wanted)
        return paginate(rows, Slice.of("attributes", **paging), order=["slug"])

    @staticmethod
    def resolve_product_type(_root: None, info: Any, id: str) -> models.ProductType | None:
        return models.ProductType.objects.filter(pk=int_pk_of("ProductType", id)).first()

    @staticmethod
    def resolve_product_types(_root: None, info: Any, filter: Mapping[str, Any] | None = None, **paging: Any) -> Any:
        rows = _chosen(models.ProductType.objects.all(), "ProductType", filter or {})
        return paginate(rows, Slice.of("productTypes", **paging), order=["slug"])


types = [Attribute, AttributeValue, ProductType]
