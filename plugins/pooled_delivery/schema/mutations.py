"""What a driver can do. Each may be repeated, e.g. after a dead spot, without doing harm."""

from typing import Any

import graphene

from marketplace.accounts.selectors import person_of
from marketplace.graphql.ids import int_pk_of
from marketplace.graphql.mutations import BaseMutation
from plugins.pooled_delivery.models import Stop
from plugins.pooled_delivery.schema.objects import DeliveryStopType
from plugins.pooled_delivery.selectors.rounds import call_of, stop_for
from plugins.pooled_delivery.services.stops import complete_stop, reopen_stop, report_not_met


class DeliveryStopComplete(BaseMutation):
    """The goods were collected at the shop, or brought to the shopper. For drivers and the operator."""

    class Arguments:
        id = graphene.ID(required=True)

    stop = graphene.Field(DeliveryStopType)

    @classmethod
    def perform(cls, info: Any, *, id: str) -> "DeliveryStopComplete":
        person = person_of(info.context)
        stop = complete_stop(stop=_stop(info, id), person=person, now=info.context.now)
        return cls(stop=call_of(stop))


class DeliveryStopReportNotMet(BaseMutation):
    """Nobody was there to take the goods, or the shop had none. For drivers and the operator."""

    class Arguments:
        id = graphene.ID(required=True)
        reason = graphene.String(required=True)

    stop = graphene.Field(DeliveryStopType)

    @classmethod
    def perform(cls, info: Any, *, id: str, reason: str) -> "DeliveryStopReportNotMet":
        person = person_of(info.context)
        stop = report_not_met(stop=_stop(info, id), reason=reason, person=person, now=info.context.now)
        return cls(stop=call_of(stop))


class DeliveryStopReopen(BaseMutation):
    """Take back a slip of the finger. For drivers and the operator."""

    class Arguments:
        id = graphene.ID(required=True)

    stop = graphene.Field(DeliveryStopType)

    @classmethod
    def perform(cls, info: Any, *, id: str) -> "DeliveryStopReopen":
        person = person_of(info.context)
        stop = reopen_stop(stop=_stop(info, id), person=person, now=info.context.now)
        return cls(stop=call_of(stop))


def _stop(info: Any, id: str) -> Stop:
    return stop_for(person_of(info.context), int_pk_of("DeliveryStop", id))
