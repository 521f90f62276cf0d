"""Prices of products and variants."""

from typing import Any

import graphene

from marketplace.engine.schema.money import TaxedMoney, TaxedMoneyRange
from marketplace.engine.selectors.pricing import ProductPrice, VariantPrice
from marketplace.graphql.selection import Selection


class ProductPricingInfo(graphene.ObjectType):
    """Resolved from `ProductPrice`. Promotions are not the engine's: nothing is on sale, and `discount` is empty."""

    on_sale = graphene.Boolean()
    discount = graphene.Field(TaxedMoney)
    display_gross_prices = graphene.Boolean(required=True)
    price_range = graphene.Field(TaxedMoneyRange)
    price_range_undiscounted = graphene.Field(TaxedMoneyRange)

    @staticmethod
    def resolve_on_sale(_root: ProductPrice, _info: Any) -> bool:
        return False

    @staticmethod
    def resolve_discount(_root: ProductPrice, _info: Any) -> None:
        return None

    @staticmethod
    def resolve_price_range(root: ProductPrice, _info: Any) -> ProductPrice:
        return root

    @staticmethod
    def resolve_price_range_undiscounted(root: ProductPrice, _info: Any) -> ProductPrice:
        return root


class VariantPricingInfo(graphene.ObjectType):
    """Resolved from `VariantPrice`."""

    on_sale = graphene.Boolean()
    discount = graphene.Field(TaxedMoney)
    price = graphene.Field(TaxedMoney)
    price_undiscounted = graphene.Field(TaxedMoney)
    price_prior = graphene.Field(TaxedMoney)

    @staticmethod
    def resolve_on_sale(_root: VariantPrice, _info: Any) -> bool:
        return False

    @staticmethod
    def resolve_discount(_root: VariantPrice, _info: Any) -> None:
        return None

    @staticmethod
    def resolve_price_undiscounted(root: VariantPrice, _info: Any) -> Any:
        return root.price

    @staticmethod
    def resolve_price_prior(root: VariantPrice, _info: Any) -> Any:
        return root.prior


def asks_for_tax(selected: Selection) -> bool:
    """Whether net or tax is read anywhere below."""
    return any(name in ("net", "tax") or asks_for_tax(each) for name, each in selected.items())
