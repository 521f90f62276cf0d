"""The engine's tables, one module per noun. Add a module here and its names to `__all__`."""

from marketplace.engine.models.account import POSTAL_FIELDS, Address, App, PasswordResetRequest, SigningKey, User
from marketplace.engine.models.allocation import Allocation, Reservation
from marketplace.engine.models.attribute import (
    Attribute,
    AttributeValue,
    InputType,
    ProductType,
    ProductTypeAttribute,
)
from marketplace.engine.models.category import Category
from marketplace.engine.models.channel import Channel, ChannelWarehouse, ShopSettings
from marketplace.engine.models.checkout import Checkout, CheckoutDelivery, CheckoutLine
from marketplace.engine.models.collection import Collection, CollectionChannelListing, CollectionProduct
from marketplace.engine.models.menu import Menu, MenuItem
from marketplace.engine.models.metadata import WithMetadata
from marketplace.engine.models.order import (
    Fulfillment,
    FulfillmentLine,
    Order,
    OrderDiscount,
    OrderGrantedRefund,
    OrderGrantedRefundLine,
    OrderLine,
    OrderLineDiscount,
    OrderNumber,
)
from marketplace.engine.models.outbox import OutboxEvent
from marketplace.engine.models.page import Page, PageType
from marketplace.engine.models.payment import TransactionEvent, TransactionItem
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
from marketplace.engine.models.promotion import Promotion, PromotionRule
from marketplace.engine.models.tax import TaxClass, TaxClassCountryRate
from marketplace.engine.models.voucher import Voucher, VoucherChannelListing, VoucherCode, VoucherCustomer
from marketplace.engine.models.warehouse import ClickAndCollect, ShippingZone, Stock, Warehouse
from marketplace.engine.models.webhook import EventDelivery, EventDeliveryAttempt, Webhook

__all__ = [
    "POSTAL_FIELDS",
    "Address",
    "Allocation",
    "App",
    "Attribute",
    "AttributeValue",
    "Category",
    "Channel",
    "ChannelWarehouse",
    "Checkout",
    "CheckoutDelivery",
    "CheckoutLine",
    "ClickAndCollect",
    "Collection",
    "CollectionChannelListing",
    "CollectionProduct",
    "EventDelivery",
    "EventDeliveryAttempt",
    "Fulfillment",
    "FulfillmentLine",
    "InputType",
    "MediaType",
    "Menu",
    "MenuItem",
    "Order",
    "OrderDiscount",
    "OrderGrantedRefund",
    "OrderGrantedRefundLine",
    "OrderLine",
    "OrderLineDiscount",
    "OrderNumber",
    "OutboxEvent",
    "Page",
    "PageType",
    "PasswordResetRequest",
    "Product",
    "ProductAttributeValue",
    "ProductChannelListing",
    "ProductMedia",
    "ProductType",
    "ProductTypeAttribute",
    "ProductVariant",
    "ProductVariantChannelListing",
    "Promotion",
    "PromotionRule",
    "Reservation",
    "ShippingZone",
    "ShopSettings",
    "SigningKey",
    "Stock",
    "TaxClass",
    "TaxClassCountryRate",
    "TransactionEvent",
    "TransactionItem",
    "User",
    "VariantAttributeValue",
    "VariantMedia",
    "Voucher",
    "VoucherChannelListing",
    "VoucherCode",
    "VoucherCustomer",
    "Warehouse",
    "Webhook",
    "WithMetadata",
]
