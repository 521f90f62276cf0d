"""What one can do with vendor orders. Each mutation opens the door, acts once and shows the order as it is now."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import graphene

from marketplace.accounts.models import Person
from marketplace.accounts.selectors import person_of
from marketplace.graphql.ids import int_pk_of
from marketplace.graphql.mutations import BaseMutation
from marketplace.graphql.scalars import PositiveDecimal
from marketplace.orders import services
from marketplace.orders.models import VendorOrder
from marketplace.orders.schema.objects import VendorOrderType
from marketplace.orders.schema.refunds import TYPE_NAME, VendorOrderLineInput, line_pk, quantities_in
from marketplace.orders.schema.values import VendorOrderDeviationType
from marketplace.orders.selectors.access import order_by_token, order_for
from marketplace.orders.selectors.sheets import OrderSheet, sheet

_LINES = graphene.List(graphene.NonNull(VendorOrderLineInput), required=True)


_SHOWN_DUE = PositiveDecimal(description="`due` of the preview: if another sum would be owed, nothing is done.")


class _OrderMutation(BaseMutation):
    class Meta:
        abstract = True

    vendor_order = graphene.Field(VendorOrderType)

    @staticmethod
    def opened(info: Any, id: str) -> tuple[VendorOrder, Person | None]:
        person = person_of(info.context)
        return order_for(person, id), person

    @staticmethod
    def shown(info: Any, order: VendorOrder, person: Person | None) -> OrderSheet:
        return sheet(order, person, now=info.context.now)


class VendorOrderConfirm(_OrderMutation):
    """The shop has the goods and packs them. For its staff and the operator."""

    class Arguments:
        id = graphene.ID(required=True)

    @classmethod
    def perform(cls, info: Any, *, id: str) -> "VendorOrderConfirm":
        order, person = cls.opened(info, id)
        order = services.confirm_order(order=order, person=person, now=info.context.now)
        return cls(vendor_order=cls.shown(info, order, person))


class VendorOrderReject(_OrderMutation):
    """The shop cannot give these pieces; the shopper is told and gets the money back. The rest counts as confirmed."""

    class Arguments:
        id = graphene.ID(required=True)
        lines = _LINES
        reason = graphene.String(default_value="", description="The shopper reads it.")
        sold_out = graphene.Boolean(
            default_value=False, description="The stock of lines that do not say what is left is set to 0."
        )

    @classmethod
    def perform(cls, info: Any, *, id: str, lines: Sequence[Any], reason: str, sold_out: bool) -> "VendorOrderReject":
        order, person = cls.opened(info, id)
        order = services.reject_lines(
            order=order,
            quantities=quantities_in(lines),
            reason=reason,
            person=person,
            now=info.context.now,
            left=_left(lines, sold_out=sold_out),
        )
        return cls(vendor_order=cls.shown(info, order, person))


class VendorOrderMarkReady(_OrderMutation):
    """The goods are packed and wait for the shopper or the tour. For the shop's staff and the operator."""

    class Arguments:
        id = graphene.ID(required=True)

    @classmethod
    def perform(cls, info: Any, *, id: str) -> "VendorOrderMarkReady":
        order, person = cls.opened(info, id)
        order = services.mark_ready(order=order, person=person, now=info.context.now)
        return cls(vendor_order=cls.shown(info, order, person))


class VendorOrderHandOver(_OrderMutation):
    """The goods change hands. For the shop's staff, the operator, and the driver of goods that are brought."""

    class Arguments:
        id = graphene.ID(required=True)
        code = graphene.String(default_value="", description="What the shopper shows; empty where no code is used.")

    @classmethod
    def perform(cls, info: Any, *, id: str, code: str) -> "VendorOrderHandOver":
        order, person = cls.opened(info, id)
        order = services.hand_over(order=order, code=code, person=person, now=info.context.now)
        return cls(vendor_order=cls.shown(info, order, person))


class VendorOrderCancel(_OrderMutation):
    """Cancel what is left: the shopper until the shop has confirmed, shop and operator until the hand-over."""

    class Arguments:
        id = graphene.ID()
        token = graphene.String(description="Instead of the id: its holder is the shopper.")
        reason = graphene.String(default_value="")

    @classmethod
    def perform(cls, info: Any, *, id: str | None = None, token: str | None = None, reason: str) -> "VendorOrderCancel":
        order, person = (order_by_token(token), None) if token else cls.opened(info, id or "")
        order = services.cancel_order(order=order, person=person, reason=reason, now=info.context.now)
        return cls(vendor_order=cls.shown(info, order, person))


class VendorOrderTakeBack(_OrderMutation):
    """The shop takes back pieces that it had handed over and returns the money. For its staff and the operator."""

    class Arguments:
        id = graphene.ID(required=True)
        lines = _LINES
        reason = graphene.String(default_value="", description="The shopper reads it.")
        shown_due = _SHOWN_DUE

    @classmethod
    def perform(
        cls, info: Any, *, id: str, lines: Sequence[Any], reason: str, shown_due: Decimal | None = None
    ) -> "VendorOrderTakeBack":
        order, person = cls.opened(info, id)
        order = services.take_back(
            order=order,
            quantities=quantities_in(lines),
            reason=reason,
            person=person,
            now=info.context.now,
            shown_due=shown_due,
        )
        return cls(vendor_order=cls.shown(info, order, person))


class VendorOrderRefund(_OrderMutation):
    """The shop lowers a price and gives the difference back; the goods stay. For its staff and the operator."""

    class Arguments:
        id = graphene.ID(required=True)
        amount = PositiveDecimal(required=True, description="Gross, at most what is left of the goods' price.")
        line_id = graphene.ID(description="Whose price is lowered; of all goods if it is left out.")
        reason = graphene.String(required=True, description="The shopper reads it.")
        shown_due = _SHOWN_DUE

    @classmethod
    def perform(
        cls,
        info: Any,
        *,
        id: str,
        amount: Decimal,
        reason: str,
        line_id: str | None = None,
        shown_due: Decimal | None = None,
    ) -> "VendorOrderRefund":
        order, person = cls.opened(info, id)
        order = services.refund_amount(
            order=order,
            amount=amount,
            line_pk=line_pk(line_id),
            reason=reason,
            person=person,
            now=info.context.now,
            shown_due=shown_due,
        )
        return cls(vendor_order=cls.shown(info, order, person))


class VendorOrderRefundRetry(_OrderMutation):
    """Try a refund that failed once more. For the shop's staff and the operator."""

    class Arguments:
        id = graphene.ID(required=True)
        refund_id = graphene.ID(required=True, description="Global id of the VendorOrderRefundItem.")

    @classmethod
    def perform(cls, info: Any, *, id: str, refund_id: str) -> "VendorOrderRefundRetry":
        order, person = cls.opened(info, id)
        pk = int_pk_of(TYPE_NAME, refund_id, field="refundId")
        order = services.retry_refund(order=order, refund_pk=pk, person=person, now=info.context.now)
        return cls(vendor_order=cls.shown(info, order, person))


class VendorOrderRecordPayment(_OrderMutation):
    """All that was still owed has arrived on the shop's account. For its staff and the operator."""

    class Arguments:
        id = graphene.ID(required=True)

    @classmethod
    def perform(cls, info: Any, *, id: str) -> "VendorOrderRecordPayment":
        order, person = cls.opened(info, id)
        order = services.record_payment(order=order, person=person, now=info.context.now)
        return cls(vendor_order=cls.shown(info, order, person))


class VendorOrderDeviationResolve(BaseMutation):
    """The operator says what was agreed with everybody about a deviation."""

    class Arguments:
        id = graphene.ID(required=True)
        note = graphene.String(required=True)

    deviation = graphene.Field(VendorOrderDeviationType)

    @classmethod
    def perform(cls, info: Any, *, id: str, note: str) -> "VendorOrderDeviationResolve":
        pk = int_pk_of("VendorOrderDeviation", id)
        deviation = services.resolve_deviation(
            deviation_pk=pk, note=note, person=person_of(info.context), now=info.context.now
        )
        return cls(deviation=deviation)


def _left(lines: Sequence[Any], *, sold_out: bool) -> dict[int, int]:
    """What can still be sold, by the line's primary key."""
    said = {int_pk_of("VendorOrderLine", line["id"], field="lines"): line.get("left") for line in lines}
    return {pk: left or 0 for pk, left in said.items() if sold_out or left is not None}
