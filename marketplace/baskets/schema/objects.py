"""Types of baskets and offers. Their roots are the frozen values of `selectors.shapes` and `extensions`."""

from typing import Any

import graphene

from marketplace.baskets.extensions import Destination, GroupLine, OfferSet, fulfilment_methods
from marketplace.baskets.selectors.shapes import Basket, BasketGroup, Missing
from marketplace.baskets.services import Lost
from marketplace.graphql.ids import global_id
from marketplace.graphql.scalars import DateTime
from marketplace.money import Money
from marketplace.vendors.schema.objects import VendorType


class BasketMoneyType(graphene.ObjectType):
    """A gross amount in a currency."""

    class Meta:
        name = "BasketMoney"

    amount = graphene.Float(required=True)
    currency = graphene.String(required=True)

    @staticmethod
    def resolve_amount(root: Money, _info: Any) -> float:
        return float(root.amount)


class FulfilmentRefusalType(graphene.ObjectType):
    """Why something is not possible: a stable code and a sentence for the shopper."""

    class Meta:
        name = "FulfilmentRefusal"

    code = graphene.String(required=True)
    message = graphene.String(required=True)


class FulfilmentOfferType(graphene.ObjectType):
    """A time at which a shopper can have the goods of one vendor."""

    class Meta:
        name = "FulfilmentOffer"

    key = graphene.String(required=True, description="Opaque; pass it to `fulfilmentPlanUpdate`.")
    starts = DateTime(required=True)
    ends = DateTime(required=True)
    price = graphene.Field(BasketMoneyType, required=True, description="For this vendor alone.")
    label = graphene.String(required=True)
    note = graphene.String(required=True)


class FulfilmentGapType(graphene.ObjectType):
    """A stretch of time without an offer, and the reason."""

    class Meta:
        name = "FulfilmentGap"

    starts = DateTime(required=True)
    ends = DateTime(required=True)
    reason = graphene.Field(FulfilmentRefusalType, required=True)


class FulfilmentOfferSetType(graphene.ObjectType):
    """What one method offers to one vendor's goods; without offers, `refusal` says why."""

    class Meta:
        name = "FulfilmentOfferSet"

    method = graphene.String(required=True, description="Code of the method.")
    label = graphene.String(required=True)
    needs_address = graphene.Boolean(required=True)
    offers = graphene.List(graphene.NonNull(FulfilmentOfferType), required=True, first=graphene.Int())
    refusal = graphene.Field(FulfilmentRefusalType)
    gaps = graphene.List(graphene.NonNull(FulfilmentGapType), required=True)

    @staticmethod
    def resolve_method(root: OfferSet, _info: Any) -> str:
        return root.method_code

    @staticmethod
    def resolve_label(root: OfferSet, _info: Any) -> str:
        return str(fulfilment_methods[root.method_code].label)

    @staticmethod
    def resolve_needs_address(root: OfferSet, _info: Any) -> bool:
        return fulfilment_methods[root.method_code].needs_address

    @staticmethod
    def resolve_offers(root: OfferSet, _info: Any, first: int | None = None) -> Any:
        return root.offers if first is None else root.offers[: max(first, 0)]


class FulfilmentChoiceType(graphene.ObjectType):
    """The way chosen for one vendor's goods."""

    class Meta:
        name = "FulfilmentChoice"

    method_code = graphene.String(required=True)
    method_label = graphene.String(required=True)
    offer_key = graphene.String(required=True)
    label = graphene.String(required=True)
    starts = DateTime(required=True)
    ends = DateTime(required=True)
    price = graphene.Field(BasketMoneyType, required=True)
    is_stale = graphene.Boolean(required=True, description="Goods or address changed since: look at the plan again.")
    stale_reason = graphene.String(required=True, description="Why it cannot be had any more; empty if not known.")


class FulfilmentOptionsType(graphene.ObjectType):
    """All ways for one vendor's goods."""

    class Meta:
        name = "FulfilmentOptions"

    vendor = graphene.Field(VendorType, required=True)
    offer_sets = graphene.List(graphene.NonNull(FulfilmentOfferSetType), required=True)
    chosen = graphene.Field(FulfilmentChoiceType)


class BasketLineType(graphene.ObjectType):
    """One article of a basket."""

    class Meta:
        name = "BasketLine"

    id = graphene.ID(required=True, description="Global id of the CheckoutLine.")
    variant_id = graphene.ID(required=True)
    name = graphene.String(required=True)
    slug = graphene.String(required=True)
    thumbnail = graphene.String(required=True)
    quantity = graphene.Int(required=True)
    unit_price = graphene.Field(BasketMoneyType, required=True)
    total = graphene.Field(BasketMoneyType, required=True, description="Before a voucher.")
    discount = graphene.Field(BasketMoneyType, required=True, description="What a voucher takes off.")

    @staticmethod
    def resolve_id(root: GroupLine, _info: Any) -> str:
        return root.line_id

    @staticmethod
    def resolve_name(root: GroupLine, _info: Any) -> str:
        return root.listing.name

    @staticmethod
    def resolve_slug(root: GroupLine, _info: Any) -> str:
        return root.listing.slug

    @staticmethod
    def resolve_thumbnail(root: GroupLine, _info: Any) -> str:
        return root.listing.thumbnail


class BasketGroupType(graphene.ObjectType):
    """One vendor's part of a basket; `blocked` says why it cannot be ordered now."""

    class Meta:
        name = "BasketGroup"

    vendor = graphene.Field(VendorType, required=True)
    lines = graphene.List(graphene.NonNull(BasketLineType), required=True)
    subtotal = graphene.Field(BasketMoneyType, required=True)
    is_open = graphene.Boolean(required=True)
    choice = graphene.Field(FulfilmentChoiceType)
    blocked = graphene.Field(FulfilmentRefusalType)

    @staticmethod
    def resolve_is_open(root: BasketGroup, _info: Any) -> bool:
        return root.opening.is_open


class BasketLostLineType(graphene.ObjectType):
    """An article that no shop offers any more."""

    class Meta:
        name = "BasketLostLine"

    line_id = graphene.ID(required=True)
    variant_id = graphene.ID(required=True)
    name = graphene.String(required=True)
    quantity = graphene.Int(required=True)


class BasketSumsType(graphene.ObjectType):
    class Meta:
        name = "BasketSums"

    goods = graphene.Field(BasketMoneyType, required=True)
    fulfilment = graphene.Field(BasketMoneyType, required=True)
    discount = graphene.Field(BasketMoneyType, required=True, description="What a voucher takes off both.")
    total = graphene.Field(BasketMoneyType, required=True)


class BasketMissingType(graphene.ObjectType):
    """Something that stands between the shopper and the order."""

    class Meta:
        name = "BasketMissing"

    code = graphene.String(required=True)
    message = graphene.String(required=True)
    vendor_id = graphene.ID()

    @staticmethod
    def resolve_vendor_id(root: Missing, _info: Any) -> str | None:
        return global_id("Vendor", root.vendor_pk) if root.vendor_pk is not None else None


class BasketLostChoiceType(graphene.ObjectType):
    """A choice that cannot be had any more."""

    class Meta:
        name = "BasketLostChoice"

    vendor_id = graphene.ID(required=True)
    code = graphene.String(required=True)
    message = graphene.String(required=True)

    @staticmethod
    def resolve_vendor_id(root: Lost, _info: Any) -> str:
        return global_id("Vendor", root.vendor_pk)


class BasketDestinationType(graphene.ObjectType):
    """Where goods are brought, no closer than the town."""

    class Meta:
        name = "BasketDestination"

    postal_code = graphene.String(required=True)
    city = graphene.String(required=True)


class BasketType(graphene.ObjectType):
    """A checkout seen from the market: one group per vendor, and how each reaches the shopper."""

    class Meta:
        name = "Basket"

    id = graphene.ID(required=True, description="Global id of the Checkout.")
    quantity = graphene.Int(required=True, description="Pieces.")
    groups = graphene.List(graphene.NonNull(BasketGroupType), required=True)
    lost_lines = graphene.List(graphene.NonNull(BasketLostLineType), required=True)
    sums = graphene.Field(BasketSumsType, required=True)
    voucher_code = graphene.String(required=True, description="Empty without one.")
    plan_version = graphene.Int(description="Null while a group has no way.")
    needs_address = graphene.Boolean(required=True)
    destination = graphene.Field(BasketDestinationType)
    missing = graphene.List(graphene.NonNull(BasketMissingType), required=True)
    is_orderable = graphene.Boolean(required=True)

    @staticmethod
    def resolve_id(root: Basket, _info: Any) -> str:
        return root.checkout_id

    @staticmethod
    def resolve_destination(root: Basket, _info: Any) -> Destination | None:
        return root.destination
