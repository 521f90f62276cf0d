"""Enumerations. Values are the stored codes."""

import graphene

from marketplace.orders.rules.amounts import PaymentState
from marketplace.orders.rules.states import Act, Role, State
from marketplace.orders.selectors.refunds import RefundState

VendorOrderStateEnum = graphene.Enum.from_enum(
    State, name="VendorOrderStateEnum", description="Where a vendor order is on its way."
)
VendorOrderActEnum = graphene.Enum.from_enum(
    Act, name="VendorOrderActEnum", description="What somebody may do with a vendor order."
)
VendorOrderRoleEnum = graphene.Enum.from_enum(
    Role, name="VendorOrderRoleEnum", description="In what part somebody touched a vendor order; SYSTEM is a clock."
)
VendorOrderPaymentStateEnum = graphene.Enum.from_enum(
    PaymentState, name="VendorOrderPaymentStateEnum", description="Where the money of a vendor order stands."
)
VendorOrderRefundStateEnum = graphene.Enum.from_enum(
    RefundState, name="VendorOrderRefundStateEnum", description="How far money is that goes back."
)
