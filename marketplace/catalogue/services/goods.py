"""What a vendor does with its goods: create and change, price, stock, take off the market.

Each act goes to the commerce engine first (no transaction is open then) and is read back into the listing at once; the
engine's events do the same again later, which is harmless. Callers have been through the door before (`listing_for`,
`vendor_for`).
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.db import transaction

from marketplace.catalogue.models import Category, Listing, Manufacturer, StockKind
from marketplace.catalogue.pictures.files import CONTENT_TYPE, alt_text, goods_picture, split_name
from marketplace.catalogue.rules.gates import first_refusal
from marketplace.catalogue.rules.goods import RATES, Facts, Goods, engine_sku, facts_of, from_metadata, to_metadata
from marketplace.catalogue.services.sync import shelf_rules, sync_products
from marketplace.catalogue.wording import refusal_text
from marketplace.errors import DomainError, NotFound
from marketplace.saleor import products
from marketplace.saleor.channels import channel_by_slug
from marketplace.saleor.client import SaleorRefused
from marketplace.saleor.setup import TAX_CLASSES, ensure_goods, ensure_tax_classes
from marketplace.vendors.models import Vendor

__all__ = ["Goods", "archive", "ensure_manufacturer", "save_product", "set_price", "set_published", "set_stock"]

MOST_PRICE = Decimal("99999.99")
MOST_STOCK = 100_000
MOST_NAME = 200


@dataclass(frozen=True, kw_only=True)
class Counter:
    """Ids of the engine with which goods are made; read once for many goods."""

    channel_id: str
    product_type_id: str
    tax_class_ids: Mapping[str, str]
    """By our code: standard, reduced, zero."""


def open_counter() -> Counter:
    """Read the ids. Raises DomainError NO_STOCK_ROOM while the engine has no market."""
    channel = channel_by_slug(settings.CHANNEL_SLUG)
    if channel is None:
        raise refused("NO_STOCK_ROOM")
    by_rate = {TAX_CLASSES[name]: found.id for name, found in ensure_tax_classes().items() if name in TAX_CLASSES}
    return Counter(
        channel_id=channel.id,
        product_type_id=ensure_goods().id,
        tax_class_ids={code: by_rate[rate] for code, rate in RATES.items()},
    )


def save_product(
    *, vendor: Vendor, goods: Goods, listing: Listing | None = None, now: datetime, counter: Counter | None = None
) -> Listing:
    """Create the vendor's product, or change it if `listing` is given; returns the listing as it is now.

    Raises DomainError with the codes of `wording.REFUSALS`: legally wanted facts that are missing refuse published
    goods only. SaleorUnreachable leaves what was done; saving again finishes it.
    """
    category = _checked(vendor, goods, now=now)
    counter = counter or open_counter()
    if listing is None:
        new = new_product(vendor=vendor, goods=goods, category=category, counter=counter)
        product_id = _created(new).id
    else:
        product_id = listing.product_id
        _change(listing, goods, category, counter)
    return read_back(product_id, now=now)


def set_price(*, listing: Listing, price: Decimal, now: datetime) -> Listing:
    """A new gross price. Raises DomainError PRICE_INVALID, NOT_FOUND."""
    if not _is_price(price):
        raise refused("PRICE_INVALID", "price")
    channel = channel_by_slug(settings.CHANNEL_SLUG)
    if channel is None:
        raise refused("NO_STOCK_ROOM")
    products.set_price(variant_id=listing.variant_id, channel_id=channel.id, price=price)
    return read_back(listing.product_id, now=now)


def set_stock(*, listing: Listing, quantity: int, now: datetime) -> Listing:
    """How many pieces can be sold now; what is sold and not yet handed over is counted on top.

    Raises DomainError STOCK_INVALID, NOT_FOUND.
    """
    if not 0 <= quantity <= MOST_STOCK:
        raise refused("STOCK_INVALID", "stock")
    product = engine_product(listing)
    _set_stock(listing.vendor, product, quantity)
    return read_back(listing.product_id, now=now)


def set_published(*, listing: Listing, published: bool, now: datetime) -> Listing:
    """Show goods on the market or hide them. Raises DomainError if a law keeps them off (`rules/gates.py`)."""
    product = engine_product(listing)
    if published:
        _check_gates(from_metadata(product.metadata), listing.category, now=now)
    channel = channel_by_slug(settings.CHANNEL_SLUG)
    if channel is None:
        raise refused("NO_STOCK_ROOM")
    products.set_published(id=listing.product_id, channel_id=channel.id, published=published)
    return read_back(listing.product_id, now=now)


def archive(*, listing: Listing, now: datetime) -> Listing:
    """Take goods off the market for good. The engine keeps the product, so that open orders can still be worked."""
    product = engine_product(listing)
    facts = replace(from_metadata(product.metadata), archived=True)
    products.update_product(id=product.id, metadata=to_metadata(facts))
    return set_published(listing=listing, published=False, now=now)


@transaction.atomic
def ensure_manufacturer(*, name: str, address: str, contact: str) -> Manufacturer:
    """The manufacturer of that name, with these ways to reach it."""
    maker, _created = Manufacturer.objects.update_or_create(
        name=name[:160], defaults={"address": address[:250], "contact": contact[:250]}
    )
    return maker


def new_product(*, vendor: Vendor, goods: Goods, category: Category, counter: Counter) -> products.NewProduct:
    """What to create in the engine for goods of a vendor. Raises DomainError NO_STOCK_ROOM."""
    if not vendor.warehouse_id:
        raise refused("NO_STOCK_ROOM")
    return products.NewProduct(
        name=goods.name,
        sku=engine_sku(vendor.pk, goods.sku) if goods.sku else "",
        price=goods.price,
        warehouse_id=vendor.warehouse_id,
        quantity=goods.stock,
        product_type_id=counter.product_type_id,
        category_id=category.saleor_id,
        tax_class_id=counter.tax_class_ids[goods.tax_class],
        channel_id=counter.channel_id,
        description=goods.description,
        is_published=goods.published,
        metadata=to_metadata(facts_of(goods)),
        picture=drawing(goods.picture) if goods.picture else None,
    )


def drawing(name: str) -> products.NewPicture:
    """The drawing of that name, ready to upload."""
    return products.NewPicture(
        image=goods_picture(name),
        file_name=f"{name}.webp",
        content_type=CONTENT_TYPE,
        alt=f"{alt_text(name)} (Zeichnung)",
    )


def show_picture(product: products.Product, picture: products.NewPicture | None) -> None:
    """Show this picture alone, or none. The old ones go last: an act that broke off leaves one to show."""
    if picture is not None:
        products.add_picture(product_id=product.id, **asdict(picture))
    for old in product.pictures:
        products.delete_picture(old.id)


def refused(code: str, field: str | None = None) -> DomainError:
    """A refusal in our words."""
    return DomainError(code, refusal_text(code), field=field)


def _created(new: products.NewProduct) -> products.Product:
    try:
        return products.create_product(new)
    except SaleorRefused as error:
        if error.code == "UNIQUE":
            raise refused("UNIQUE", "sku") from None
        raise


def _change(listing: Listing, goods: Goods, category: Category, counter: Counter) -> None:
    product = engine_product(listing)
    held = from_metadata(product.metadata)
    products.update_product(
        id=product.id,
        name=goods.name,
        description=goods.description,
        category_id=category.saleor_id,
        tax_class_id=counter.tax_class_ids[goods.tax_class],
        metadata=to_metadata(facts_of(goods, picture=held.picture, photo=held.photo)),
    )
    variant = product.default_variant
    assert variant is not None, "every listing was copied from a variant"
    if goods.sku and goods.sku != listing.sku:
        products.update_variant(id=variant.id, sku=engine_sku(listing.vendor_id, goods.sku))
    if variant.price is None or variant.price.amount != goods.price:
        products.set_price(variant_id=variant.id, channel_id=counter.channel_id, price=goods.price)
    if sum(stock.available for stock in variant.stocks) != goods.stock:
        _set_stock(listing.vendor, product, goods.stock)
    if goods.picture and goods.picture != held.picture and not held.photo:
        show_picture(product, drawing(goods.picture))
    if product.is_published != goods.published:
        products.set_published(id=product.id, channel_id=counter.channel_id, published=goods.published)


def _set_stock(vendor: Vendor, product: products.Product, quantity: int) -> None:
    variant = product.default_variant
    if not vendor.warehouse_id or variant is None:
        raise refused("NO_STOCK_ROOM")
    allocated = sum(stock.allocated for stock in variant.stocks if stock.warehouse_id == vendor.warehouse_id)
    products.set_stock(variant_id=variant.id, warehouse_id=vendor.warehouse_id, quantity=quantity + allocated)


def engine_product(listing: Listing) -> products.Product:
    """What the engine has of it. Raises NotFound."""
    product = products.product(listing.product_id)
    if product is None:
        raise NotFound("id")
    return product


def read_back(product_id: str, *, now: datetime) -> Listing:
    """The listing as it is after an act. Raises NotFound."""
    written = sync_products([product_id], now=now)
    if product_id not in written:
        raise NotFound("id")
    return Listing.objects.select_related("vendor", "category", "manufacturer").get(pk=written[product_id].pk)


def _checked(vendor: Vendor, goods: Goods, *, now: datetime) -> Category:
    """The category of goods that may be saved. Raises DomainError."""
    if not vendor.warehouse_id:
        raise refused("NO_STOCK_ROOM")
    if fault := fault_in(goods):
        raise refused(*fault)
    category = Category.objects.select_related("parent").filter(slug=goods.category).first()
    if category is None:
        raise refused("CATEGORY_UNKNOWN", "category")
    if goods.manufacturer and not Manufacturer.objects.filter(name=goods.manufacturer).exists():
        raise refused("MANUFACTURER_UNKNOWN", "manufacturer")
    if goods.published:
        _check_gates(facts_of(goods), category, now=now)
    return category


def _check_gates(facts: Facts, category: Category | None, *, now: datetime) -> None:
    refusal = first_refusal(facts, shelf_rules(category), on=now.date())
    if refusal:
        raise refused(refusal.code, refusal.field)


def _is_price(price: Decimal) -> bool:
    return Decimal("0.01") <= price <= MOST_PRICE and price == price.quantize(Decimal("0.01"))


def fault_in(goods: Goods) -> tuple[str, str] | None:
    """Code and field of the first thing that is wrong with goods by themselves; None if nothing is."""
    if not goods.name.strip():
        return "NAME_MISSING", "name"
    if len(goods.name) > MOST_NAME:
        return "NAME_TOO_LONG", "name"
    if not _is_price(goods.price):
        return "PRICE_INVALID", "price"
    if not 0 <= goods.stock <= MOST_STOCK:
        return "STOCK_INVALID", "stock"
    if goods.stock_kind not in StockKind.values:
        return "STOCK_KIND_UNKNOWN", "stockKind"
    if goods.tax_class not in RATES:
        return "TAX_CLASS_UNKNOWN", "taxClass"
    return _fault_in_picture(goods)


def _fault_in_picture(goods: Goods) -> tuple[str, str] | None:
    if not goods.picture:
        return None
    try:
        split_name(goods.picture)
    except LookupError:
        return "PICTURE_UNKNOWN", "picture"
    return None
