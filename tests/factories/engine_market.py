"""A small market in the engine's tables: two vendors, their goods and stock."""

from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

from marketplace.engine.models import (
    Address,
    App,
    Category,
    Channel,
    ChannelWarehouse,
    Product,
    ProductChannelListing,
    ProductType,
    ProductVariant,
    ProductVariantChannelListing,
    ShopSettings,
    Stock,
    TaxClass,
    TaxClassCountryRate,
    User,
    Warehouse,
)
from marketplace.graphql.ids import global_id

SINCE = datetime(2026, 1, 1, tzinfo=UTC)
ADDRESS = {
    "firstName": "Erika",
    "lastName": "Muster",
    "streetAddress1": "Invalidenstr. 10",
    "city": "Berlin",
    "postalCode": "10115",
    "country": "DE",
    "phone": "+4930901820",
}


@dataclass(frozen=True)
class Market:
    """What a test names: the channel, warehouses by slug, variants by SKU."""

    channel: Channel
    warehouses: Mapping[str, Warehouse]
    variants: Mapping[str, ProductVariant]
    app: App

    def variant_id(self, sku: str) -> str:
        return global_id("ProductVariant", self.variants[sku].pk)

    def warehouse_id(self, slug: str) -> str:
        return global_id("Warehouse", self.warehouses[slug].pk)

    def stock(self, sku: str, slug: str | None = None) -> Stock:
        rows = Stock.objects.filter(product_variant=self.variants[sku])
        return rows.get(warehouse__slug=slug) if slug else rows.get()

    def line(self, sku: str, quantity: int = 1, **more: object) -> dict[str, object]:
        """A CheckoutLineInput."""
        return {"variantId": self.variant_id(sku), "quantity": quantity, **more}


def market(
    goods: Mapping[str, tuple[str, Mapping[str, int]]] | None = None,
    *,
    app: str = "spike.marketplace",
    slug: str = "de-market",
    reserve: tuple[int | None, int | None] = (15, 30),
) -> Market:
    """A channel with goods: SKU -> (gross price, stock by warehouse slug)."""
    wanted = goods or {
        "A-1": ("10.00", {"vendor-a": 1000}),
        "B-1": ("20.00", {"vendor-b": 1000}),
        "AB-1": ("7.00", {"vendor-a": 1000, "vendor-b": 1000}),
    }
    channel = Channel.objects.create(
        name="DE Market",
        slug=slug,
        is_active=True,
        currency_code="EUR",
        default_country="DE",
        use_legacy_error_flow_for_checkout=False,
    )
    ShopSettings.objects.update_or_create(
        singleton=True,
        defaults={
            "reserve_stock_duration_anonymous_user": reserve[0],
            "reserve_stock_duration_authenticated_user": reserve[1],
        },
    )
    slugs = sorted({slug for _price, stocks in wanted.values() for slug in stocks})
    warehouses = {slug: _warehouse(slug, channel, at) for at, slug in enumerate(slugs)}
    food = TaxClass.objects.create(name="Lebensmittel")
    rates = ((food, "7"), (None, "19"))
    TaxClassCountryRate.objects.bulk_create(
        [TaxClassCountryRate(tax_class=each, country="DE", rate=Decimal(rate)) for each, rate in rates]
    )
    kind = ProductType.objects.create(name="Ware", slug="ware", has_variants=False)
    category = Category.objects.create(name="Market", slug="market")
    variants = {
        sku: _variant(sku, Decimal(price), stocks, channel, kind, category, warehouses)
        for sku, (price, stocks) in wanted.items()
    }
    return Market(channel, warehouses, variants, App.objects.create(name="Spike marketplace", identifier=app))


def _warehouse(slug: str, channel: Channel, position: int) -> Warehouse:
    address = Address.objects.create(
        first_name="V",
        last_name=slug,
        company_name=slug,
        street_address_1="Chausseestr. 1",
        city="BERLIN",
        postal_code="10115",
        country="DE",
        phone="+4930901820",
    )
    made = Warehouse.objects.create(name=slug.title(), slug=slug, address=address)
    ChannelWarehouse.objects.create(channel=channel, warehouse=made, sort_order=position)
    return made


def _variant(
    sku: str,
    price: Decimal,
    stocks: Mapping[str, int],
    channel: Channel,
    kind: ProductType,
    category: Category,
    warehouses: Mapping[str, Warehouse],
) -> ProductVariant:
    vendor = next(iter(stocks), "nobody")
    product = Product.objects.create(
        name=f"{vendor} product {sku}",
        slug=f"p-{sku.lower()}",
        product_type=kind,
        category=category,
        metadata={"vendor": vendor},
    )
    variant = ProductVariant.objects.create(product=product, sku=sku, name=sku, metadata={"vendor": vendor})
    Product.objects.filter(pk=product.pk).update(default_variant=variant)
    ProductChannelListing.objects.create(
        product=product,
        channel=channel,
        currency="EUR",
        is_published=True,
        published_at=SINCE,
        visible_in_listings=True,
        available_for_purchase_at=SINCE,
    )
    ProductVariantChannelListing.objects.create(variant=variant, channel=channel, currency="EUR", price_amount=price)
    Stock.objects.bulk_create(
        [Stock(warehouse=warehouses[slug], product_variant=variant, quantity=pieces) for slug, pieces in stocks.items()]
    )
    return variant


def customer(email: str = "erika@example.com") -> User:
    return User.objects.create(email=email, first_name="Erika", last_name="Muster")


def key_of(global_id_text: str) -> UUID:
    """The UUID inside a global id."""
    return UUID(b64decode(global_id_text).decode().partition(":")[2])
