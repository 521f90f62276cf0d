"""Small types that vendor orders are made of. Their roots are plain values or rows."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import graphene

from marketplace.baskets.extensions import Description, Step
from marketplace.graphql.ids import global_id
from marketplace.graphql.scalars import Date, DateTime
from marketplace.money import Money
from marketplace.orders.extensions import DocumentLink
from marketplace.orders.models import Deviation, HistoryEntry, VendorOrderLine
from marketplace.orders.rules.addresses import PostalAddress
from marketplace.orders.rules.amounts import TaxShare
from marketplace.orders.schema.enums import VendorOrderRoleEnum


class VendorOrderMoneyType(graphene.ObjectType):
    """An amount in a currency."""

    class Meta:
        name = "VendorOrderMoney"

    amount = graphene.Float(required=True)
    currency = graphene.String(required=True)

    @staticmethod
    def resolve_amount(root: Money, _info: Any) -> float:
        return float(root.amount)


class VendorOrderLineType(graphene.ObjectType):
    """An article as it was sold; amounts are gross."""

    class Meta:
        name = "VendorOrderLine"

    id = graphene.ID(required=True)
    name = graphene.String(required=True)
    sku = graphene.String(required=True)
    variant_id = graphene.ID(required=True, description="Global id of the ProductVariant.")
    product_slug = graphene.String(description="Null once the article is gone.")
    thumbnail = graphene.String(description="Address of a small picture.")
    quantity = graphene.Int(required=True, description="Pieces ordered.")
    quantity_rejected = graphene.Int(required=True, description="Pieces that the shopper does not get or gave back.")
    quantity_left = graphene.Int(required=True)
    unit_price = graphene.Field(VendorOrderMoneyType, required=True)
    total = graphene.Field(VendorOrderMoneyType, required=True, description="As ordered, after a voucher.")
    discount = graphene.Field(VendorOrderMoneyType, required=True, description="What a voucher took off `total`.")
    amount_left = graphene.Field(VendorOrderMoneyType, required=True, description="For the pieces that are left.")
    tax_rate = graphene.Float(required=True, description="Percent.")

    @staticmethod
    def resolve_id(root: VendorOrderLine, _info: Any) -> str:
        return global_id("VendorOrderLine", root.pk)

    @staticmethod
    def resolve_product_slug(root: VendorOrderLine, _info: Any) -> str | None:
        return root.listing.slug if root.listing else None

    @staticmethod
    def resolve_thumbnail(root: VendorOrderLine, _info: Any) -> str | None:
        return root.listing.thumbnail if root.listing else None

    @staticmethod
    def resolve_unit_price(root: VendorOrderLine, _info: Any) -> Money:
        return Money(root.unit_price, root.order.currency)

    @staticmethod
    def resolve_total(root: VendorOrderLine, _info: Any) -> Money:
        return Money(root.total, root.order.currency)

    @staticmethod
    def resolve_discount(root: VendorOrderLine, _info: Any) -> Money:
        return Money(root.discount, root.order.currency)

    @staticmethod
    def resolve_amount_left(root: VendorOrderLine, _info: Any) -> Money:
        return Money(root.amount_left, root.order.currency)

    @staticmethod
    def resolve_tax_rate(root: VendorOrderLine, _info: Any) -> float:
        return float(root.tax_rate)


class VendorOrderTaxType(graphene.ObjectType):
    """VAT of one rate in what is left of the order, the way included."""

    class Meta:
        name = "VendorOrderTax"

    rate = graphene.Float(required=True, description="Percent.")
    net = graphene.Float(required=True)
    tax = graphene.Float(required=True)
    gross = graphene.Float(required=True)

    @staticmethod
    def resolve_rate(root: TaxShare, _info: Any) -> float:
        return float(root.rate)

    @staticmethod
    def resolve_net(root: TaxShare, _info: Any) -> float:
        return float(root.net)

    @staticmethod
    def resolve_tax(root: TaxShare, _info: Any) -> float:
        return float(root.tax)

    @staticmethod
    def resolve_gross(root: TaxShare, _info: Any) -> float:
        return float(root.gross)


class VendorOrderRecipientType(graphene.ObjectType):
    """What the reader may know of the shopper: a name, and an address only where goods are brought."""

    class Meta:
        name = "VendorOrderRecipient"

    name = graphene.String(required=True)
    phone = graphene.String(required=True)
    address_lines = graphene.List(graphene.NonNull(graphene.String), required=True, description="As on an envelope.")

    @staticmethod
    def resolve_address_lines(root: PostalAddress, _info: Any) -> tuple[str, ...]:
        return root.lines if root.street else ()


class VendorOrderStepType(graphene.ObjectType):
    class Meta:
        name = "VendorOrderStep"

    label = graphene.String(required=True)
    at = DateTime()
    done = graphene.Boolean(required=True)

    @staticmethod
    def resolve_at(root: Step, _info: Any) -> datetime | None:
        return root.at


class VendorOrderFulfilmentType(graphene.ObjectType):
    """How the goods reach the shopper. `code` and `codePicture` are shown to the shopper alone."""

    class Meta:
        name = "VendorOrderFulfilment"

    method = graphene.String(required=True, description="Stable code of the way.")
    title = graphene.String(required=True)
    when = graphene.String(required=True)
    where = graphene.String(required=True)
    starts = DateTime()
    ends = DateTime()
    ready_by = DateTime(description="When the shop must have packed.")
    code = graphene.String(required=True)
    code_picture = graphene.String(required=True, description="Inline SVG, or empty.")
    steps = graphene.List(graphene.NonNull(VendorOrderStepType), required=True)

    @staticmethod
    def resolve_method(root: Description, _info: Any) -> str:
        return root.method_code


class VendorOrderHistoryEntryType(graphene.ObjectType):
    """One fact in the life of a vendor order."""

    class Meta:
        name = "VendorOrderHistoryEntry"

    kind = graphene.String(required=True)
    role = graphene.Field(VendorOrderRoleEnum, required=True)
    at = DateTime(required=True)
    reason = graphene.String(required=True, description="What the shop wrote, or empty.")
    amount = graphene.Float(description="Gross, where money moves.")

    @staticmethod
    def resolve_reason(root: HistoryEntry, _info: Any) -> str:
        return str(root.data.get("reason", ""))

    @staticmethod
    def resolve_amount(root: HistoryEntry, _info: Any) -> float | None:
        amount = root.data.get("amount")
        return None if amount is None else float(Decimal(str(amount)))


class VendorOrderDeviationType(graphene.ObjectType):
    """One way in which the order is not what was agreed; somebody clears it up."""

    class Meta:
        name = "VendorOrderDeviation"

    id = graphene.ID(required=True)
    code = graphene.String(required=True)
    message = graphene.String(required=True, description="What is not as agreed, in words.")
    found_at = DateTime(required=True)

    @staticmethod
    def resolve_id(root: Deviation, _info: Any) -> str:
        return global_id("VendorOrderDeviation", root.pk)

    @staticmethod
    def resolve_message(root: Deviation, _info: Any) -> str:
        return root.words.title


class VendorOrderDocumentType(graphene.ObjectType):
    """A paper about the order, for whoever may see the order."""

    class Meta:
        name = "VendorOrderDocument"

    title = graphene.String(required=True)
    number = graphene.String(required=True)
    issued_on = Date(required=True)
    amount = graphene.Field(VendorOrderMoneyType, required=True)
    url = graphene.String(required=True)

    @staticmethod
    def resolve_amount(root: DocumentLink, _info: Any) -> Money:
        return root.amount
