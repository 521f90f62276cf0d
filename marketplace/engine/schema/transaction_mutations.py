"""Mutations by which an App or staff say what a payment is that was not made by a session."""

from collections.abc import Mapping
from typing import Any

import graphene

from marketplace.engine.schema.metadata import MetadataInput, as_map
from marketplace.engine.schema.money import MoneyInput
from marketplace.engine.schema.mutation import EngineMutation, error_type
from marketplace.engine.schema.payment import TransactionActionEnum, TransactionItem
from marketplace.engine.services.transaction_entry import Entry, Note, create_transaction, update_transaction
from marketplace.graphql.scalars import UUID
from marketplace.money import Money, cents

_CODES = "INVALID GRAPHQL_ERROR NOT_FOUND INCORRECT_CURRENCY METADATA_KEY_REQUIRED UNIQUE"
TransactionCreateError = error_type("TransactionCreateError", _CODES)
TransactionUpdateError = error_type("TransactionUpdateError", _CODES)


class TransactionCreateInput(graphene.InputObjectType):
    name = graphene.String()
    message = graphene.String()
    psp_reference = graphene.String()
    available_actions = graphene.List(graphene.NonNull(TransactionActionEnum))
    amount_authorized = graphene.InputField(MoneyInput)
    amount_charged = graphene.InputField(MoneyInput)
    amount_refunded = graphene.InputField(MoneyInput)
    amount_canceled = graphene.InputField(MoneyInput)
    metadata = graphene.List(graphene.NonNull(MetadataInput))
    private_metadata = graphene.List(graphene.NonNull(MetadataInput))
    external_url = graphene.String()


class TransactionUpdateInput(TransactionCreateInput):
    pass


class TransactionEventInput(graphene.InputObjectType):
    psp_reference = graphene.String()
    message = graphene.String()


class TransactionCreate(EngineMutation):
    class Meta:
        error_type = TransactionCreateError
        permissions = ("HANDLE_PAYMENTS",)

    class Arguments:
        id = graphene.ID(required=True)
        transaction = TransactionCreateInput(required=True)
        transaction_event = TransactionEventInput()

    transaction = graphene.Field(TransactionItem)

    @classmethod
    def perform(
        cls,
        info: Any,
        *,
        id: str,
        transaction: Mapping[str, Any],
        transaction_event: Mapping[str, Any] | None = None,
    ) -> "TransactionCreate":
        made = create_transaction(
            info.context.requestor,
            source_id=id,
            entry=_entry(transaction),
            note=_note(transaction_event),
            now=info.context.now,
        )
        return cls(transaction=made)


class TransactionUpdate(EngineMutation):
    class Meta:
        error_type = TransactionUpdateError
        permissions = ("HANDLE_PAYMENTS",)

    class Arguments:
        id = graphene.ID()
        token = UUID()
        transaction = TransactionUpdateInput()
        transaction_event = TransactionEventInput()

    transaction = graphene.Field(TransactionItem)

    @classmethod
    def perform(
        cls,
        info: Any,
        *,
        id: str | None = None,
        token: str | None = None,
        transaction: Mapping[str, Any] | None = None,
        transaction_event: Mapping[str, Any] | None = None,
    ) -> "TransactionUpdate":
        changed = update_transaction(
            info.context.requestor,
            transaction_id=id,
            token=token,
            entry=_entry(transaction or {}),
            note=_note(transaction_event),
            now=info.context.now,
        )
        return cls(transaction=changed)


def _entry(given: Mapping[str, Any]) -> Entry:
    actions = given.get("available_actions")
    named = {name: given.get(f"amount_{name}") for name in ("authorized", "charged", "refunded", "canceled")}
    return Entry(
        name=given.get("name"),
        message=given.get("message"),
        psp_reference=given.get("psp_reference"),
        external_url=given.get("external_url"),
        actions=None if actions is None else [str(each) for each in actions],
        amounts={name: Money(cents(each["amount"]), each["currency"]) for name, each in named.items() if each},
        metadata=as_map(given.get("metadata")),
        private_metadata=as_map(given.get("private_metadata")),
    )


def _note(given: Mapping[str, Any] | None) -> Note | None:
    if given is None:
        return None
    return Note(psp_reference=given.get("psp_reference") or "", message=given.get("message") or "")


class Mutation:
    transaction_create = TransactionCreate.Field()
    transaction_update = TransactionUpdate.Field()
