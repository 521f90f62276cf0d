"""Money and prices with tax."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import graphene

from marketplace.graphql.scalars import PositiveDecimal
from marketplace.money import CENT
from marketplace.money import Money as Amount


class Money(graphene.ObjectType):
    """Resolved from `marketplace.money.Money`."""

    currency = graphene.String(required=True)
    amount = graphene.Float(required=True)
    fractional_amount = graphene.Int(required=True)
    fraction_digits = graphene.Int(required=True)

    @staticmethod
    def resolve_amount(root: Amount, _info: Any) -> float:
        return float(root.amount)

    @staticmethod
    def resolve_fractional_amount(root: Amount, _info: Any) -> int:
        return int((root.amount / CENT).quantize(Decimal(1), rounding=ROUND_HALF_UP))

    @staticmethod
    def resolve_fraction_digits(_root: Amount, _info: Any) -> int:
        return 2


class MoneyRange(graphene.ObjectType):
    start = graphene.Field(Money)
    stop = graphene.Field(Money)


class TaxedMoney(graphene.ObjectType):
    """Resolved from `marketplace.engine.rules.prices.TaxedAmount`."""

    currency = graphene.String(required=True)
    gross = graphene.Field(Money, required=True)
    net = graphene.Field(Money, required=True)
    tax = graphene.Field(Money, required=True)


class TaxedMoneyRange(graphene.ObjectType):
    start = graphene.Field(TaxedMoney)
    stop = graphene.Field(TaxedMoney)


class MoneyInput(graphene.InputObjectType):
    currency = graphene.String(required=True)
    amount = graphene.InputField(PositiveDecimal, required=True)
