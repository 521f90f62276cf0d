"""Delivery methods of checkouts and orders."""

import json
from typing import Any

import graphene

from marketplace.engine import models
from marketplace.engine.schema.metadata import ObjectWithMetadata
from marketplace.engine.schema.money import Money
from marketplace.engine.schema.representation import Node, represents, type_of
from marketplace.engine.schema.warehouse import Warehouse
from marketplace.engine.selectors.order import OrderDelivery
from marketplace.graphql.ids import global_id
from marketplace.graphql.scalars import JSONString
from marketplace.money import Money as Amount

Offered = models.CheckoutDelivery | OrderDelivery


@represents(models.CheckoutDelivery, OrderDelivery)
class ShippingMethod(graphene.ObjectType):
    class Meta:
        interfaces = (Node, ObjectWithMetadata)

    name = graphene.String(required=True)
    description = graphene.Field(JSONString)
    minimum_delivery_days = graphene.Int()
    maximum_delivery_days = graphene.Int()
    price = graphene.Field(Money, required=True)
    active = graphene.Boolean(required=True)
    message = graphene.String()

    @staticmethod
    def resolve_id(root: Offered, _info: Any) -> str:
        return root.method_id

    @staticmethod
    def resolve_description(root: Offered, _info: Any) -> str | None:
        return None if root.description is None else json.dumps(root.description, ensure_ascii=False)

    @staticmethod
    def resolve_price(root: Offered, _info: Any) -> Amount:
        return Amount(root.price_amount, root.currency)


class Delivery(graphene.ObjectType):
    """Resolved from `CheckoutDelivery`."""

    id = graphene.ID(required=True)
    shipping_method = graphene.Field(ShippingMethod)

    @staticmethod
    def resolve_id(root: models.CheckoutDelivery, _info: Any) -> str:
        return global_id("CheckoutDelivery", root.pk)

    @staticmethod
    def resolve_shipping_method(root: models.CheckoutDelivery, _info: Any) -> models.CheckoutDelivery:
        return root


class DeliveryMethod(graphene.Union):
    class Meta:
        types = (Warehouse, ShippingMethod)

    @classmethod
    def resolve_type(cls, instance: object, _info: Any) -> type[graphene.ObjectType]:
        return type_of(instance)


types = [ShippingMethod]
