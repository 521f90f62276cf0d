"""Prices of products and variants."""

from collections.abc import Mapping
from typing import Any

import graphene

from marketplace.engine.rules.prices import TaxedAmount
from marketplace.engine.schema.money import TaxedMoney, TaxedMoneyRange
from marketplace.engine.selectors.pricing import ProductPrice, VariantPrice
from marketplace.graphql.selection import Selection


def _reduction(full: TaxedAmount, price: TaxedAmount) -> TaxedAmount | None:
    """What promotions take off; None without one."""
    off = full.gross_amount - price.gross_amount
    return TaxedAmount(off, full.rate, full.currency) if off > 0 else None


class ProductPricingInfo(graphene.ObjectType):
    """Resolved from `ProductPrice`."""

    on_sale = graphene.Boolean()
    discount = graphene.Field(TaxedMoney)
    display_gross_prices = graphene.Boolean(required=True)
    price_range = graphene.Field(TaxedMoneyRange)
    price_range_undiscounted = graphene.Field(TaxedMoneyRange)

    @staticmethod
    def resolve_on_sale(root: ProductPrice, _info: Any) -> bool:
        return _reduction(root.full_start, root.start) is not None

    @staticmethod
    def resolve_discount(root: ProductPrice, _info: Any) -> TaxedAmount | None:
        return _reduction(root.full_start, root.start)

    @staticmethod
    def resolve_price_range(root: ProductPrice, _info: Any) -> Mapping[str, TaxedAmount]:
        return {"start": root.start, "stop": root.stop}

    @staticmethod
    def resolve_price_range_undiscounted(root: ProductPrice, _info: Any) -> Mapping[str, TaxedAmount]:
        return {"start": root.full_start, "stop": root.full_stop}


class VariantPricingInfo(graphene.ObjectType):
    """Resolved from `VariantPrice`."""

    on_sale = graphene.Boolean()
    discount = graphene.Field(TaxedMoney)
    price = graphene.Field(TaxedMoney)
    price_undiscounted = graphene.Field(TaxedMoney)
    price_prior = graphene.Field(TaxedMoney)

    @staticmethod
    def resolve_on_sale(root: VariantPrice, _info: Any) -> bool:
        return _reduction(root.full, root.price) is not None

    @staticmethod
    def resolve_discount(root: VariantPrice, _info: Any) -> TaxedAmount | None:
        return _reduction(root.full, root.price)

    @staticmethod
    def resolve_price_undiscounted(root: VariantPrice, _info: Any) -> TaxedAmount:
        return root.full

    @staticmethod
    def resolve_price_prior(root: VariantPrice, _info: Any) -> Any:
        return root.prior


def asks_for_tax(selected: Selection) -> bool:
    """Whether net or tax is read anywhere below."""
    return any(name in ("net", "tax") or asks_for_tax(each) for name, each in selected.items())
