"""Vouchers and their codes."""

from collections.abc import Mapping, Sequence
from typing import Any

import graphene
from django.db.models import Q, QuerySet, Sum

from marketplace.engine import models
from marketplace.engine.refusals import int_pk_of
from marketplace.engine.schema.category import CategoryCountableConnection
from marketplace.engine.schema.channel import Channel
from marketplace.engine.schema.country import CountryDisplay
from marketplace.engine.schema.enums import OrderDirection, enum_of
from marketplace.engine.schema.metadata import ObjectWithMetadata
from marketplace.engine.schema.money import Money
from marketplace.engine.schema.product import ProductCountableConnection
from marketplace.engine.schema.product_filter import listed
from marketplace.engine.schema.representation import Node, represents
from marketplace.engine.schema.variant import ProductVariantCountableConnection
from marketplace.engine.selectors.voucher import with_status
from marketplace.graphql.batches import attach_children, batched, related
from marketplace.graphql.connections import Slice, connection, connection_field, paginate
from marketplace.graphql.ids import global_id
from marketplace.graphql.scalars import DateTime
from marketplace.money import Money as Amount

VoucherTypeEnum = enum_of("VoucherTypeEnum", "SHIPPING ENTIRE_ORDER SPECIFIC_PRODUCT")
DiscountValueTypeEnum = enum_of("DiscountValueTypeEnum", "FIXED PERCENTAGE")
DiscountStatusEnum = enum_of("DiscountStatusEnum", "ACTIVE EXPIRED SCHEDULED")
VoucherSortField = enum_of("VoucherSortField", "NAME START_DATE END_DATE TYPE USAGE_LIMIT")
_ORDERS = {
    "NAME": "name",
    "START_DATE": "start_date",
    "END_DATE": "end_date",
    "TYPE": "type",
    "USAGE_LIMIT": "usage_limit",
}


class VoucherFilterInput(graphene.InputObjectType):
    status = listed(DiscountStatusEnum)
    search = graphene.String()
    ids = listed(graphene.ID)


class VoucherSortingInput(graphene.InputObjectType):
    direction = graphene.InputField(OrderDirection, required=True)
    field = graphene.InputField(VoucherSortField, required=True)


@represents(models.VoucherCode)
class VoucherCode(graphene.ObjectType):
    id = graphene.ID(required=True)
    code = graphene.String()
    used = graphene.Int()
    is_active = graphene.Boolean()
    created_at = graphene.Field(DateTime, required=True)

    @staticmethod
    def resolve_id(root: models.VoucherCode, _info: Any) -> str:
        return global_id("VoucherCode", root.pk)


VoucherCodeCountableConnection = connection(VoucherCode)


@represents(models.VoucherChannelListing)
class VoucherChannelListing(graphene.ObjectType):
    class Meta:
        interfaces = (Node,)

    channel = graphene.Field(Channel, required=True)
    discount_value = graphene.Float(required=True)
    currency = graphene.String(required=True)
    min_spent = graphene.Field(Money)

    resolve_channel = related("channel")

    @staticmethod
    def resolve_id(root: models.VoucherChannelListing, _info: Any) -> str:
        return global_id("VoucherChannelListing", root.pk)

    @staticmethod
    def resolve_discount_value(root: models.VoucherChannelListing, _info: Any) -> float:
        return float(root.discount_value)

    @staticmethod
    def resolve_min_spent(root: models.VoucherChannelListing, _info: Any) -> Amount | None:
        return None if root.min_spent_amount is None else Amount(root.min_spent_amount, root.currency)


def _codes(roots: Sequence[models.Voucher], _info: Any) -> Sequence[str | None]:
    """Of each voucher the code that Saleor shows where it shows one: the first that was made."""
    rows = models.VoucherCode.objects.filter(voucher__in=roots).order_by("voucher_id", "created_at", "-code")
    found = dict(rows.distinct("voucher_id").values_list("voucher_id", "code"))
    return [found.get(root.pk) for root in roots]


def _uses(roots: Sequence[models.Voucher], _info: Any) -> Sequence[int]:
    rows = models.VoucherCode.objects.filter(voucher__in=roots).order_by().values_list("voucher_id")
    found = dict(rows.annotate(Sum("used")))
    return [found.get(root.pk, 0) for root in roots]


def _listings(roots: Sequence[models.Voucher]) -> list[list[models.VoucherChannelListing]]:
    rows = models.VoucherChannelListing.objects.select_related("channel")
    return attach_children(roots, "all_listings", rows.all, back="voucher")


def _in_channel(root: models.Voucher) -> models.VoucherChannelListing | None:
    """The listing in the channel that a query asked for."""
    slug = root.__dict__.get("channel_slug")
    return next((each for each in _listings([root])[0] if each.channel.slug == slug), None)


@represents(models.Voucher)
class Voucher(graphene.ObjectType):
    class Meta:
        interfaces = (Node, ObjectWithMetadata)

    name = graphene.String()
    codes = connection_field(VoucherCodeCountableConnection)
    code = graphene.String()
    usage_limit = graphene.Int()
    used = graphene.Int(required=True)
    start_date = graphene.Field(DateTime, required=True)
    end_date = graphene.Field(DateTime)
    apply_once_per_order = graphene.Boolean(required=True)
    apply_once_per_customer = graphene.Boolean(required=True)
    single_use = graphene.Boolean(required=True)
    only_for_staff = graphene.Boolean(required=True)
    min_checkout_items_quantity = graphene.Int()
    categories = connection_field(CategoryCountableConnection)
    products = connection_field(ProductCountableConnection)
    variants = connection_field(ProductVariantCountableConnection)
    countries = listed(CountryDisplay)
    discount_value_type = graphene.Field(DiscountValueTypeEnum, required=True)
    discount_value = graphene.Float()
    currency = graphene.String()
    min_spent = graphene.Field(Money)
    type = graphene.Field(VoucherTypeEnum, required=True)
    channel_listings = listed(VoucherChannelListing)

    resolve_code = batched(_codes)
    resolve_used = batched(_uses)

    @staticmethod
    def resolve_id(root: models.Voucher, _info: Any) -> str:
        return global_id("Voucher", root.pk)

    @batched
    def resolve_channel_listings(roots: Sequence[models.Voucher], info: Any) -> Any:
        info.context.requestor.require("MANAGE_DISCOUNTS")
        return _listings(roots)

    @staticmethod
    def resolve_codes(root: models.Voucher, info: Any, **paging: Any) -> Any:
        info.context.requestor.require("MANAGE_DISCOUNTS")
        return paginate(root.codes.all(), Slice.of("codes", **paging), order=["-created_at", "code"])

    @staticmethod
    def resolve_categories(root: models.Voucher, info: Any, **paging: Any) -> Any:
        info.context.requestor.require("MANAGE_DISCOUNTS")
        return paginate(root.categories.all(), Slice.of("categories", **paging), order=["path"])

    @staticmethod
    def resolve_products(root: models.Voucher, info: Any, **paging: Any) -> Any:
        info.context.requestor.require("MANAGE_DISCOUNTS")
        return paginate(root.products.all(), Slice.of("products", **paging), order=["slug"])

    @staticmethod
    def resolve_variants(root: models.Voucher, info: Any, **paging: Any) -> Any:
        info.context.requestor.require("MANAGE_DISCOUNTS")
        return paginate(root.variants.all(), Slice.of("variants", **paging))

    @staticmethod
    def resolve_discount_value(root: models.Voucher, _info: Any) -> float | None:
        listing = _in_channel(root)
        return None if listing is None else float(listing.discount_value)

    @staticmethod
    def resolve_currency(root: models.Voucher, _info: Any) -> str | None:
        listing = _in_channel(root)
        return None if listing is None else listing.currency

    @staticmethod
    def resolve_min_spent(root: models.Voucher, _info: Any) -> Amount | None:
        listing = _in_channel(root)
        if listing is None or listing.min_spent_amount is None:
            return None
        return Amount(listing.min_spent_amount, listing.currency)


VoucherCountableConnection = connection(Voucher)


def in_channel(voucher: models.Voucher | None, channel: str | None) -> models.Voucher | None:
    """The voucher as it is in the channel of a slug."""
    if voucher is not None:
        voucher.__dict__["channel_slug"] = channel
    return voucher


class Query:
    voucher = graphene.Field(Voucher, id=graphene.ID(required=True), channel=graphene.String())
    vouchers = connection_field(
        VoucherCountableConnection,
        filter=VoucherFilterInput(),
        sort_by=VoucherSortingInput(),
        channel=graphene.String(),
    )

    @staticmethod
    def resolve_voucher(_root: None, info: Any, id: str, channel: str | None = None) -> models.Voucher | None:
        info.context.requestor.require("MANAGE_DISCOUNTS")
        return in_channel(models.Voucher.objects.filter(pk=int_pk_of("Voucher", id)).first(), channel)

    @staticmethod
    def resolve_vouchers(
        _root: None,
        info: Any,
        filter: Mapping[str, Any] | None = None,
        sort_by: Mapping[str, Any] | None = None,
        channel: str | None = None,
        **paging: Any,
    ) -> Any:
        info.context.requestor.require("MANAGE_DISCOUNTS")
        rows = _matching(filter or {}, info)
        if channel is not None:
            rows = rows.filter(channel_listings__channel__slug=channel)
        column = _ORDERS[sort_by["field"]] if sort_by else "name"
        order = f"-{column}" if sort_by and sort_by["direction"] == "DESC" else column
        page = paginate(rows, Slice.of("vouchers", **paging), order=[order])
        for edge in page.edges:
            in_channel(edge.node, channel)
        return page


def _matching(wanted: Mapping[str, Any], info: Any) -> "QuerySet[models.Voucher]":
    rows = models.Voucher.objects.all()
    if wanted.get("status"):
        rows = with_status(rows, wanted["status"], now=info.context.now)
    if wanted.get("ids") is not None:
        rows = rows.filter(pk__in=[int_pk_of("Voucher", each) for each in wanted["ids"]])
    if text := wanted.get("search"):
        rows = rows.filter(Q(name__icontains=text) | Q(codes__code__icontains=text)).distinct()
    return rows


types = [Voucher, VoucherCode, VoucherChannelListing]
