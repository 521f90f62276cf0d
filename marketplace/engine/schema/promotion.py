"""Promotions and their rules."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import graphene
from django.db.models import prefetch_related_objects

from marketplace.engine import models
from marketplace.engine.refusals import uuid_of
from marketplace.engine.schema.channel import Channel
from marketplace.engine.schema.enums import OrderDirection, enum_of
from marketplace.engine.schema.metadata import ObjectWithMetadata
from marketplace.engine.schema.product_filter import listed
from marketplace.engine.schema.representation import Node, represents
from marketplace.graphql.batches import batched, children, related
from marketplace.graphql.connections import Slice, connection, connection_field, paginate
from marketplace.graphql.ids import global_id
from marketplace.graphql.scalars import JSON, DateTime, PositiveDecimal

PromotionTypeEnum = enum_of("PromotionTypeEnum", "CATALOGUE ORDER")
RewardValueTypeEnum = enum_of("RewardValueTypeEnum", "FIXED PERCENTAGE")
PromotionSortField = enum_of("PromotionSortField", "NAME START_DATE END_DATE CREATED_AT")


class PromotionWhereInput(graphene.InputObjectType):
    ids = listed(graphene.ID)


class PromotionSortingInput(graphene.InputObjectType):
    direction = graphene.InputField(OrderDirection, required=True)
    field = graphene.InputField(PromotionSortField, required=True)


def _channels_of(rules: Sequence[models.PromotionRule], _info: Any) -> Sequence[list[models.Channel]]:
    prefetch_related_objects(list(rules), "channels")
    return [list(rule.channels.all()) for rule in rules]


@represents(models.PromotionRule)
class PromotionRule(graphene.ObjectType):
    class Meta:
        interfaces = (Node,)

    name = graphene.String()
    description = graphene.Field(JSON)
    promotion = graphene.Field(lambda: Promotion)
    channels = listed(Channel)
    reward_value = graphene.Field(PositiveDecimal)
    reward_value_type = graphene.Field(RewardValueTypeEnum)
    predicate_type = graphene.Field(PromotionTypeEnum)
    catalogue_predicate = graphene.Field(JSON)

    resolve_promotion = related("promotion")
    resolve_channels = batched(_channels_of)

    @staticmethod
    def resolve_id(root: models.PromotionRule, _info: Any) -> str:
        return global_id("PromotionRule", root.pk)

    @staticmethod
    def resolve_reward_value(root: models.PromotionRule, _info: Any) -> Decimal | None:
        return root.reward_value

    @staticmethod
    def resolve_predicate_type(_root: models.PromotionRule, _info: Any) -> str:
        return "CATALOGUE"


@represents(models.Promotion)
class Promotion(graphene.ObjectType):
    class Meta:
        interfaces = (Node, ObjectWithMetadata)

    name = graphene.String(required=True)
    type = graphene.Field(PromotionTypeEnum)
    description = graphene.Field(JSON)
    start_date = graphene.Field(DateTime, required=True)
    end_date = graphene.Field(DateTime)
    created_at = graphene.Field(DateTime, required=True)
    updated_at = graphene.Field(DateTime, required=True)
    rules = listed(PromotionRule)

    resolve_rules = children("all_rules", models.PromotionRule.objects.all, back="promotion")

    @staticmethod
    def resolve_id(root: models.Promotion, _info: Any) -> str:
        return global_id("Promotion", root.pk)

    @staticmethod
    def resolve_type(_root: models.Promotion, _info: Any) -> str:
        return "CATALOGUE"


PromotionCountableConnection = connection(Promotion)


class Query:
    promotion = graphene.Field(Promotion, id=graphene.ID(required=True))
    promotions = connection_field(
        PromotionCountableConnection, where=PromotionWhereInput(), sort_by=PromotionSortingInput()
    )

    @staticmethod
    def resolve_promotion(_root: None, info: Any, id: str) -> models.Promotion | None:
        info.context.requestor.require("MANAGE_DISCOUNTS")
        return models.Promotion.objects.filter(pk=uuid_of("Promotion", id)).first()

    @staticmethod
    def resolve_promotions(
        _root: None,
        info: Any,
        where: Mapping[str, Any] | None = None,
        sort_by: Mapping[str, Any] | None = None,
        **paging: Any,
    ) -> Any:
        info.context.requestor.require("MANAGE_DISCOUNTS")
        rows = models.Promotion.objects.all()
        if where is not None and where.get("ids") is not None:
            rows = rows.filter(pk__in=[uuid_of("Promotion", each) for each in where["ids"]])
        column = str(sort_by["field"]).lower() if sort_by else "name"
        order = f"-{column}" if sort_by and sort_by["direction"] == "DESC" else column
        return paginate(rows, Slice.of("promotions", **paging), order=[order])


types = [Promotion, PromotionRule]
