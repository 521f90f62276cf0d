"""Products as the market sells them: one default variant each, its price in the channel and its stock at one retailer.

Reads are made as the App and without a channel, so they include what is not published.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from marketplace.money import Money
from marketplace.saleor.client import DEADLINE, SaleorRefused, execute, mutate
from marketplace.saleor.refusals import refusal
from marketplace.saleor.rich_text import plain_text, rich_text
from marketplace.saleor.wire import PAGE, given, gross, metadata, metadata_input, moment, money, nodes

BULK = 50  # products in one bulk creation
BULK_DEADLINE = 180.0  # seconds: a Saleor with two processors needs twenty for fifty products with pictures


@dataclass(frozen=True, kw_only=True)
class Stock:
    """Pieces in one warehouse; `allocated` are sold and not yet handed over."""

    warehouse_id: str
    quantity: int
    allocated: int

    @property
    def available(self) -> int:
        return max(self.quantity - self.allocated, 0)


@dataclass(frozen=True, kw_only=True)
class Variant:
    """What is bought. `price` is gross in the market's channel, None while none is set."""

    id: str
    sku: str
    name: str
    track_inventory: bool
    price: Money | None
    stocks: tuple[Stock, ...]
    metadata: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Picture:
    id: str
    url: str
    alt: str


@dataclass(frozen=True, kw_only=True)
class Product:
    """`description` is plain text, paragraphs parted by an empty line. `is_published`: in the market's channel.

    `reduced_price` is what it costs while a promotion lowers it, None otherwise or where its variants cost differently.
    """

    id: str
    slug: str
    name: str
    description: str
    category_id: str | None
    category_slug: str | None
    product_type_slug: str
    tax_class_id: str | None
    tax_class_name: str | None
    external_reference: str | None
    is_published: bool
    thumbnail_url: str | None
    pictures: tuple[Picture, ...]
    variants: tuple[Variant, ...]
    reduced_price: Money | None
    metadata: dict[str, str]
    updated_at: datetime

    @property
    def default_variant(self) -> Variant | None:
        return self.variants[0] if self.variants else None


@dataclass(frozen=True, kw_only=True)
class NewPicture:
    """A picture to upload with a product (JPEG, PNG, WebP, AVIF)."""

    image: bytes
    file_name: str
    content_type: str
    alt: str


@dataclass(frozen=True, kw_only=True)
class NewProduct:
    """A product to create with one variant. `price` is gross; `metadata` is public; an empty sku is none. Pictures come
    in the order `picture`, `more_pictures`."""

    name: str
    sku: str
    price: Decimal
    warehouse_id: str
    quantity: int
    product_type_id: str
    category_id: str
    tax_class_id: str
    channel_id: str
    slug: str | None = None
    description: str = ""
    external_reference: str | None = None
    is_published: bool = True
    metadata: dict[str, str] = field(default_factory=dict)
    picture: NewPicture | None = None
    more_pictures: tuple[NewPicture, ...] = ()


def product(id: str) -> Product | None:
    """The product, or None if there is none."""
    return _product_or_none(execute("product", {"id": id})["product"])


def product_by_slug(slug: str) -> Product | None:
    return _product_or_none(execute("product", {"slug": slug})["product"])


def products_by_ids(ids: Sequence[str]) -> dict[str, Product]:
    """Those of the products that exist, by id."""
    found: dict[str, Product] = {}
    for start in range(0, len(ids), PAGE):
        wanted = list(ids[start : start + PAGE])
        connection = execute("products", {"first": PAGE, "where": {"ids": wanted}})["products"]
        found |= {edge["node"]["id"]: parse_product(edge["node"]) for edge in connection["edges"]}
    return found


def products_by_slugs(slugs: Sequence[str]) -> dict[str, Product]:
    """Those of the products that exist, by slug."""
    found: dict[str, Product] = {}
    for start in range(0, len(slugs), PAGE):
        wanted = list(slugs[start : start + PAGE])
        connection = execute("products", {"first": PAGE, "where": {"slug": {"oneOf": wanted}}})["products"]
        found |= {edge["node"]["slug"]: parse_product(edge["node"]) for edge in connection["edges"]}
    return found


def all_products(*, updated_since: datetime | None = None, page: int = PAGE) -> Iterator[Product]:
    """Every product, or every one changed since, fetched page by page."""
    where = {"updatedAt": {"range": {"gte": updated_since.isoformat()}}} if updated_since else None
    return (parse_product(node) for node in nodes("products", "products", {"first": page, "where": where}))


def products_in(warehouse_id: str) -> Iterator[Product]:
    """Every product that the warehouse stocks, pieces or none, fetched page by page."""
    where = {"stocks": {"warehouseIds": [warehouse_id]}}
    return (parse_product(node) for node in nodes("products", "products", {"first": PAGE, "where": where}))


def create_product(new: NewProduct) -> Product:
    """Raises SaleorRefused (UNIQUE for a taken slug or sku, REQUIRED, INVALID_PRICE …)."""
    outcome = create_products([new], deadline=DEADLINE)[0]
    if isinstance(outcome, SaleorRefused):
        raise outcome
    return outcome


def create_products(new: Sequence[NewProduct], *, deadline: float = BULK_DEADLINE) -> list[Product | SaleorRefused]:
    """Create many in bulk operations of 50, each within the deadline (seconds).

    Answers row by row: the product, or why there is none.
    """
    outcomes: list[Product | SaleorRefused] = []
    for start in range(0, len(new), BULK):
        rows = [_bulk_input(each) for each in new[start : start + BULK]]
        payload = execute("product_bulk_create", {"products": rows}, deadline=deadline)["productBulkCreate"]
        outcomes += [_outcome(result) for result in payload["results"]]
    return outcomes


def update_product(
    *,
    id: str,
    name: str | None = None,
    slug: str | None = None,
    description: str | None = None,
    category_id: str | None = None,
    tax_class_id: str | None = None,
    metadata: dict[str, str] | None = None,
) -> Product:
    """Change what is not None; metadata keys that are not named stay."""
    fields = given(
        name=name,
        slug=slug,
        description=None if description is None else rich_text(description),
        category=category_id,
        taxClass=tax_class_id,
        metadata=metadata and metadata_input(metadata),
    )
    return parse_product(mutate("product_update", {"id": id, "input": fields})["product"])


def update_variant(
    *, id: str, sku: str | None = None, name: str | None = None, metadata: dict[str, str] | None = None
) -> None:
    """Change what is not None."""
    fields = given(sku=sku, name=name, metadata=metadata and metadata_input(metadata))
    mutate("product_variant_update", {"id": id, "input": fields})


def set_price(*, variant_id: str, channel_id: str, price: Decimal) -> None:
    """The gross price in the channel."""
    listing = {"channelId": channel_id, "price": str(price)}
    mutate("product_variant_channel_listing_update", {"id": variant_id, "input": [listing]})


def set_stock(*, variant_id: str, warehouse_id: str, quantity: int) -> None:
    """How many pieces lie in the shop, those sold and not yet handed over included."""
    stock = {"warehouse": warehouse_id, "quantity": quantity}
    mutate("product_variant_stocks_update", {"variantId": variant_id, "stocks": [stock]})


def set_published(*, id: str, channel_id: str, published: bool) -> None:
    """Offer the product in the channel, or take it off without deleting it."""
    listing = {
        "channelId": channel_id,
        "isPublished": published,
        "visibleInListings": published,
        "isAvailableForPurchase": published,
    }
    mutate("product_channel_listing_update", {"id": id, "input": {"updateChannels": [listing]}})


def delete_product(id: str) -> None:
    """Raises SaleorRefused (NOT_FOUND)."""
    mutate("product_delete", {"id": id})


def add_picture(*, product_id: str, image: bytes, file_name: str, content_type: str, alt: str) -> Picture:
    """Upload a picture (JPEG, PNG, WebP, AVIF). Raises SaleorRefused (INVALID) for what Saleor cannot read."""
    upload = SimpleUploadedFile(file_name, image, content_type)
    values = {"product": product_id, "image": upload, "alt": alt}
    return Picture(**mutate("product_media_create", {"input": values})["media"])


def delete_picture(id: str) -> None:
    mutate("product_media_delete", {"id": id})


def parse_product(value: dict[str, Any]) -> Product:
    """A product out of an answer or an event payload that was asked for with `ProductFields`."""
    category, tax_class, thumbnail = value["category"], value["taxClass"], value["thumbnail"]
    listings = {listing["channel"]["slug"]: listing for listing in value["channelListings"] or ()}
    updated_at = moment(value["updatedAt"])
    assert updated_at is not None, "Product.updatedAt is not nullable"
    return Product(
        id=value["id"],
        slug=value["slug"],
        name=value["name"],
        description=plain_text(value["description"]),
        category_id=category and category["id"],
        category_slug=category and category["slug"],
        product_type_slug=value["productType"]["slug"],
        tax_class_id=tax_class and tax_class["id"],
        tax_class_name=tax_class and tax_class["name"],
        external_reference=value["externalReference"],
        is_published=bool(listings.get(settings.CHANNEL_SLUG, {}).get("isPublished")),
        thumbnail_url=thumbnail and thumbnail["url"],
        pictures=tuple(Picture(**media) for media in value["media"] or ()),
        variants=tuple(parse_variant(variant) for variant in value["variants"] or ()),
        reduced_price=_reduced(listings.get(settings.CHANNEL_SLUG)) if len(value["variants"] or ()) == 1 else None,
        metadata=metadata(value["metadata"]),
        updated_at=updated_at,
    )


def _reduced(listing: dict[str, Any] | None) -> Money | None:
    pricing = listing and listing["pricing"]
    if not pricing or not pricing["priceRange"] or not pricing["priceRangeUndiscounted"]:
        return None
    now, full = gross(pricing["priceRange"]["start"]), gross(pricing["priceRangeUndiscounted"]["start"])
    return now if now.amount < full.amount else None


def parse_variant(value: dict[str, Any]) -> Variant:
    """A variant out of an answer or an event payload that was asked for with `VariantFields`."""
    prices = {listing["channel"]["slug"]: listing["price"] for listing in value["channelListings"] or ()}
    price = prices.get(settings.CHANNEL_SLUG)
    return Variant(
        id=value["id"],
        sku=value["sku"] or "",
        name=value["name"],
        track_inventory=value["trackInventory"],
        price=price and money(price),
        stocks=parse_stocks(value["stocks"]),
        metadata=metadata(value["metadata"]),
    )


def parse_stocks(value: list[dict[str, Any]] | None) -> tuple[Stock, ...]:
    """The stocks of a variant, e.g. out of PRODUCT_VARIANT_STOCK_UPDATED."""
    return tuple(
        Stock(
            warehouse_id=stock["warehouse"]["id"],
            quantity=stock["quantity"],
            allocated=stock["quantityAllocated"],
        )
        for stock in value or ()
    )


def _product_or_none(value: dict[str, Any] | None) -> Product | None:
    return parse_product(value) if value else None


def _bulk_input(new: NewProduct) -> dict[str, Any]:
    listing = {
        "channelId": new.channel_id,
        "isPublished": new.is_published,
        "visibleInListings": new.is_published,
        "isAvailableForPurchase": new.is_published,
    }
    variant = {
        "attributes": [],
        "sku": new.sku or None,
        "name": new.name,
        "trackInventory": True,
        "stocks": [{"warehouse": new.warehouse_id, "quantity": new.quantity}],
        "channelListings": [{"channelId": new.channel_id, "price": str(new.price)}],
    }
    return given(
        name=new.name,
        slug=new.slug,
        description=rich_text(new.description),
        productType=new.product_type_id,
        category=new.category_id,
        taxClass=new.tax_class_id,
        externalReference=new.external_reference,
        metadata=metadata_input(new.metadata),
        media=[_media_input(each) for each in (new.picture, *new.more_pictures) if each] or None,
        channelListings=[listing],
        variants=[variant],
    )


def _media_input(picture: NewPicture) -> dict[str, Any]:
    image = SimpleUploadedFile(picture.file_name, picture.image, picture.content_type)
    return {"image": image, "alt": picture.alt}


def _outcome(result: dict[str, Any]) -> Product | SaleorRefused:
    # A bulk error names its place in the input (`variants.0.sku`) where others name a field.
    errors = [{**error, "field": (error["path"] or "").rpartition(".")[2] or None} for error in result["errors"] or ()]
    return refusal(errors) if errors else parse_product(result["product"])
