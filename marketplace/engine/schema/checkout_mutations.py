"""Mutations of checkouts."""

from collections.abc import Mapping, Sequence
from typing import Any

import graphene

from marketplace.engine.schema.address import AddressInput
from marketplace.engine.schema.checkout import Checkout
from marketplace.engine.schema.checkout_inputs import (
    CheckoutAddressValidationRules,
    CheckoutCreateInput,
    CheckoutError,
    CheckoutLineInput,
    CheckoutLineUpdateInput,
    DeliveryOptionsCalculateError,
    checkout_input,
    keyed,
    line_inputs,
    stored_language,
    uuid_of,
)
from marketplace.engine.schema.country import LanguageCodeEnum
from marketplace.engine.schema.delivery import Delivery
from marketplace.engine.schema.metadata import MetadataInput
from marketplace.engine.schema.mutation import EngineMutation
from marketplace.engine.selectors.checkout import checkout_for
from marketplace.engine.services import checkout_details as details
from marketplace.engine.services.checkout import create_checkout
from marketplace.engine.services.checkout_address import checkout_address
from marketplace.engine.services.checkout_completion import complete_checkout
from marketplace.engine.services.checkout_delivery import calculate_deliveries, choose_delivery
from marketplace.engine.services.checkout_lines import add_lines, delete_lines, update_lines
from marketplace.graphql.scalars import JSONString


class CheckoutCreate(EngineMutation):
    class Meta:
        error_type = CheckoutError

    class Arguments:
        input = CheckoutCreateInput(required=True)

    created = graphene.Boolean()
    checkout = graphene.Field(Checkout)

    @classmethod
    def perform(cls, info: Any, *, input: Mapping[str, Any]) -> "CheckoutCreate":
        requestor, now = info.context.requestor, info.context.now
        checkout = create_checkout(requestor, checkout_input(requestor, input), now=now)
        return cls(checkout=checkout, created=True)


class CheckoutLinesAdd(EngineMutation):
    class Meta:
        error_type = CheckoutError

    class Arguments:
        id = graphene.ID()
        lines = graphene.List(graphene.NonNull(CheckoutLineInput), required=True)

    checkout = graphene.Field(Checkout)

    @classmethod
    def perform(cls, info: Any, *, lines: Sequence[Mapping[str, Any]], id: str | None = None) -> "CheckoutLinesAdd":
        context = info.context
        return cls(checkout=add_lines(context.requestor, checkout_id=id, inputs=line_inputs(lines), now=context.now))


class CheckoutLinesUpdate(EngineMutation):
    class Meta:
        error_type = CheckoutError

    class Arguments:
        id = graphene.ID()
        lines = graphene.List(graphene.NonNull(CheckoutLineUpdateInput), required=True)

    checkout = graphene.Field(Checkout)

    @classmethod
    def perform(cls, info: Any, *, lines: Sequence[Mapping[str, Any]], id: str | None = None) -> "CheckoutLinesUpdate":
        context = info.context
        return cls(checkout=update_lines(context.requestor, checkout_id=id, inputs=line_inputs(lines), now=context.now))


class CheckoutLinesDelete(EngineMutation):
    class Meta:
        error_type = CheckoutError

    class Arguments:
        id = graphene.ID()
        lines_ids = graphene.List(graphene.NonNull(graphene.ID), required=True)

    checkout = graphene.Field(Checkout)

    @classmethod
    def perform(cls, info: Any, *, lines_ids: Sequence[str], id: str | None = None) -> "CheckoutLinesDelete":
        keys = [uuid_of("CheckoutLine", each, field="linesIds") for each in lines_ids]
        return cls(checkout=delete_lines(checkout_id=id, line_ids=keys, now=info.context.now))


class CheckoutEmailUpdate(EngineMutation):
    class Meta:
        error_type = CheckoutError

    class Arguments:
        id = graphene.ID()
        email = graphene.String(required=True)

    checkout = graphene.Field(Checkout)

    @classmethod
    def perform(cls, info: Any, *, email: str, id: str | None = None) -> "CheckoutEmailUpdate":
        return cls(checkout=details.set_email(checkout_id=id, email=email, now=info.context.now))


class CheckoutLanguageCodeUpdate(EngineMutation):
    class Meta:
        error_type = CheckoutError

    class Arguments:
        id = graphene.ID()
        language_code = LanguageCodeEnum(required=True)

    checkout = graphene.Field(Checkout)

    @classmethod
    def perform(cls, info: Any, *, language_code: str, id: str | None = None) -> "CheckoutLanguageCodeUpdate":
        code = stored_language(language_code)
        return cls(checkout=details.set_language(checkout_id=id, language_code=code, now=info.context.now))


class CheckoutCustomerNoteUpdate(EngineMutation):
    class Meta:
        error_type = CheckoutError

    class Arguments:
        id = graphene.ID(required=True)
        customer_note = graphene.String(required=True)

    checkout = graphene.Field(Checkout)

    @classmethod
    def perform(cls, info: Any, *, id: str, customer_note: str) -> "CheckoutCustomerNoteUpdate":
        return cls(checkout=details.set_customer_note(checkout_id=id, note=customer_note, now=info.context.now))


class CheckoutShippingAddressUpdate(EngineMutation):
    class Meta:
        error_type = CheckoutError

    class Arguments:
        id = graphene.ID()
        shipping_address = AddressInput(required=True)
        save_address = graphene.Boolean(default_value=True)
        validation_rules = CheckoutAddressValidationRules()

    checkout = graphene.Field(Checkout)

    @classmethod
    def perform(
        cls,
        info: Any,
        *,
        shipping_address: Mapping[str, Any],
        save_address: bool,
        id: str | None = None,
        validation_rules: Mapping[str, Any] | None = None,
    ) -> "CheckoutShippingAddressUpdate":
        requestor, now = info.context.requestor, info.context.now
        address = checkout_address(requestor, shipping_address, kind="SHIPPING", rules=validation_rules)
        return cls(
            checkout=details.set_shipping_address(checkout_id=id, address=address, save_address=save_address, now=now)
        )


class CheckoutBillingAddressUpdate(EngineMutation):
    class Meta:
        error_type = CheckoutError

    class Arguments:
        id = graphene.ID()
        billing_address = AddressInput(required=True)
        save_address = graphene.Boolean(default_value=True)
        validation_rules = CheckoutAddressValidationRules()

    checkout = graphene.Field(Checkout)

    @classmethod
    def perform(
        cls,
        info: Any,
        *,
        billing_address: Mapping[str, Any],
        save_address: bool,
        id: str | None = None,
        validation_rules: Mapping[str, Any] | None = None,
    ) -> "CheckoutBillingAddressUpdate":
        requestor, now = info.context.requestor, info.context.now
        address = checkout_address(requestor, billing_address, kind="BILLING", rules=validation_rules)
        return cls(
            checkout=details.set_billing_address(checkout_id=id, address=address, save_address=save_address, now=now)
        )


class CheckoutCustomerAttach(EngineMutation):
    class Meta:
        error_type = CheckoutError

    class Arguments:
        id = graphene.ID()
        customer_id = graphene.ID()

    checkout = graphene.Field(Checkout)

    @classmethod
    def perform(cls, info: Any, *, id: str | None = None, customer_id: str | None = None) -> "CheckoutCustomerAttach":
        context = info.context
        return cls(
            checkout=details.attach_customer(
                context.requestor, checkout_id=id, customer_id=customer_id, now=context.now
            )
        )


class DeliveryOptionsCalculate(EngineMutation):
    class Meta:
        error_type = DeliveryOptionsCalculateError

    class Arguments:
        id = graphene.ID(required=True)

    deliveries = graphene.List(graphene.NonNull(Delivery), required=True)

    @classmethod
    def perform(cls, info: Any, *, id: str) -> "DeliveryOptionsCalculate":
        return cls(deliveries=calculate_deliveries(checkout_for(id), now=info.context.now))

    @staticmethod
    def resolve_deliveries(root: Any, _info: Any) -> Any:
        return root.deliveries or []


class CheckoutDeliveryMethodUpdate(EngineMutation):
    class Meta:
        error_type = CheckoutError

    class Arguments:
        id = graphene.ID()
        delivery_method_id = graphene.ID()

    checkout = graphene.Field(Checkout)

    @classmethod
    def perform(
        cls, info: Any, *, id: str | None = None, delivery_method_id: str | None = None
    ) -> "CheckoutDeliveryMethodUpdate":
        return cls(checkout=choose_delivery(checkout_id=id, method_id=delivery_method_id, now=info.context.now))


class CheckoutComplete(EngineMutation):
    class Meta:
        error_type = CheckoutError

    class Arguments:
        id = graphene.ID()
        metadata = graphene.List(graphene.NonNull(MetadataInput))
        redirect_url = graphene.String()

    order = graphene.Field("marketplace.engine.schema.order.Order")
    confirmation_needed = graphene.Boolean(required=True)
    confirmation_data = graphene.Field(JSONString)

    @classmethod
    def perform(
        cls,
        info: Any,
        *,
        id: str | None = None,
        metadata: list[Mapping[str, str]] | None = None,
        redirect_url: str | None = None,
    ) -> "CheckoutComplete":
        order = complete_checkout(
            info.context.requestor,
            checkout_id=id,
            metadata=keyed(metadata, "metadata"),
            redirect_url=redirect_url,
            now=info.context.now,
        )
        return cls(order=order)

    @staticmethod
    def resolve_confirmation_needed(_root: Any, _info: Any) -> bool:
        return False


class Mutation:
    checkout_create = CheckoutCreate.Field()
    checkout_lines_add = CheckoutLinesAdd.Field()
    checkout_lines_update = CheckoutLinesUpdate.Field()
    checkout_lines_delete = CheckoutLinesDelete.Field()
    checkout_email_update = CheckoutEmailUpdate.Field()
    checkout_language_code_update = CheckoutLanguageCodeUpdate.Field()
    checkout_customer_note_update = CheckoutCustomerNoteUpdate.Field()
    checkout_shipping_address_update = CheckoutShippingAddressUpdate.Field()
    checkout_billing_address_update = CheckoutBillingAddressUpdate.Field()
    checkout_customer_attach = CheckoutCustomerAttach.Field()
    delivery_options_calculate = DeliveryOptionsCalculate.Field()
    checkout_delivery_method_update = CheckoutDeliveryMethodUpdate.Field()
    checkout_complete = CheckoutComplete.Field()
