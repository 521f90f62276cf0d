"""What a vendor's staff does with its goods."""

from typing import Any

import graphene

from marketplace.accounts.selectors import person_of
from marketplace.catalogue.models import Listing
from marketplace.catalogue.rules.goods import Goods
from marketplace.catalogue.schema.enums import (
    ListingImportVerdictEnum,
    ListingStockKindEnum,
    ListingTaxClassEnum,
    ListingUnitEnum,
    ListingUnitPriceExemptionEnum,
    plain,
)
from marketplace.catalogue.schema.objects import ListingType
from marketplace.catalogue.selectors.listings import listing_for
from marketplace.catalogue.services.goods import archive, save_product, set_price, set_stock
from marketplace.catalogue.services.importing import import_goods
from marketplace.catalogue.services.photos import remove_photo, set_photo
from marketplace.graphql.mutations import BaseMutation
from marketplace.graphql.scalars import Decimal, PositiveDecimal, Upload
from marketplace.vendors.selectors import vendor_for


class ListingUpdateInput(graphene.InputObjectType):
    """What is left out stays as it is."""

    name = graphene.String()
    category = graphene.String(description="Slug.")
    price = PositiveDecimal(description="Gross.")
    sku = graphene.String(description="The shop's own article number.")
    description = graphene.String()
    tags = graphene.List(graphene.NonNull(graphene.String))
    tax_class = ListingTaxClassEnum()
    net_quantity = Decimal()
    net_unit = ListingUnitEnum()
    unit_price_exemption = ListingUnitPriceExemptionEnum()
    stock_kind = ListingStockKindEnum()
    stock = graphene.Int(description="Pieces that can be sold now.")
    lead_days = graphene.Int()
    deliverable = graphene.Boolean()
    manufacturer = graphene.String(description="Name of a known manufacturer.")
    warnings = graphene.String()
    published = graphene.Boolean()


class ListingCreateInput(ListingUpdateInput):
    name = graphene.String(required=True)
    category = graphene.String(required=True, description="Slug.")
    price = PositiveDecimal(required=True, description="Gross.")


class ListingCreate(BaseMutation):
    """Put goods on the market. For the shop's staff and the operator."""

    class Arguments:
        vendor = graphene.String(required=True, description="Slug or id.")
        input = ListingCreateInput(required=True)

    listing = graphene.Field(ListingType)

    @classmethod
    def perform(cls, info: Any, *, vendor: str, input: dict[str, Any]) -> "ListingCreate":
        shop = vendor_for(person_of(info.context), vendor)
        return cls(listing=save_product(vendor=shop, goods=Goods(**_values(input)), now=info.context.now))


class ListingUpdate(BaseMutation):
    """Change goods. For the shop's staff and the operator."""

    class Arguments:
        id = graphene.ID(required=True)
        input = ListingUpdateInput(required=True)

    listing = graphene.Field(ListingType)

    @classmethod
    def perform(cls, info: Any, *, id: str, input: dict[str, Any]) -> "ListingUpdate":
        listing = listing_for(person_of(info.context), id)
        goods = Goods(**_held(listing) | _values(input))
        return cls(listing=save_product(vendor=listing.vendor, goods=goods, listing=listing, now=info.context.now))


class ListingPriceUpdate(BaseMutation):
    """A new gross price. For the shop's staff and the operator."""

    class Arguments:
        id = graphene.ID(required=True)
        price = PositiveDecimal(required=True)

    listing = graphene.Field(ListingType)

    @classmethod
    def perform(cls, info: Any, *, id: str, price: Any) -> "ListingPriceUpdate":
        listing = listing_for(person_of(info.context), id)
        return cls(listing=set_price(listing=listing, price=price, now=info.context.now))


class ListingStockUpdate(BaseMutation):
    """How many pieces can be sold now. For the shop's staff and the operator."""

    class Arguments:
        id = graphene.ID(required=True)
        quantity = graphene.Int(required=True)

    listing = graphene.Field(ListingType)

    @classmethod
    def perform(cls, info: Any, *, id: str, quantity: int) -> "ListingStockUpdate":
        listing = listing_for(person_of(info.context), id)
        return cls(listing=set_stock(listing=listing, quantity=quantity, now=info.context.now))


class ListingPictureUpdate(BaseMutation):
    """Show a photo (JPEG, PNG or WebP up to 10 MB) of the goods. For the shop's staff and the operator."""

    class Arguments:
        id = graphene.ID(required=True)
        picture = Upload(required=True)
        alt = graphene.String(default_value="", description="What the photo shows; empty takes the goods' name.")

    listing = graphene.Field(ListingType)

    @classmethod
    def perform(cls, info: Any, *, id: str, picture: Any, alt: str) -> "ListingPictureUpdate":
        listing = listing_for(person_of(info.context), id)
        return cls(listing=set_photo(listing=listing, file=picture, alt=alt, now=info.context.now))


class ListingPictureDelete(BaseMutation):
    """Take the photo off: the drawing of the goods comes back. For the shop's staff and the operator."""

    class Arguments:
        id = graphene.ID(required=True)

    listing = graphene.Field(ListingType)

    @classmethod
    def perform(cls, info: Any, *, id: str) -> "ListingPictureDelete":
        listing = listing_for(person_of(info.context), id)
        return cls(listing=remove_photo(listing=listing, now=info.context.now))


class ListingArchive(BaseMutation):
    """Take goods off the market for good; orders keep their name and price. For the shop's staff and the operator."""

    class Arguments:
        id = graphene.ID(required=True)

    listing = graphene.Field(ListingType)

    @classmethod
    def perform(cls, info: Any, *, id: str) -> "ListingArchive":
        listing = listing_for(person_of(info.context), id)
        return cls(listing=archive(listing=listing, now=info.context.now))


class ListingImportChangeType(graphene.ObjectType):
    class Meta:
        name = "ListingImportChange"

    field = graphene.String(required=True)
    old = graphene.String(required=True)
    new = graphene.String(required=True)


class ListingImportRowType(graphene.ObjectType):
    """What happens to a row of the file; `number` as spreadsheets count."""

    class Meta:
        name = "ListingImportRow"

    number = graphene.Int(required=True)
    key = graphene.String(required=True)
    name = graphene.String(required=True)
    verdict = ListingImportVerdictEnum(required=True)
    changes = graphene.List(graphene.NonNull(ListingImportChangeType), required=True)
    reasons = graphene.List(graphene.NonNull(graphene.String), required=True, description="Why it is refused.")


class ListingImport(BaseMutation):
    """Goods out of a CSV file: a dry run by default, which says what would happen. For the shop's staff."""

    class Arguments:
        vendor = graphene.String(required=True, description="Slug or id.")
        file = Upload(required=True)
        dry_run = graphene.Boolean(default_value=True)
        allow_price_jumps = graphene.Boolean(default_value=False)

    rows = graphene.List(graphene.NonNull(ListingImportRowType))
    unused = graphene.List(graphene.NonNull(graphene.String), description="Headers that nobody reads.")
    encoding = graphene.String()

    @classmethod
    def perform(cls, info: Any, *, vendor: str, file: Any, dry_run: bool, allow_price_jumps: bool) -> "ListingImport":
        plan = import_goods(
            vendor=vendor_for(person_of(info.context), vendor),
            data=file.read(),
            now=info.context.now,
            dry_run=dry_run,
            allow_price_jumps=allow_price_jumps,
        )
        return cls(rows=plan.rows, unused=plan.unused, encoding=plan.encoding)


def _values(given: dict[str, Any]) -> dict[str, Any]:
    """Input as values of Goods; null means the same as left out, but for what can be taken back."""
    cleared = {"net_quantity": None, "net_unit": "", "unit_price_exemption": "", "manufacturer": ""}
    told: dict[str, Any] = {name: cleared.get(name) if value is None else plain(value) for name, value in given.items()}
    told = {name: value for name, value in told.items() if value is not None or name == "net_quantity"}
    if "tags" in told:
        told["tags"] = tuple(told["tags"])
    return told


def _held(listing: Listing) -> dict[str, Any]:
    """The goods as the listing has them."""
    names = ("name", "price", "sku", "description", "tax_class", "net_quantity", "net_unit", "stock_kind", "lead_days")
    chosen = ListingUnitPriceExemptionEnum._meta.enum.__members__
    exemption = listing.unit_price_exemption
    return {name: getattr(listing, name) for name in (*names, "deliverable", "warnings")} | {
        "category": listing.category_slug,
        "tags": tuple(listing.tags),
        "stock": listing.available,
        "unit_price_exemption": exemption if exemption in chosen else "",
        "manufacturer": listing.manufacturer.name if listing.manufacturer else "",
        "published": listing.is_published or bool(listing.withheld),
    }
