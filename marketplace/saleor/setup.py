"""Makes a fresh Saleor ready for the market of a town, through its public API alone. Everything may be run again.

A market is one channel, VAT classes, one shipping zone for Germany, one type of goods, and a warehouse per retailer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings

from marketplace.saleor.channels import Channel, channel_by_slug, create_channel, update_channel
from marketplace.saleor.product_types import (
    Attribute,
    ProductType,
    attributes_by_slug,
    create_attribute,
    create_product_type,
    product_types_by_slug,
)
from marketplace.saleor.shipping_zones import ShippingZone, create_shipping_zone, extend_shipping_zone, shipping_zones
from marketplace.saleor.shop import update_shop_settings
from marketplace.saleor.taxes import TaxClass, charge_gross_prices, create_tax_class, tax_classes
from marketplace.saleor.warehouses import Warehouse, create_warehouse, warehouses
from marketplace.saleor.wire import Address

# Names that stay: they are how a second run finds what the first one made. Rates in percent: UStG §12(1), §12(2), and
# 0 for small businesses (§19) and exempt goods.
TAX_CLASSES = {"Regelsatz 19 %": Decimal(19), "Ermäßigt 7 %": Decimal(7), "Steuerfrei 0 %": Decimal(0)}
ZONE = "Deutschland"
GOODS = "ware"
ATTRIBUTES = {"hersteller": ("Hersteller", "PLAIN_TEXT"), "inhalt": ("Inhalt", "PLAIN_TEXT")}
RESERVE_MINUTES = 30


@dataclass(frozen=True, kw_only=True)
class Market:
    """What goods of the town are made with. `tax_class_ids` by VAT rate in percent."""

    channel: Channel
    zone: ShippingZone
    goods: ProductType
    tax_class_ids: dict[Decimal, str]


def ensure_market(*, name: str) -> Market:
    """Create what is missing of the market and return it; a market that stands costs seven reads and no write."""
    channel = ensure_channel(slug=settings.CHANNEL_SLUG, name=name)
    classes = ensure_tax_classes()
    return Market(
        channel=channel,
        zone=ensure_zone(channel),
        goods=ensure_goods(),
        tax_class_ids={rate: classes[name].id for name, rate in TAX_CLASSES.items()},
    )


def ensure_channel(*, slug: str, name: str) -> Channel:
    """The channel of that slug; a new one sells at gross prices in the market's currency and reserves stock."""
    if found := channel_by_slug(slug):
        return found
    channel = create_channel(
        slug=slug,
        name=name,
        currency=settings.CURRENCY,
        country=str(settings.TOWN["country"]),
        settings={
            "stockSettings": {"allocationStrategy": "PRIORITIZE_SORTING_ORDER"},
            "orderSettings": {"automaticallyConfirmAllNewOrders": True, "allowUnpaidOrders": False},
            "paymentSettings": {"defaultTransactionFlowStrategy": "CHARGE"},
        },
    )
    charge_gross_prices(tax_configuration_id=channel.tax_configuration_id)
    update_shop_settings(
        reserve_minutes_anonymous=RESERVE_MINUTES,
        reserve_minutes_signed_in=RESERVE_MINUTES,
        confirm_accounts_by_mail=True,
        sign_in_unconfirmed=False,
    )
    return channel


def ensure_tax_classes() -> dict[str, TaxClass]:
    """The VAT classes by name."""
    found = {tax_class.name: tax_class for tax_class in tax_classes()}
    for name, rate in TAX_CLASSES.items():
        if name not in found:
            found[name] = create_tax_class(name=name, rate=rate, country=str(settings.TOWN["country"]))
    return found


def ensure_zone(channel: Channel) -> ShippingZone:
    """The zone that lets the channel sell to addresses in its country."""
    zone = next((zone for zone in shipping_zones() if zone.name == ZONE), None)
    if zone is None:
        return create_shipping_zone(name=ZONE, countries=[channel.country], channel_ids=[channel.id])
    if channel.id not in zone.channel_ids:
        return extend_shipping_zone(id=zone.id, channel_ids=[channel.id])
    return zone


def ensure_goods() -> ProductType:
    """The product type of everything the shops sell."""
    if found := product_types_by_slug([GOODS]).get(GOODS):
        return found
    attributes = ensure_attributes()
    return create_product_type(slug=GOODS, name="Ware", attribute_ids=[attributes[slug].id for slug in ATTRIBUTES])


def ensure_attributes() -> dict[str, Attribute]:
    found = attributes_by_slug(list(ATTRIBUTES))
    for slug, (name, input_type) in ATTRIBUTES.items():
        if slug not in found:
            found[slug] = create_attribute(slug=slug, name=name, input_type=input_type)
    return found


@dataclass(frozen=True, kw_only=True)
class NewWarehouse:
    slug: str
    name: str
    address: Address
    email: str = ""


def ensure_warehouses(new: Sequence[NewWarehouse]) -> dict[str, Warehouse]:
    """The warehouses by slug; those that are missing are created, and all of them sell in the market's channel.

    Raises LookupError while there is no market: see `ensure_market`.
    """
    found = {warehouse.slug: warehouse for warehouse in warehouses(slugs=[each.slug for each in new])} if new else {}
    for each in new:
        if each.slug not in found:
            found[each.slug] = create_warehouse(slug=each.slug, name=each.name, address=each.address, email=each.email)
    connect_warehouses([warehouse.id for warehouse in found.values()])
    return found


def connect_warehouses(warehouse_ids: Sequence[str]) -> None:
    """Let the market's channel sell out of the warehouses. Raises LookupError while there is no market."""
    channel = channel_by_slug(settings.CHANNEL_SLUG)
    zone = next((zone for zone in shipping_zones() if zone.name == ZONE), None)
    if channel is None or zone is None:
        raise LookupError("the market has no channel yet")
    missing = [warehouse_id for warehouse_id in warehouse_ids if warehouse_id not in zone.warehouse_ids]
    if missing:
        update_channel(id=channel.id, settings={"addWarehouses": missing})
        extend_shipping_zone(id=zone.id, warehouse_ids=missing)
