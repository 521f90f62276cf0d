"""GraphQL of the tours, for drivers and the operator."""

from plugins.pooled_delivery.schema.mutations import DeliveryStopComplete, DeliveryStopReopen, DeliveryStopReportNotMet
from plugins.pooled_delivery.schema.queries import Query

__all__ = ["Mutation", "Query"]


class Mutation:
    delivery_stop_complete = DeliveryStopComplete.Field()
    delivery_stop_report_not_met = DeliveryStopReportNotMet.Field()
    delivery_stop_reopen = DeliveryStopReopen.Field()
