"""Writing products and their listings."""

from collections.abc import Mapping
from typing import Any

import graphene

from marketplace.engine.schema.enums import enum_of
from marketplace.engine.schema.mutation import EngineMutation
from marketplace.engine.schema.product import Product
from marketplace.engine.schema.product_filter import listed
from marketplace.engine.schema.product_inputs import (
    ProductBulkCreateInput,
    ProductChannelListingError,
    ProductChannelListingUpdateInput,
    ProductCreateInput,
    ProductError,
    ProductInput,
    columns,
)
from marketplace.engine.services.listings import update_product_listings
from marketplace.engine.services.product_bulk import Draft, create_products
from marketplace.engine.services.products import create_product, delete_product, update_product
from marketplace.errors import DomainError

MANAGE = ("MANAGE_PRODUCTS",)
ErrorPolicyEnum = enum_of("ErrorPolicyEnum", "IGNORE_FAILED REJECT_EVERYTHING REJECT_FAILED_ROWS")


class ProductCreate(EngineMutation):
    class Meta:
        error_type = ProductError
        permissions = MANAGE

    class Arguments:
        input = ProductCreateInput(required=True)

    product = graphene.Field(Product)

    @classmethod
    def perform(cls, info: Any, *, input: Mapping[str, Any]) -> "ProductCreate":
        values = columns(input)
        product = create_product(
            product_type_id=input["product_type"],
            values=values,
            attributes=values.pop("attributes", None) or (),
            now=info.context.now,
        )
        return cls(product=product)


class ProductUpdate(EngineMutation):
    class Meta:
        error_type = ProductError
        permissions = MANAGE

    class Arguments:
        id = graphene.ID()
        external_reference = graphene.String()
        input = ProductInput(required=True)

    product = graphene.Field(Product)

    @classmethod
    def perform(
        cls, info: Any, *, input: Mapping[str, Any], id: str | None = None, external_reference: str | None = None
    ) -> "ProductUpdate":
        values = columns(input)
        attributes = values.pop("attributes", None) or ()
        product = update_product(
            product_id=id,
            external_reference=external_reference,
            values=values,
            attributes=attributes,
            now=info.context.now,
        )
        return cls(product=product)


class ProductDelete(EngineMutation):
    class Meta:
        error_type = ProductError
        permissions = MANAGE

    class Arguments:
        id = graphene.ID()
        external_reference = graphene.String()

    product = graphene.Field(Product)

    @classmethod
    def perform(cls, info: Any, *, id: str | None = None, external_reference: str | None = None) -> "ProductDelete":
        product = delete_product(product_id=id, external_reference=external_reference, now=info.context.now)
        return cls(product=product)


class ProductChannelListingUpdate(EngineMutation):
    class Meta:
        error_type = ProductChannelListingError
        permissions = MANAGE

    class Arguments:
        id = graphene.ID(required=True)
        input = ProductChannelListingUpdateInput(required=True)

    product = graphene.Field(Product)

    @classmethod
    def perform(cls, info: Any, *, id: str, input: Mapping[str, Any]) -> "ProductChannelListingUpdate":
        product = update_product_listings(
            product_id=id,
            update=input.get("update_channels") or (),
            remove=input.get("remove_channels") or (),
            now=info.context.now,
        )
        return cls(product=product)


_BULK_CODES = (
    "ATTRIBUTE_ALREADY_ASSIGNED ATTRIBUTE_CANNOT_BE_ASSIGNED ATTRIBUTE_VARIANTS_DISABLED BLANK MAX_LENGTH "
    "DUPLICATED_INPUT_ITEM GRAPHQL_ERROR INVALID INVALID_PRICE PRODUCT_WITHOUT_CATEGORY NOT_FOUND REQUIRED UNIQUE "
    "PRODUCT_NOT_ASSIGNED_TO_CHANNEL UNSUPPORTED_MEDIA_PROVIDER FILE_SIZE_LIMIT_EXCEEDED"
)
ProductBulkCreateErrorCode = enum_of("ProductBulkCreateErrorCode", _BULK_CODES)


class ProductBulkCreateError(graphene.ObjectType):
    codes = frozenset(_BULK_CODES.split())

    path = graphene.String()
    message = graphene.String()
    code = graphene.Field(ProductBulkCreateErrorCode, required=True)
    attributes = listed(graphene.ID)


class ProductBulkResult(graphene.ObjectType):
    product = graphene.Field(Product)
    errors = listed(ProductBulkCreateError)


def _bulk_error(error: DomainError) -> dict[str, Any]:
    code = error.code if error.code in ProductBulkCreateError.codes else "INVALID"
    return {"path": error.field, "message": str(error.message), "code": code, **error.details}


def _result(draft: Draft) -> dict[str, Any]:
    stored = draft.product.pk is not None
    return {
        "product": draft.product if stored else None,
        "errors": [_bulk_error(each) for each in draft.faults] or None,
    }


class ProductBulkCreate(EngineMutation):
    class Meta:
        error_type = ProductBulkCreateError
        permissions = MANAGE

    class Arguments:
        products = graphene.List(graphene.NonNull(ProductBulkCreateInput), required=True)
        error_policy = graphene.Argument(ErrorPolicyEnum)

    count = graphene.Int(required=True, default_value=0)
    results = graphene.List(graphene.NonNull(ProductBulkResult), required=True, default_value=())

    @classmethod
    def perform(
        cls, info: Any, *, products: list[Mapping[str, Any]], error_policy: str | None = None
    ) -> "ProductBulkCreate":
        rows = []
        for given in products:
            row = columns(given)
            row["variants"] = [columns(each) for each in given.get("variants") or ()]
            rows.append(row)
        drafts = create_products(rows=rows, policy=error_policy or "REJECT_EVERYTHING", now=info.context.now)
        results = [_result(draft) for draft in drafts]
        return cls(count=sum(each["product"] is not None for each in results), results=results)


class Mutation:
    product_create = ProductCreate.Field()
    product_update = ProductUpdate.Field()
    product_delete = ProductDelete.Field()
    product_channel_listing_update = ProductChannelListingUpdate.Field()
    product_bulk_create = ProductBulkCreate.Field()
