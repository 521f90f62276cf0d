"""Mutations of payments: sessions, reports and requests."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import graphene

from marketplace.engine.schema.channel import TransactionFlowStrategyEnum
from marketplace.engine.schema.metadata import MetadataInput, as_map
from marketplace.engine.schema.mutation import EngineMutation, error_type
from marketplace.engine.schema.payment import (
    TransactionActionEnum,
    TransactionEvent,
    TransactionEventTypeEnum,
    TransactionItem,
)
from marketplace.engine.services.granted_refund import pay_granted_refund
from marketplace.engine.services.payment_report import Report, report_event
from marketplace.engine.services.payment_request import request_action
from marketplace.engine.services.payment_session import (
    SessionWish,
    initialize_gateways,
    initialize_session,
    process_session,
)
from marketplace.graphql.context import Context
from marketplace.graphql.scalars import JSON, UUID, DateTime, PositiveDecimal

PaymentGatewayConfigError = error_type("PaymentGatewayConfigError", "GRAPHQL_ERROR INVALID NOT_FOUND")
PaymentGatewayInitializeError = error_type("PaymentGatewayInitializeError", "GRAPHQL_ERROR INVALID NOT_FOUND")
TransactionInitializeError = error_type(
    "TransactionInitializeError", "GRAPHQL_ERROR INVALID NOT_FOUND UNIQUE CHECKOUT_COMPLETION_IN_PROGRESS"
)
TransactionProcessError = error_type(
    "TransactionProcessError",
    "GRAPHQL_ERROR INVALID NOT_FOUND TRANSACTION_ALREADY_PROCESSED MISSING_PAYMENT_APP_RELATION MISSING_PAYMENT_APP "
    "CHECKOUT_COMPLETION_IN_PROGRESS",
)
TransactionEventReportError = error_type(
    "TransactionEventReportError", "INVALID GRAPHQL_ERROR NOT_FOUND INCORRECT_DETAILS ALREADY_EXISTS REQUIRED"
)
TransactionRequestActionError = error_type(
    "TransactionRequestActionError",
    "INVALID REQUIRED GRAPHQL_ERROR NOT_FOUND MISSING_TRANSACTION_ACTION_REQUEST_WEBHOOK",
)
TransactionRequestRefundForGrantedRefundError = error_type(
    "TransactionRequestRefundForGrantedRefundError",
    "INVALID GRAPHQL_ERROR NOT_FOUND AMOUNT_GREATER_THAN_AVAILABLE MISSING_TRANSACTION_ACTION_REQUEST_WEBHOOK "
    "REFUND_ALREADY_PROCESSED REFUND_IS_PENDING",
)


class PaymentGatewayToInitialize(graphene.InputObjectType):
    id = graphene.String(required=True)
    data = graphene.InputField(JSON)


class PaymentGatewayConfig(graphene.ObjectType):
    id = graphene.String(required=True)
    data = graphene.Field(JSON)
    errors = graphene.List(graphene.NonNull(PaymentGatewayConfigError))


class PaymentGatewayInitialize(EngineMutation):
    class Meta:
        error_type = PaymentGatewayInitializeError

    class Arguments:
        id = graphene.ID(required=True)
        amount = PositiveDecimal()
        payment_gateways = graphene.List(graphene.NonNull(PaymentGatewayToInitialize))

    gateway_configs = graphene.List(graphene.NonNull(PaymentGatewayConfig))

    @classmethod
    def perform(
        cls,
        info: Any,
        *,
        id: str,
        amount: Decimal | None = None,
        payment_gateways: Sequence[Mapping[str, Any]] | None = None,
    ) -> "PaymentGatewayInitialize":
        gateways = [(each["id"], each.get("data")) for each in payment_gateways or ()] or None
        found = initialize_gateways(source_id=id, gateways=gateways, amount=amount, now=info.context.now)
        return cls(gateway_configs=[_config(*each) for each in found])


def _config(gateway: str, data: Any, error: str | None) -> dict[str, Any]:
    code = "NOT_FOUND" if error and "not found" in error else "INVALID"
    errors = [{"field": "id", "message": error, "code": code}] if error else []
    return {"id": gateway, "data": data, "errors": errors}


class TransactionInitialize(EngineMutation):
    class Meta:
        error_type = TransactionInitializeError

    class Arguments:
        id = graphene.ID(required=True)
        payment_gateway = PaymentGatewayToInitialize(required=True)
        amount = PositiveDecimal()
        action = TransactionFlowStrategyEnum()
        customer_ip_address = graphene.String()
        idempotency_key = graphene.String()

    transaction = graphene.Field(TransactionItem)
    transaction_event = graphene.Field(TransactionEvent)
    data = graphene.Field(JSON)

    @classmethod
    def perform(
        cls,
        info: Any,
        *,
        id: str,
        payment_gateway: Mapping[str, Any],
        amount: Decimal | None = None,
        action: str | None = None,
        customer_ip_address: str | None = None,
        idempotency_key: str | None = None,
    ) -> "TransactionInitialize":
        wish = SessionWish(
            gateway=payment_gateway["id"],
            data=payment_gateway.get("data"),
            amount=amount,
            action=None if action is None else str(action),
            idempotency_key=idempotency_key,
            customer_ip=_customer_ip(info.context, customer_ip_address),
        )
        step = initialize_session(info.context.requestor, source_id=id, wish=wish, now=info.context.now)
        return cls(transaction=step.transaction, transaction_event=step.event, data=step.data)


class TransactionProcess(EngineMutation):
    class Meta:
        error_type = TransactionProcessError

    class Arguments:
        id = graphene.ID()
        token = UUID()
        data = JSON()
        customer_ip_address = graphene.String()

    transaction = graphene.Field(TransactionItem)
    transaction_event = graphene.Field(TransactionEvent)
    data = graphene.Field(JSON)

    @classmethod
    def perform(
        cls,
        info: Any,
        *,
        id: str | None = None,
        token: str | None = None,
        data: Any = None,
        customer_ip_address: str | None = None,
    ) -> "TransactionProcess":
        step = process_session(
            transaction_id=id,
            token=token,
            data=data,
            customer_ip=_customer_ip(info.context, customer_ip_address),
            now=info.context.now,
        )
        return cls(transaction=step.transaction, transaction_event=step.event, data=step.data)


class TransactionEventReport(EngineMutation):
    class Meta:
        error_type = TransactionEventReportError

    class Arguments:
        id = graphene.ID()
        token = UUID()
        type = TransactionEventTypeEnum(required=True)
        amount = PositiveDecimal()
        psp_reference = graphene.String(required=True)
        time = DateTime()
        external_url = graphene.String()
        message = graphene.String()
        available_actions = graphene.List(graphene.NonNull(TransactionActionEnum))
        transaction_metadata = graphene.List(graphene.NonNull(MetadataInput))
        transaction_private_metadata = graphene.List(graphene.NonNull(MetadataInput))

    already_processed = graphene.Boolean()
    transaction = graphene.Field(TransactionItem)
    transaction_event = graphene.Field(TransactionEvent)

    @classmethod
    def perform(
        cls,
        info: Any,
        *,
        type: str,
        psp_reference: str,
        id: str | None = None,
        token: str | None = None,
        amount: Decimal | None = None,
        time: datetime | None = None,
        external_url: str | None = None,
        message: str | None = None,
        available_actions: Sequence[str] | None = None,
        transaction_metadata: list[Mapping[str, str]] | None = None,
        transaction_private_metadata: list[Mapping[str, str]] | None = None,
    ) -> "TransactionEventReport":
        report = Report(
            type=str(type),
            reference=psp_reference,
            amount=amount,
            message=message or "",
            external_url=external_url or "",
            time=time,
            actions=None if available_actions is None else [str(each) for each in available_actions],
            metadata=as_map(transaction_metadata),
            private_metadata=as_map(transaction_private_metadata),
        )
        done = report_event(info.context.requestor, transaction_id=id, token=token, report=report, now=info.context.now)
        return cls(already_processed=done.already_processed, transaction=done.transaction, transaction_event=done.event)


class TransactionRequestAction(EngineMutation):
    class Meta:
        error_type = TransactionRequestActionError

    class Arguments:
        id = graphene.ID()
        token = UUID()
        action_type = TransactionActionEnum(required=True)
        amount = PositiveDecimal()
        refund_reason = graphene.String()

    transaction = graphene.Field(TransactionItem)

    @classmethod
    def perform(
        cls,
        info: Any,
        *,
        action_type: str,
        id: str | None = None,
        token: str | None = None,
        amount: Decimal | None = None,
        refund_reason: str | None = None,
    ) -> "TransactionRequestAction":
        item = request_action(
            info.context.requestor,
            transaction_id=id,
            token=token,
            action=str(action_type),
            amount=amount,
            reason=refund_reason,
            now=info.context.now,
        )
        return cls(transaction=item)


class TransactionRequestRefundForGrantedRefund(EngineMutation):
    class Meta:
        error_type = TransactionRequestRefundForGrantedRefundError

    class Arguments:
        granted_refund_id = graphene.ID(required=True)
        id = graphene.ID()
        token = UUID()

    transaction = graphene.Field(TransactionItem)

    @classmethod
    def perform(
        cls, info: Any, *, granted_refund_id: str, id: str | None = None, token: str | None = None
    ) -> "TransactionRequestRefundForGrantedRefund":
        item = pay_granted_refund(
            info.context.requestor,
            granted_refund_id=granted_refund_id,
            transaction_id=id,
            token=token,
            now=info.context.now,
        )
        return cls(transaction=item)


def _customer_ip(context: Context, given: str | None) -> str | None:
    """The address that an app names (nobody else may), else the one that the request came from."""
    if given is not None:
        context.requestor.require("HANDLE_PAYMENTS")
        return given
    return context.request.META.get("REMOTE_ADDR") if context.request else None


class Mutation:
    payment_gateway_initialize = PaymentGatewayInitialize.Field()
    transaction_initialize = TransactionInitialize.Field()
    transaction_process = TransactionProcess.Field()
    transaction_event_report = TransactionEventReport.Field()
    transaction_request_action = TransactionRequestAction.Field()
    transaction_request_refund_for_granted_refund = TransactionRequestRefundForGrantedRefund.Field()
