"""GraphQL of vendor orders."""

from marketplace.orders.schema.additions import OrderAddition
from marketplace.orders.schema.figures import FigureQuery
from marketplace.orders.schema.mutations import (
    VendorOrderCancel,
    VendorOrderConfirm,
    VendorOrderDeviationResolve,
    VendorOrderHandOver,
    VendorOrderMarkReady,
    VendorOrderRecordPayment,
    VendorOrderRefund,
    VendorOrderRefundRetry,
    VendorOrderReject,
    VendorOrderTakeBack,
)
from marketplace.orders.schema.placing import CheckoutPlaceOrder, PaymentQuery
from marketplace.orders.schema.queries import OrderQuery

__all__ = ["Mutation", "Query", "extensions"]

extensions = [OrderAddition]


class Query(OrderQuery, PaymentQuery, FigureQuery):
    pass


class Mutation:
    checkout_place_order = CheckoutPlaceOrder.Field()
    vendor_order_confirm = VendorOrderConfirm.Field()
    vendor_order_reject = VendorOrderReject.Field()
    vendor_order_mark_ready = VendorOrderMarkReady.Field()
    vendor_order_hand_over = VendorOrderHandOver.Field()
    vendor_order_cancel = VendorOrderCancel.Field()
    vendor_order_take_back = VendorOrderTakeBack.Field()
    vendor_order_refund = VendorOrderRefund.Field()
    vendor_order_refund_retry = VendorOrderRefundRetry.Field()
    vendor_order_record_payment = VendorOrderRecordPayment.Field()
    vendor_order_deviation_resolve = VendorOrderDeviationResolve.Field()
