"""Mutations of promotions and their rules."""

from collections.abc import Mapping
from typing import Any

import graphene

from marketplace.engine.schema.category import CategoryWhereInput
from marketplace.engine.schema.mutation import EngineMutation, error_type
from marketplace.engine.schema.product_filter import ProductWhereInput, listed
from marketplace.engine.schema.promotion import Promotion, PromotionRule, PromotionTypeEnum, RewardValueTypeEnum
from marketplace.engine.schema.variant import ProductVariantWhereInput
from marketplace.engine.services import promotions
from marketplace.graphql.scalars import JSON, DateTime, PositiveDecimal

DISCOUNTS = ("MANAGE_DISCOUNTS",)
_CODES = "GRAPHQL_ERROR NOT_FOUND"
_REWARD = (
    f"{_CODES} REQUIRED INVALID MULTIPLE_CURRENCIES_NOT_ALLOWED INVALID_PRECISION MISSING_CHANNELS GIFTS_NUMBER_LIMIT "
    "INVALID_GIFT_TYPE"
)


class CataloguePredicateInput(graphene.InputObjectType):
    variant_predicate = graphene.InputField(ProductVariantWhereInput)
    product_predicate = graphene.InputField(ProductWhereInput)
    category_predicate = graphene.InputField(CategoryWhereInput)
    AND = graphene.List(graphene.NonNull(lambda: CataloguePredicateInput), name="AND")
    OR = graphene.List(graphene.NonNull(lambda: CataloguePredicateInput), name="OR")


class PromotionRuleInput(graphene.InputObjectType):
    name = graphene.String()
    description = graphene.InputField(JSON)
    catalogue_predicate = graphene.InputField(CataloguePredicateInput)
    reward_value_type = graphene.InputField(RewardValueTypeEnum)
    reward_value = graphene.InputField(PositiveDecimal)
    channels = listed(graphene.ID)


class PromotionRuleCreateInput(PromotionRuleInput):
    promotion = graphene.ID(required=True)


class PromotionRuleUpdateInput(graphene.InputObjectType):
    name = graphene.String()
    description = graphene.InputField(JSON)
    catalogue_predicate = graphene.InputField(CataloguePredicateInput)
    reward_value_type = graphene.InputField(RewardValueTypeEnum)
    reward_value = graphene.InputField(PositiveDecimal)
    add_channels = listed(graphene.ID)
    remove_channels = listed(graphene.ID)


class PromotionUpdateInput(graphene.InputObjectType):
    description = graphene.InputField(JSON)
    start_date = graphene.InputField(DateTime)
    end_date = graphene.InputField(DateTime)
    name = graphene.String()


class PromotionCreateInput(graphene.InputObjectType):
    description = graphene.InputField(JSON)
    start_date = graphene.InputField(DateTime)
    end_date = graphene.InputField(DateTime)
    name = graphene.String(required=True)
    type = graphene.InputField(PromotionTypeEnum, required=True)
    rules = listed(PromotionRuleInput)


class PromotionCreate(EngineMutation):
    class Meta:
        error_type = error_type("PromotionCreateError", f"{_REWARD} RULES_NUMBER_LIMIT", index=graphene.Int())
        permissions = DISCOUNTS

    class Arguments:
        input = PromotionCreateInput(required=True)

    promotion = graphene.Field(Promotion)

    @classmethod
    def perform(cls, info: Any, *, input: Mapping[str, Any]) -> "PromotionCreate":
        return cls(promotion=promotions.create_promotion(values=input, now=info.context.now))


class PromotionUpdate(EngineMutation):
    class Meta:
        error_type = error_type("PromotionUpdateError", f"{_CODES} REQUIRED INVALID")
        permissions = DISCOUNTS

    class Arguments:
        id = graphene.ID(required=True)
        input = PromotionUpdateInput(required=True)

    promotion = graphene.Field(Promotion)

    @classmethod
    def perform(cls, info: Any, *, id: str, input: Mapping[str, Any]) -> "PromotionUpdate":
        return cls(promotion=promotions.update_promotion(promotion_id=id, values=input, now=info.context.now))


class PromotionDelete(EngineMutation):
    class Meta:
        error_type = error_type("PromotionDeleteError", _CODES)
        permissions = DISCOUNTS

    class Arguments:
        id = graphene.ID(required=True)

    promotion = graphene.Field(Promotion)

    @classmethod
    def perform(cls, info: Any, *, id: str) -> "PromotionDelete":
        return cls(promotion=promotions.delete_promotion(promotion_id=id, now=info.context.now))


class PromotionRuleCreate(EngineMutation):
    class Meta:
        error_type = error_type("PromotionRuleCreateError", f"{_REWARD} RULES_NUMBER_LIMIT")
        permissions = DISCOUNTS

    class Arguments:
        input = PromotionRuleCreateInput(required=True)

    promotion_rule = graphene.Field(PromotionRule)

    @classmethod
    def perform(cls, info: Any, *, input: Mapping[str, Any]) -> "PromotionRuleCreate":
        return cls(promotion_rule=promotions.create_rule(values=input, now=info.context.now))


class PromotionRuleUpdate(EngineMutation):
    class Meta:
        error_type = error_type(
            "PromotionRuleUpdateError", f"{_REWARD} DUPLICATED_INPUT_ITEM", channels=listed(graphene.ID)
        )
        permissions = DISCOUNTS

    class Arguments:
        id = graphene.ID(required=True)
        input = PromotionRuleUpdateInput(required=True)

    promotion_rule = graphene.Field(PromotionRule)

    @classmethod
    def perform(cls, info: Any, *, id: str, input: Mapping[str, Any]) -> "PromotionRuleUpdate":
        return cls(promotion_rule=promotions.update_rule(rule_id=id, values=input, now=info.context.now))


class PromotionRuleDelete(EngineMutation):
    class Meta:
        error_type = error_type("PromotionRuleDeleteError", _CODES)
        permissions = DISCOUNTS

    class Arguments:
        id = graphene.ID(required=True)

    promotion_rule = graphene.Field(PromotionRule)

    @classmethod
    def perform(cls, info: Any, *, id: str) -> "PromotionRuleDelete":
        return cls(promotion_rule=promotions.delete_rule(rule_id=id, now=info.context.now))


class Mutation:
    promotion_create = PromotionCreate.Field()
    promotion_update = PromotionUpdate.Field()
    promotion_delete = PromotionDelete.Field()
    promotion_rule_create = PromotionRuleCreate.Field()
    promotion_rule_update = PromotionRuleUpdate.Field()
    promotion_rule_delete = PromotionRuleDelete.Field()
