"""Money that goes back for a vendor order: what was given back, what would be, and the acts."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import graphene

from marketplace.accounts.selectors import person_of
from marketplace.graphql.ids import global_id, int_pk_of
from marketplace.graphql.scalars import DateTime, PositiveDecimal, PositiveInt
from marketplace.orders import services
from marketplace.orders.schema.enums import VendorOrderRefundStateEnum
from marketplace.orders.schema.values import VendorOrderMoneyType
from marketplace.orders.selectors.refunds import Refund
from marketplace.orders.selectors.sheets import OrderSheet
from marketplace.orders.services.refunds import RefundPreview

TYPE_NAME = "VendorOrderRefundItem"


class VendorOrderLineInput(graphene.InputObjectType):
    """Pieces of a line."""

    id = graphene.ID(required=True, description="Global id of the VendorOrderLine.")
    quantity = PositiveInt(required=True)
    left = graphene.Int(description="Of rejected goods: how many can still be sold; the stock is set to that.")


class VendorOrderRefundType(graphene.ObjectType):
    """Money that was taken and goes back."""

    class Meta:
        name = TYPE_NAME

    id = graphene.ID(required=True)
    amount = graphene.Field(VendorOrderMoneyType, required=True)
    reason = graphene.String(required=True, description="What the shop wrote, or empty.")
    state = graphene.Field(VendorOrderRefundStateEnum, required=True)
    requested_at = DateTime(required=True)
    done_at = DateTime()

    @staticmethod
    def resolve_id(root: Refund, _info: Any) -> str:
        return global_id(TYPE_NAME, root.pk)


class VendorOrderRefundPreviewType(graphene.ObjectType):
    """What would be given back; nothing has happened."""

    class Meta:
        name = "VendorOrderRefundPreview"

    amount = graphene.Field(VendorOrderMoneyType, required=True)
    returned = graphene.Field(
        VendorOrderMoneyType, required=True, description="The part that was taken before; the rest is not charged."
    )
    due = graphene.Field(VendorOrderMoneyType, required=True, description="What the shopper owes for the order then.")
    task = graphene.String(required=True, description="What the shop must do itself to give it back, or empty.")


class RefundFields:
    """Mixed into `VendorOrder`."""

    refunds = graphene.List(graphene.NonNull(VendorOrderRefundType), required=True)
    refund_preview = graphene.Field(
        VendorOrderRefundPreviewType,
        lines=graphene.List(graphene.NonNull(VendorOrderLineInput), description="Pieces that come back."),
        amount=PositiveDecimal(description="Instead of lines: by how much a price is lowered."),
        line_id=graphene.ID(description="Whose price is lowered; of all goods if it is left out."),
        description="For the shop's staff and the operator: what `vendorOrderTakeBack` (with `lines`) or "
        "`vendorOrderRefund` (with `amount`) would give back.",
    )

    @staticmethod
    def resolve_refund_preview(
        root: OrderSheet,
        info: Any,
        lines: Sequence[Any] | None = None,
        amount: Decimal | None = None,
        line_id: str | None = None,
    ) -> RefundPreview | None:
        person = person_of(info.context)
        if lines:
            return services.preview_take_back(order=root.order, quantities=quantities_in(lines), person=person)
        if amount is not None:
            return services.preview_refund(order=root.order, amount=amount, line_pk=line_pk(line_id), person=person)
        return None


def line_pk(line_id: str | None) -> int | None:
    """The line's primary key; None stands for all lines."""
    return None if line_id is None else int_pk_of("VendorOrderLine", line_id, field="lineId")


def quantities_in(lines: Sequence[Any]) -> dict[int, int]:
    """Pieces by the line's primary key; a line that is named twice counts its sum."""
    quantities: dict[int, int] = {}
    for line in lines:
        pk = int_pk_of("VendorOrderLine", line["id"], field="lines")
        quantities[pk] = quantities.get(pk, 0) + line["quantity"]
    return quantities
