"""What mutations of checkouts take, and how they refuse."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import graphene

from marketplace.engine.models import Address
from marketplace.engine.refusals import int_pk_of, pk_of
from marketplace.engine.schema.address import AddressInput, AddressTypeEnum
from marketplace.engine.schema.country import LanguageCodeEnum
from marketplace.engine.schema.metadata import MetadataInput, as_map
from marketplace.engine.schema.mutation import error_type
from marketplace.engine.services.checkout import CheckoutInput
from marketplace.engine.services.checkout_address import checkout_address
from marketplace.engine.services.checkout_lines import LineInput
from marketplace.errors import DomainError
from marketplace.graphql.context import Requestor
from marketplace.graphql.scalars import PositiveDecimal

CheckoutError = error_type(
    "CheckoutError",
    "BILLING_ADDRESS_NOT_SET CHECKOUT_NOT_FULLY_PAID GRAPHQL_ERROR PRODUCT_NOT_PUBLISHED "
    "PRODUCT_UNAVAILABLE_FOR_PURCHASE INSUFFICIENT_STOCK INVALID INVALID_SHIPPING_METHOD NOT_FOUND PAYMENT_ERROR "
    "PRICE_OVERRIDE_REASON_WITHOUT_OVERRIDE QUANTITY_GREATER_THAN_LIMIT REQUIRED SHIPPING_ADDRESS_NOT_SET "
    "SHIPPING_METHOD_NOT_APPLICABLE DELIVERY_METHOD_NOT_APPLICABLE SHIPPING_METHOD_NOT_SET SHIPPING_NOT_REQUIRED "
    "TAX_ERROR UNIQUE VOUCHER_NOT_APPLICABLE GIFT_CARD_NOT_APPLICABLE ZERO_QUANTITY MISSING_CHANNEL_SLUG "
    "CHANNEL_INACTIVE UNAVAILABLE_VARIANT_IN_CHANNEL EMAIL_NOT_SET NO_LINES INACTIVE_PAYMENT NON_EDITABLE_GIFT_LINE "
    "NON_REMOVABLE_GIFT_LINE SHIPPING_CHANGE_FORBIDDEN MISSING_ADDRESS_DATA",
    variants=graphene.List(graphene.NonNull(graphene.ID)),
    lines=graphene.List(graphene.NonNull(graphene.ID)),
    address_type=graphene.Field(AddressTypeEnum),
)
DeliveryOptionsCalculateError = error_type("DeliveryOptionsCalculateError", "GRAPHQL_ERROR NOT_FOUND INVALID")


class CheckoutAddressValidationRules(graphene.InputObjectType):
    check_required_fields = graphene.Boolean(default_value=True)
    check_fields_format = graphene.Boolean(default_value=True)
    enable_fields_normalization = graphene.Boolean(default_value=True)


class CheckoutValidationRules(graphene.InputObjectType):
    shipping_address = graphene.InputField(CheckoutAddressValidationRules)
    billing_address = graphene.InputField(CheckoutAddressValidationRules)


class CheckoutLineInput(graphene.InputObjectType):
    quantity = graphene.Int(required=True)
    variant_id = graphene.ID(required=True)
    price = graphene.InputField(PositiveDecimal)
    force_new_line = graphene.Boolean(default_value=False)
    metadata = graphene.List(graphene.NonNull(MetadataInput))


class CheckoutLineUpdateInput(graphene.InputObjectType):
    variant_id = graphene.ID()
    quantity = graphene.Int()
    price = graphene.InputField(PositiveDecimal)
    line_id = graphene.ID()
    metadata = graphene.List(graphene.NonNull(MetadataInput))


class CheckoutCreateInput(graphene.InputObjectType):
    channel = graphene.String()
    lines = graphene.List(graphene.NonNull(CheckoutLineInput))
    email = graphene.String()
    save_shipping_address = graphene.Boolean()
    shipping_address = graphene.InputField(AddressInput)
    save_billing_address = graphene.Boolean()
    billing_address = graphene.InputField(AddressInput)
    language_code = graphene.InputField(LanguageCodeEnum)
    validation_rules = graphene.InputField(CheckoutValidationRules)
    metadata = graphene.List(graphene.NonNull(MetadataInput))
    private_metadata = graphene.List(graphene.NonNull(MetadataInput))


def checkout_input(requestor: Requestor, values: Mapping[str, Any]) -> CheckoutInput:
    """A CheckoutCreateInput as the service takes it. Raises Refusals and DomainError for addresses and ids."""
    return CheckoutInput(
        channel=values.get("channel"),
        lines=line_inputs(values.get("lines") or ()),
        email=values.get("email"),
        shipping_address=_address(requestor, values, "shipping"),
        billing_address=_address(requestor, values, "billing"),
        save_shipping_address=values.get("save_shipping_address") is not False,
        save_billing_address=values.get("save_billing_address") is not False,
        language_code=stored_language(values.get("language_code") or "EN"),
        metadata=keyed(values.get("metadata"), "metadata"),
        private_metadata=keyed(values.get("private_metadata"), "privateMetadata"),
    )


def _address(requestor: Requestor, values: Mapping[str, Any], side: str) -> Address | None:
    given = values.get(f"{side}_address")
    if given:
        rules = (values.get("validation_rules") or {}).get(f"{side}_address")
        return checkout_address(requestor, given, kind=side.upper(), rules=rules)
    if values.get(f"save_{side}_address") is not None:
        message = f"This option can only be selected if a {side} address is provided."
        raise DomainError("MISSING_ADDRESS_DATA", message, field=f"save{side.title()}Address")
    return None


def stored_language(code: str) -> str:
    """A LanguageCodeEnum value as it is stored, e.g. DE_AT -> de-at."""
    return str(code).lower().replace("_", "-")


def line_inputs(lines: Sequence[Mapping[str, Any]]) -> list[LineInput]:
    """Line inputs with their ids resolved. Raises DomainError GRAPHQL_ERROR or REQUIRED."""
    return [_line_input(each) for each in lines]


def _line_input(line: Mapping[str, Any]) -> LineInput:
    variant_id, line_id = line.get("variant_id"), line.get("line_id")
    if variant_id is None and line_id is None:
        raise DomainError("REQUIRED", "Either variantId or lineId is required.", field="variantId")
    return LineInput(
        variant_id=None if variant_id is None else int_pk_of("ProductVariant", variant_id, field="variantId"),
        line_id=None if line_id is None else uuid_of("CheckoutLine", line_id, field="lineId"),
        quantity=line.get("quantity"),
        price=line.get("price"),
        force_new_line=bool(line.get("force_new_line")),
        metadata=keyed(line.get("metadata"), "metadata"),
    )


def keyed(items: list[Mapping[str, str]] | None, field: str) -> dict[str, str]:
    """Metadata inputs as a map. Raises DomainError REQUIRED for an empty key."""
    metadata = as_map(items)
    if any(not key.strip() for key in metadata):
        raise DomainError("REQUIRED", "Metadata key cannot be empty.", field=field)
    return metadata


def uuid_of(type_name: str, value: str | None, *, field: str) -> UUID:
    """The UUID inside a global id. Raises DomainError GRAPHQL_ERROR."""
    try:
        return UUID(pk_of(type_name, value, field=field))
    except ValueError:
        raise DomainError("GRAPHQL_ERROR", f"Invalid ID: {value}. Expected: {type_name}.", field=field) from None
