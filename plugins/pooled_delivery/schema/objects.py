"""Types of tours. Their roots are the values of `selectors.rounds` and rows."""

from typing import Any

import graphene

from marketplace.graphql.ids import global_id
from marketplace.graphql.scalars import Date, DateTime
from marketplace.vendors.models import Vendor
from marketplace.vendors.schema.objects import VendorType
from plugins.pooled_delivery.models import Load, StopKind, StopState
from plugins.pooled_delivery.selectors.rounds import Call, Round

DeliveryStopKindEnum = graphene.Enum("DeliveryStopKindEnum", [(kind.name, kind.value) for kind in StopKind])
DeliveryStopStateEnum = graphene.Enum("DeliveryStopStateEnum", [(state.name, state.value) for state in StopState])


class DeliveryLoadType(graphene.ObjectType):
    """One vendor order on the tour."""

    class Meta:
        name = "DeliveryLoad"

    number = graphene.String(required=True, description="Number of the vendor order.")
    quantity = graphene.Int(required=True, description="Pieces.")
    vendor = graphene.Field(VendorType, required=True)
    collected_at = DateTime()

    @staticmethod
    def resolve_vendor(root: Load, _info: Any) -> Vendor | None:
        return root.collect.vendor


def _stop_value(name: str, _default: Any, root: Call, _info: Any, **_arguments: Any) -> Any:
    """Fields without a resolver of their own are the stop's columns."""
    return getattr(root.stop, name)


class DeliveryStopType(graphene.ObjectType):
    """A call of the tour: at a shop to collect, or at a shopper to bring."""

    class Meta:
        name = "DeliveryStop"
        default_resolver = _stop_value

    id = graphene.ID(required=True)
    kind = graphene.Field(DeliveryStopKindEnum, required=True)
    state = graphene.Field(DeliveryStopStateEnum, required=True)
    vendor = graphene.Field(VendorType, description="The shop where goods are collected.")
    name = graphene.String(required=True, description="Who gets the goods.")
    phone = graphene.String(required=True)
    street = graphene.String(required=True)
    postal_code = graphene.String(required=True)
    city = graphene.String(required=True)
    reason = graphene.String(required=True, description="Why goods could not change hands.")
    done_at = DateTime()
    loads = graphene.List(graphene.NonNull(DeliveryLoadType), required=True)

    @staticmethod
    def resolve_id(root: Call, _info: Any) -> str:
        return global_id("DeliveryStop", root.stop.pk)

    @staticmethod
    def resolve_loads(root: Call, _info: Any) -> tuple[Load, ...]:
        return root.loads


def _tour_value(name: str, _default: Any, root: Round, _info: Any, **_arguments: Any) -> Any:
    """Fields without a resolver of their own are the tour's columns."""
    return getattr(root.tour, name)


class DeliveryTourType(graphene.ObjectType):
    """One run of the pooled delivery."""

    class Meta:
        name = "DeliveryTour"
        default_resolver = _tour_value

    id = graphene.ID(required=True)
    name = graphene.String(required=True)
    date = Date(required=True)
    cut_off = DateTime(required=True)
    collects_at = DateTime(required=True)
    starts = DateTime(required=True)
    ends = DateTime(required=True)
    capacity = graphene.Int(required=True, description="Stops at shoppers.")
    orders_missing = graphene.Int(description="Until the tour pays for itself; null after the cut-off.")
    stops = graphene.List(
        graphene.NonNull(DeliveryStopType), required=True, description="In driving order: shops, then shoppers."
    )

    @staticmethod
    def resolve_stops(root: Round, _info: Any) -> tuple[Call, ...]:
        return (*root.collects, *root.drops)

    @staticmethod
    def resolve_orders_missing(root: Round, _info: Any) -> int | None:
        return root.missing

    @staticmethod
    def resolve_id(root: Round, _info: Any) -> str:
        return global_id("DeliveryTour", root.tour.pk)

    @staticmethod
    def resolve_name(root: Round, _info: Any) -> str:
        return root.tour.pattern.name
