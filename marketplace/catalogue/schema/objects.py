"""A listing as GraphQL shows it."""

from typing import Any
from urllib.parse import urljoin

import graphene
from django.conf import settings

from marketplace.catalogue.models import Listing
from marketplace.catalogue.schema.enums import (
    ListingStockKindEnum,
    ListingTaxClassEnum,
    ListingUnitEnum,
    ListingUnitPriceExemptionEnum,
)
from marketplace.catalogue.wording import refusal_text, stock_label
from marketplace.graphql.batches import related
from marketplace.graphql.connections import connection
from marketplace.graphql.extending import saleor_field
from marketplace.graphql.ids import global_id
from marketplace.graphql.scalars import DateTime, Decimal
from marketplace.money import Money
from marketplace.vendors.schema.objects import VendorType


class ListingMoneyType(graphene.ObjectType):
    """Gross amount in a currency (ISO 4217)."""

    class Meta:
        name = "ListingMoney"

    amount = Decimal(required=True)
    currency = graphene.String(required=True)


class ListingUnitPriceType(graphene.ObjectType):
    """The unit price of German law (PAngV §4): the gross price of one reference unit."""

    class Meta:
        name = "ListingUnitPrice"

    price = graphene.Field(ListingMoneyType, required=True)
    reference_unit = ListingUnitEnum(required=True)


class ListingStockType(graphene.ObjectType):
    """Stock as numbers and in words."""

    class Meta:
        name = "ListingStock"

    kind = ListingStockKindEnum(required=True)
    available = graphene.Int(required=True, description="Pieces that can be sold now.")
    lead_days = graphene.Int(required=True, description="Working days until goods on order arrive.")
    label = graphene.String(required=True, description='In words, e.g. "5 im Laden".')
    tone = graphene.String(required=True, description="available, uncertain or none.")

    @staticmethod
    def resolve_kind(root: Listing, _info: Any) -> str:
        return root.stock_kind

    @staticmethod
    def resolve_label(root: Listing, _info: Any) -> str:
        return stock_label(root.stock_words)

    @staticmethod
    def resolve_tone(root: Listing, _info: Any) -> str:
        return root.stock_words.tone


class ListingPictureType(graphene.ObjectType):
    class Meta:
        name = "ListingPicture"

    url = graphene.String(required=True)
    thumbnail = graphene.String(required=True)
    alt = graphene.String(required=True)


class ListingManufacturerType(graphene.ObjectType):
    """Who makes the goods and how to reach it (Regulation (EU) 2023/988 Art. 19)."""

    class Meta:
        name = "ListingManufacturer"

    name = graphene.String(required=True)
    address = graphene.String(required=True)
    contact = graphene.String(required=True)


class ListingCategoryType(graphene.ObjectType):
    class Meta:
        name = "ListingCategory"

    slug = graphene.String(required=True)
    name = graphene.String(required=True)
    path = graphene.String(required=True, description="Slugs from the root, joined by '/'.")


class ListingWithheldType(graphene.ObjectType):
    """Why goods that the vendor publishes are not shown."""

    class Meta:
        name = "ListingWithheld"

    code = graphene.String(required=True)
    message = graphene.String(required=True)


class ListingType(graphene.ObjectType):
    """One product of one vendor. `productId` and `variantId` are Saleor's: put the variant into a checkout."""

    class Meta:
        name = "Listing"

    id = graphene.ID(required=True)
    product_id = graphene.ID(required=True)
    variant_id = graphene.ID(required=True)
    product = saleor_field("Product", lambda root: root.product_id, "Saleor's product; null unless it is on sale.")
    variant = saleor_field("ProductVariant", lambda root: root.variant_id, "Saleor's variant; null unless on sale.")
    slug = graphene.String(required=True)
    sku = graphene.String(required=True, description="The vendor's own article number.")
    name = graphene.String(required=True)
    description = graphene.String(required=True)
    tags = graphene.List(graphene.NonNull(graphene.String), required=True)
    category = graphene.Field(ListingCategoryType)
    vendor = graphene.Field(VendorType, required=True, resolver=related("vendor"))
    price = graphene.Field(ListingMoneyType, required=True)
    tax_class = ListingTaxClassEnum()
    tax_rate = Decimal(required=True, description="Percent.")
    net_quantity = Decimal()
    net_unit = ListingUnitEnum()
    unit_price = graphene.Field(ListingUnitPriceType, description="Null where none is owed.")
    unit_price_exemption = ListingUnitPriceExemptionEnum()
    stock = graphene.Field(ListingStockType, required=True)
    deliverable = graphene.Boolean(required=True, description="May travel on a delivery tour.")
    picture = graphene.Field(ListingPictureType)
    manufacturer = graphene.Field(ListingManufacturerType, resolver=related("manufacturer"))
    warnings = graphene.String(required=True)
    is_published = graphene.Boolean(required=True)
    withheld = graphene.Field(ListingWithheldType, description="Null unless a law keeps the goods off the market.")
    created = DateTime(required=True)

    @staticmethod
    def resolve_id(root: Listing, _info: Any) -> str:
        return global_id("Listing", root.pk)

    @staticmethod
    def resolve_category(root: Listing, _info: Any) -> dict[str, str] | None:
        if not root.category_slug:
            return None
        return {"slug": root.category_slug, "name": root.category_name, "path": root.category_path}

    @staticmethod
    def resolve_price(root: Listing, _info: Any) -> Money:
        return Money(root.price, root.currency)

    @staticmethod
    def resolve_tax_class(root: Listing, _info: Any) -> str | None:
        return root.tax_class or None

    @staticmethod
    def resolve_net_unit(root: Listing, _info: Any) -> str | None:
        return root.net_unit or None

    @staticmethod
    def resolve_unit_price(root: Listing, _info: Any) -> dict[str, object] | None:
        if root.unit_price is None:
            return None
        return {"price": Money(root.unit_price, root.currency), "reference_unit": root.reference_unit}

    @staticmethod
    def resolve_unit_price_exemption(root: Listing, _info: Any) -> str | None:
        known = ListingUnitPriceExemptionEnum._meta.enum.__members__
        return root.unit_price_exemption if root.unit_price_exemption in known else None

    @staticmethod
    def resolve_stock(root: Listing, _info: Any) -> Listing:
        return root

    @staticmethod
    def resolve_picture(root: Listing, _info: Any) -> dict[str, str] | None:
        if not root.picture:
            return None
        public = settings.PUBLIC_URL
        return {
            "url": urljoin(public, root.picture),
            "thumbnail": urljoin(public, root.thumbnail),
            "alt": root.picture_alt,
        }

    @staticmethod
    def resolve_withheld(root: Listing, _info: Any) -> dict[str, str] | None:
        return {"code": root.withheld, "message": refusal_text(root.withheld)} if root.withheld else None


ListingConnection = connection(ListingType)
