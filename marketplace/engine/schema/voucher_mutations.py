"""Mutations of vouchers."""

from collections.abc import Mapping, Sequence
from typing import Any

import graphene

from marketplace.engine.schema.enums import enum_of
from marketplace.engine.schema.mutation import EngineMutation, error_type
from marketplace.engine.schema.product_filter import listed
from marketplace.engine.schema.voucher import DiscountValueTypeEnum, Voucher, VoucherTypeEnum
from marketplace.engine.services import vouchers
from marketplace.graphql.scalars import DateTime, PositiveDecimal

DISCOUNTS = ("MANAGE_DISCOUNTS",)
DiscountError = error_type(
    "DiscountError",
    "ALREADY_EXISTS GRAPHQL_ERROR INVALID NOT_FOUND REQUIRED UNIQUE CANNOT_MANAGE_PRODUCT_WITHOUT_VARIANT "
    "DUPLICATED_INPUT_ITEM VOUCHER_ALREADY_USED",
    products=listed(graphene.ID),
    channels=listed(graphene.ID),
    voucher_codes=listed(graphene.String),
)


class VoucherInput(graphene.InputObjectType):
    type = graphene.InputField(VoucherTypeEnum)
    name = graphene.String()
    code = graphene.String()
    add_codes = listed(graphene.String)
    start_date = graphene.InputField(DateTime)
    end_date = graphene.InputField(DateTime)
    discount_value_type = graphene.InputField(DiscountValueTypeEnum)
    products = listed(graphene.ID)
    variants = listed(graphene.ID)
    categories = listed(graphene.ID)
    min_checkout_items_quantity = graphene.Int()
    countries = listed(graphene.String)
    apply_once_per_order = graphene.Boolean()
    apply_once_per_customer = graphene.Boolean()
    only_for_staff = graphene.Boolean()
    single_use = graphene.Boolean()
    usage_limit = graphene.Int()


class VoucherChannelListingAddInput(graphene.InputObjectType):
    channel_id = graphene.ID(required=True)
    discount_value = graphene.InputField(PositiveDecimal)
    min_amount_spent = graphene.InputField(PositiveDecimal)


class VoucherChannelListingInput(graphene.InputObjectType):
    add_channels = listed(VoucherChannelListingAddInput)
    remove_channels = listed(graphene.ID)


class VoucherCreate(EngineMutation):
    class Meta:
        error_type = DiscountError
        permissions = DISCOUNTS

    class Arguments:
        input = VoucherInput(required=True)

    voucher = graphene.Field(Voucher)

    @classmethod
    def perform(cls, _info: Any, *, input: Mapping[str, Any]) -> "VoucherCreate":
        return cls(voucher=vouchers.create_voucher(values=input))


class VoucherUpdate(EngineMutation):
    class Meta:
        error_type = DiscountError
        permissions = DISCOUNTS

    class Arguments:
        id = graphene.ID(required=True)
        input = VoucherInput(required=True)

    voucher = graphene.Field(Voucher)

    @classmethod
    def perform(cls, _info: Any, *, id: str, input: Mapping[str, Any]) -> "VoucherUpdate":
        return cls(voucher=vouchers.update_voucher(voucher_id=id, values=input))


class VoucherDelete(EngineMutation):
    class Meta:
        error_type = DiscountError
        permissions = DISCOUNTS

    class Arguments:
        id = graphene.ID(required=True)

    voucher = graphene.Field(Voucher)

    @classmethod
    def perform(cls, _info: Any, *, id: str) -> "VoucherDelete":
        return cls(voucher=vouchers.delete_voucher(voucher_id=id))


class VoucherChannelListingUpdate(EngineMutation):
    class Meta:
        error_type = DiscountError
        permissions = DISCOUNTS

    class Arguments:
        id = graphene.ID(required=True)
        input = VoucherChannelListingInput(required=True)

    voucher = graphene.Field(Voucher)

    @classmethod
    def perform(cls, _info: Any, *, id: str, input: Mapping[str, Any]) -> "VoucherChannelListingUpdate":
        return cls(
            voucher=vouchers.update_voucher_listings(
                voucher_id=id, add=input.get("add_channels") or (), remove=input.get("remove_channels") or ()
            )
        )


_BULK_CODES = "GRAPHQL_ERROR NOT_FOUND INVALID"
VoucherCodeBulkDeleteErrorCode = enum_of("VoucherCodeBulkDeleteErrorCode", _BULK_CODES)


class VoucherCodeBulkDeleteError(graphene.ObjectType):
    codes = frozenset(_BULK_CODES.split())

    path = graphene.String()
    message = graphene.String()
    code = graphene.Field(VoucherCodeBulkDeleteErrorCode, required=True)
    voucher_codes = listed(graphene.ID)


class VoucherCodeBulkDelete(EngineMutation):
    class Meta:
        error_type = VoucherCodeBulkDeleteError
        permissions = DISCOUNTS

    class Arguments:
        ids = graphene.List(graphene.NonNull(graphene.ID), required=True)

    count = graphene.Int(required=True)

    @classmethod
    def perform(cls, _info: Any, *, ids: Sequence[str]) -> "VoucherCodeBulkDelete":
        return cls(count=vouchers.delete_codes(code_ids=ids))

    @staticmethod
    def resolve_count(root: Any, _info: Any) -> int:
        return root.count or 0


class Mutation:
    voucher_create = VoucherCreate.Field()
    voucher_update = VoucherUpdate.Field()
    voucher_delete = VoucherDelete.Field()
    voucher_channel_listing_update = VoucherChannelListingUpdate.Field()
    voucher_code_bulk_delete = VoucherCodeBulkDelete.Field()
