"""What one can ask of a list of products, and the asking."""

from collections.abc import Mapping
from typing import Any

import graphene

from marketplace.engine.schema.enums import OrderDirection, enum_of
from marketplace.engine.selectors.products import ProductQuestion, product_page
from marketplace.graphql.connections import Page, Slice
from marketplace.graphql.scalars import DateTime, Decimal
from marketplace.graphql.selection import selection

StockAvailability = enum_of("StockAvailability", "IN_STOCK OUT_OF_STOCK")
ProductOrderField = enum_of(
    "ProductOrderField",
    "NAME RANK PRICE MINIMAL_PRICE TYPE PUBLISHED PUBLISHED_AT PUBLICATION_DATE LAST_MODIFIED LAST_MODIFIED_AT DATE "
    "COLLECTION RATING CREATED_AT",
)


def listed(of: Any) -> graphene.List:
    """A list without gaps."""
    return graphene.List(graphene.NonNull(of))


class MetadataFilter(graphene.InputObjectType):
    key = graphene.String(required=True)
    value = graphene.String()


class StringFilterInput(graphene.InputObjectType):
    eq = graphene.String()
    one_of = listed(graphene.String)


class GlobalIDFilterInput(graphene.InputObjectType):
    eq = graphene.ID()
    one_of = listed(graphene.ID)


class DecimalRangeInput(graphene.InputObjectType):
    gte = Decimal()
    lte = Decimal()


class DecimalFilterInput(graphene.InputObjectType):
    eq = Decimal()
    one_of = listed(Decimal)
    range = graphene.InputField(DecimalRangeInput)


class PriceRangeInput(graphene.InputObjectType):
    gte = graphene.Float()
    lte = graphene.Float()


class IntRangeInput(graphene.InputObjectType):
    gte = graphene.Int()
    lte = graphene.Int()


class DateTimeRangeInput(graphene.InputObjectType):
    gte = DateTime()
    lte = DateTime()


class DateTimeFilterInput(graphene.InputObjectType):
    eq = DateTime()
    one_of = listed(DateTime)
    range = graphene.InputField(DateTimeRangeInput)


class ProductStockFilterInput(graphene.InputObjectType):
    warehouse_ids = listed(graphene.ID)
    quantity = graphene.InputField(IntRangeInput)


class AttributeInput(graphene.InputObjectType):
    slug = graphene.String()
    values = listed(graphene.String)
    values_range = graphene.InputField(IntRangeInput)
    boolean = graphene.Boolean()


class ProductWhereInput(graphene.InputObjectType):
    metadata = listed(MetadataFilter)
    ids = listed(graphene.ID)
    name = graphene.InputField(StringFilterInput)
    slug = graphene.InputField(StringFilterInput)
    product_type = graphene.InputField(GlobalIDFilterInput)
    category = graphene.InputField(GlobalIDFilterInput)
    collection = graphene.InputField(GlobalIDFilterInput)
    is_available = graphene.Boolean()
    is_published = graphene.Boolean()
    is_visible_in_listing = graphene.Boolean()
    published_from = DateTime()
    available_from = DateTime()
    has_category = graphene.Boolean()
    price = graphene.InputField(DecimalFilterInput)
    minimal_price = graphene.InputField(DecimalFilterInput)
    attributes = listed(AttributeInput)
    stock_availability = graphene.InputField(StockAvailability)
    stocks = graphene.InputField(ProductStockFilterInput)
    updated_at = graphene.InputField(DateTimeFilterInput)
    AND = graphene.List(graphene.NonNull(lambda: ProductWhereInput), name="AND")
    OR = graphene.List(graphene.NonNull(lambda: ProductWhereInput), name="OR")


class ProductFilterInput(graphene.InputObjectType):
    is_published = graphene.Boolean()
    collections = listed(graphene.ID)
    categories = listed(graphene.ID)
    has_category = graphene.Boolean()
    attributes = listed(AttributeInput)
    stock_availability = graphene.InputField(StockAvailability)
    stocks = graphene.InputField(ProductStockFilterInput)
    search = graphene.String()
    metadata = listed(MetadataFilter)
    published_from = DateTime()
    is_available = graphene.Boolean()
    available_from = DateTime()
    is_visible_in_listing = graphene.Boolean()
    price = graphene.InputField(PriceRangeInput)
    minimal_price = graphene.InputField(PriceRangeInput)
    updated_at = graphene.InputField(DateTimeRangeInput)
    product_types = listed(graphene.ID)
    ids = listed(graphene.ID)
    slugs = listed(graphene.String)


class ProductOrder(graphene.InputObjectType):
    direction = graphene.InputField(OrderDirection, required=True)
    field = graphene.InputField(ProductOrderField)


LIST_ARGUMENTS: dict[str, Any] = {
    "filter": graphene.Argument(ProductFilterInput),
    "where": graphene.Argument(ProductWhereInput),
    "sort_by": graphene.Argument(ProductOrder),
    "search": graphene.Argument(graphene.String),
    "channel": graphene.Argument(graphene.String),
}


def product_list(
    info: Any,
    *,
    filter: Mapping[str, Any] | None = None,
    where: Mapping[str, Any] | None = None,
    sort_by: Mapping[str, Any] | None = None,
    search: str | None = None,
    channel: str | None = None,
    further: Mapping[str, Any] | None = None,
    collection: int | None = None,
    **paging: Any,
) -> Page:
    """A page of the products that the requestor may see. `further` is a filter that the place itself sets.

    Inside a `collection` (its primary key) only its products are listed, and its order can be asked for.
    """
    context = info.context
    sort = (sort_by["field"], sort_by["direction"] == "DESC") if sort_by and sort_by.get("field") else None
    question = ProductQuestion(
        requestor=context.requestor,
        now=context.now,
        channel=channel,
        search=search,
        filters=tuple(each for each in (filter, where, further) if each),
        sort=sort,
        collection=collection,
    )
    return product_page(question, Slice.of("products", **paging), selection(info))
