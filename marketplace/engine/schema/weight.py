"""Weights. Stored in grams, told in the shop's unit (kilograms)."""

from decimal import Decimal
from typing import Any

import graphene

from marketplace.engine.schema.enums import WeightUnitsEnum


class Weight(graphene.ObjectType):
    """Resolved from grams."""

    unit = graphene.Field(WeightUnitsEnum, required=True)
    value = graphene.Float(required=True)

    @staticmethod
    def resolve_unit(_root: Decimal, _info: Any) -> str:
        return "KG"

    @staticmethod
    def resolve_value(root: Decimal, _info: Any) -> float:
        return float(root / 1000)
