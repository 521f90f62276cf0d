"""Transactions and what was reported about them."""

from typing import Any

import graphene

from marketplace.engine import models
from marketplace.engine.schema.app import App
from marketplace.engine.schema.checkout import Checkout
from marketplace.engine.schema.enums import enum_of
from marketplace.engine.schema.metadata import ObjectWithMetadata
from marketplace.engine.schema.money import Money
from marketplace.engine.schema.representation import Node, represents
from marketplace.engine.selectors.checkout import checkouts
from marketplace.engine.selectors.order import orders
from marketplace.engine.selectors.payment import transaction_for
from marketplace.errors import DomainError
from marketplace.graphql.batches import children, related
from marketplace.graphql.ids import global_id
from marketplace.graphql.scalars import UUID, DateTime
from marketplace.money import Money as Amount

TransactionActionEnum = enum_of("TransactionActionEnum", "CHARGE REFUND CANCEL")
TransactionEventTypeEnum = enum_of(
    "TransactionEventTypeEnum",
    "AUTHORIZATION_SUCCESS AUTHORIZATION_FAILURE AUTHORIZATION_ADJUSTMENT AUTHORIZATION_REQUEST "
    "AUTHORIZATION_ACTION_REQUIRED CHARGE_ACTION_REQUIRED CHARGE_SUCCESS CHARGE_FAILURE CHARGE_BACK CHARGE_REQUEST "
    "REFUND_SUCCESS REFUND_FAILURE REFUND_REVERSE REFUND_REQUEST CANCEL_SUCCESS CANCEL_FAILURE CANCEL_REQUEST INFO",
)


@represents(models.TransactionEvent)
class TransactionEvent(graphene.ObjectType):
    class Meta:
        interfaces = (Node,)

    created_at = graphene.Field(DateTime, required=True)
    psp_reference = graphene.String(required=True)
    message = graphene.String(required=True)
    external_url = graphene.String(required=True)
    amount = graphene.Field(Money, required=True)
    type = graphene.Field(TransactionEventTypeEnum)
    idempotency_key = graphene.String()

    @staticmethod
    def resolve_id(root: models.TransactionEvent, _info: Any) -> str:
        return global_id("TransactionEvent", root.pk)

    @staticmethod
    def resolve_amount(root: models.TransactionEvent, _info: Any) -> Amount:
        return Amount(root.amount, root.currency)


def _amount(column: str) -> Any:
    def resolve(root: models.TransactionItem, _info: Any) -> Amount:
        return Amount(getattr(root, column), root.currency)

    return graphene.Field(Money, required=True, resolver=resolve)


@represents(models.TransactionItem)
class TransactionItem(graphene.ObjectType):
    class Meta:
        interfaces = (Node, ObjectWithMetadata)

    token = graphene.Field(UUID, required=True)
    created_at = graphene.Field(DateTime, required=True)
    modified_at = graphene.Field(DateTime, required=True)
    actions = graphene.List(graphene.NonNull(TransactionActionEnum), required=True)
    authorized_amount = _amount("authorized_amount")
    authorize_pending_amount = _amount("authorize_pending_amount")
    refunded_amount = _amount("refunded_amount")
    refund_pending_amount = _amount("refund_pending_amount")
    canceled_amount = _amount("canceled_amount")
    cancel_pending_amount = _amount("cancel_pending_amount")
    charged_amount = _amount("charged_amount")
    charge_pending_amount = _amount("charge_pending_amount")
    name = graphene.String(required=True)
    message = graphene.String(required=True)
    psp_reference = graphene.String(required=True)
    order = graphene.Field("marketplace.engine.schema.order.Order")
    checkout = graphene.Field(Checkout)
    events = graphene.List(graphene.NonNull(TransactionEvent), required=True)
    external_url = graphene.String(required=True)

    resolve_order = related("order", orders)
    resolve_checkout = related("checkout", checkouts)
    resolve_events = children("reported", models.TransactionEvent.objects.all, back="transaction")

    @staticmethod
    def resolve_id(root: models.TransactionItem, _info: Any) -> str:
        return global_id("TransactionItem", root.pk)

    @staticmethod
    def resolve_token(root: models.TransactionItem, _info: Any) -> str:
        return str(root.pk)

    @staticmethod
    def resolve_actions(root: models.TransactionItem, _info: Any) -> list[str]:
        return root.available_actions


class Query:
    transaction = graphene.Field(TransactionItem, id=graphene.ID(), token=UUID())

    @staticmethod
    def resolve_transaction(
        _root: None, info: Any, id: str | None = None, token: str | None = None
    ) -> models.TransactionItem | None:
        info.context.requestor.require("HANDLE_PAYMENTS")
        try:
            return transaction_for(id, token)
        except DomainError:
            return None


types = [TransactionItem, TransactionEvent, App]
