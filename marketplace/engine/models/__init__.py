"""The engine's tables, one module per noun. Add a module here and its names to `__all__`."""

from marketplace.engine.models.account import POSTAL_FIELDS, Address, App, SigningKey, User
from marketplace.engine.models.attribute import (
    Attribute,
    AttributeValue,
    InputType,
    ProductType,
    ProductTypeAttribute,
)
from marketplace.engine.models.category import Category
from marketplace.engine.models.channel import Channel, ChannelWarehouse, ShopSettings
from marketplace.engine.models.metadata import WithMetadata
from marketplace.engine.models.product import (
    MediaType,
    Product,
    ProductAttributeValue,
    ProductChannelListing,
    ProductMedia,
    ProductVariant,
    ProductVariantChannelListing,
    VariantAttributeValue,
    VariantMedia,
)
from marketplace.engine.models.tax import TaxClass, TaxClassCountryRate
from marketplace.engine.models.warehouse import ClickAndCollect, ShippingZone, Stock, Warehouse

__all__ = [
    "POSTAL_FIELDS",
    "Address",
    "App",
    "Attribute",
    "AttributeValue",
    "Category",
    "Channel",
    "ChannelWarehouse",
    "ClickAndCollect",
    "InputType",
    "MediaType",
    "Product",
    "ProductAttributeValue",
    "ProductChannelListing",
    "ProductMedia",
    "ProductType",
    "ProductTypeAttribute",
    "ProductVariant",
    "ProductVariantChannelListing",
    "ShippingZone",
    "ShopSettings",
    "SigningKey",
    "Stock",
    "TaxClass",
    "TaxClassCountryRate",
    "User",
    "VariantAttributeValue",
    "VariantMedia",
    "Warehouse",
    "WithMetadata",
]
