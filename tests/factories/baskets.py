"""Shops with goods in the engine, and baskets over them. Everything is made through the seam, as the market does."""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from marketplace.baskets.services import add_line, start_basket
from marketplace.catalogue.models import Listing
from marketplace.saleor.categories import create_category
from marketplace.saleor.products import NewProduct, create_products
from marketplace.saleor.setup import Market, connect_warehouses, ensure_market
from marketplace.saleor.warehouses import create_warehouse
from marketplace.saleor.wire import Address
from marketplace.vendors.models import Vendor
from tests.factories.vendors import make_vendor

# A Monday morning in Zeitz, shops open at 9: 10:00 local time.
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HOME = Address(
    first_name="Erika",
    last_name="Muster",
    street="Am Anger 3",
    postal_code="06712",
    city="Zeitz",
    phone="030 23125 001",
)
_numbers = count(1)

__all__ = ["HOME", "MONDAY", "fill_basket", "make_goods", "make_market", "make_shop"]


def make_market() -> Market:
    """The market in the engine."""
    return ensure_market(name="Test")


def make_shop(market: Market, *, prices: Sequence[str] = ("10.00",), stock: int = 10, **fields: Any) -> Vendor:
    """A selling shop with a warehouse and one article for each price; `vendor.goods` are its listings."""
    vendor = make_vendor(**fields)
    address = Address(company=vendor.name, street=vendor.street, postal_code=vendor.postal_code, city=vendor.city)
    warehouse = create_warehouse(slug=vendor.slug, name=vendor.name, address=address, email=vendor.email)
    connect_warehouses([warehouse.id])
    vendor.warehouse_id = warehouse.id
    vendor.save()
    vendor.goods = make_goods(market, vendor, prices=prices, stock=stock)
    return vendor


def make_goods(
    market: Market, vendor: Vendor, *, prices: Sequence[str], stock: int = 10, **fields: Any
) -> list[Listing]:
    """Articles in the engine and their listings."""
    category_id = create_category(slug=f"regal-{next(_numbers)}", name="Regal").id
    new = [_new_product(market, vendor, category_id, Decimal(price), stock) for price in prices]
    return [
        Listing.objects.create(
            product_id=product.id,
            variant_id=product.default_variant.id,
            vendor=vendor,
            slug=product.slug,
            name=product.name,
            price=product.default_variant.price.amount,
            tax_rate=Decimal(19),
            available=stock,
            is_published=True,
            created=MONDAY,
            synced_at=MONDAY,
            **fields,
        )
        for product in create_products(new)
    ]


def fill_basket(*listings: Listing, quantity: int = 1, now: datetime = MONDAY) -> str:
    """A basket with these articles; the checkout id."""
    first, *more = listings
    checkout_id = start_basket(variant_id=first.variant_id, quantity=quantity, now=now).checkout_id
    for listing in more:
        add_line(checkout_id=checkout_id, variant_id=listing.variant_id, quantity=quantity, now=now)
    return checkout_id


def _new_product(market: Market, vendor: Vendor, category_id: str, price: Decimal, stock: int) -> NewProduct:
    number = next(_numbers)
    return NewProduct(
        name=f"Ware {number}",
        slug=f"{vendor.slug}-ware-{number}",
        sku=f"{vendor.slug}-{number}",
        price=price,
        warehouse_id=str(vendor.warehouse_id),
        quantity=stock,
        product_type_id=market.goods.id,
        category_id=category_id,
        tax_class_id=market.tax_class_ids[Decimal(19)],
        channel_id=market.channel.id,
    )
