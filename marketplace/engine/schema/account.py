"""People: who am I, customers, registration and address books."""

from collections.abc import Mapping
from typing import Any

import graphene

from marketplace.engine import models
from marketplace.engine.refusals import int_pk_of
from marketplace.engine.rules.permissions import PERMISSION_NAMES
from marketplace.engine.schema.address import Address, AddressInput, AddressTypeEnum
from marketplace.engine.schema.country import LanguageCodeEnum, language_code
from marketplace.engine.schema.enums import enum_of
from marketplace.engine.schema.metadata import MetadataInput, ObjectWithMetadata, as_map
from marketplace.engine.schema.mutation import error_type
from marketplace.engine.schema.representation import Node, represents
from marketplace.engine.selectors.accounts import customers, user_by_email, user_of
from marketplace.engine.selectors.order import matching, orders_of
from marketplace.graphql.batches import children, related
from marketplace.graphql.connections import Slice, connection, connection_field, paginate
from marketplace.graphql.ids import global_id
from marketplace.graphql.scalars import DateTime

PermissionEnum = enum_of("PermissionEnum", " ".join(PERMISSION_NAMES))


class UserPermission(graphene.ObjectType):
    """Resolved from the code."""

    code = graphene.Field(PermissionEnum, required=True)
    name = graphene.String(required=True)

    @staticmethod
    def resolve_code(root: str, _info: Any) -> str:
        return root

    @staticmethod
    def resolve_name(root: str, _info: Any) -> str:
        return PERMISSION_NAMES[root]


@represents(models.User)
class User(graphene.ObjectType):
    class Meta:
        interfaces = (Node, ObjectWithMetadata)

    email = graphene.String(required=True)
    first_name = graphene.String(required=True)
    last_name = graphene.String(required=True)
    is_staff = graphene.Boolean(required=True)
    is_active = graphene.Boolean(required=True)
    is_confirmed = graphene.Boolean(required=True)
    addresses = graphene.List(graphene.NonNull(Address), required=True)
    note = graphene.String()
    user_permissions = graphene.List(graphene.NonNull(UserPermission))
    language_code = graphene.Field(LanguageCodeEnum, required=True)
    default_shipping_address = graphene.Field(Address)
    default_billing_address = graphene.Field(Address)
    external_reference = graphene.String()
    last_login = graphene.Field(DateTime)
    date_joined = graphene.Field(DateTime, required=True)
    updated_at = graphene.Field(DateTime, required=True)
    orders = connection_field(
        "marketplace.engine.schema.order.OrderCountableConnection",
        where=graphene.Argument("marketplace.engine.schema.order_inputs.CustomerOrderWhereInput"),
    )

    resolve_addresses = children("address_book", models.Address.objects.all, back="user")
    resolve_default_shipping_address = related("default_shipping_address")
    resolve_default_billing_address = related("default_billing_address")

    @staticmethod
    def resolve_id(root: models.User, _info: Any) -> str:
        # what registration answers names no account, so that it does not tell whether there was one before
        return global_id("User", root.pk) if root.pk is not None else ""

    @staticmethod
    def resolve_note(root: models.User, info: Any) -> str:
        info.context.requestor.require("MANAGE_USERS", "MANAGE_STAFF")
        return root.note

    @staticmethod
    def resolve_user_permissions(root: models.User, _info: Any) -> list[str]:
        return [code for code in sorted(root.permissions) if code in PERMISSION_NAMES]

    @staticmethod
    def resolve_orders(root: models.User, info: Any, where: Mapping[str, Any] | None = None, **paging: Any) -> Any:
        requestor = info.context.requestor
        if root.pk is None:
            return paginate(models.Order.objects.none(), Slice.of("orders", **paging), order=["-number"])
        if requestor.user_id != global_id("User", root.pk):
            requestor.require("MANAGE_ORDERS")
        return paginate(matching(orders_of(root), where or {}), Slice.of("orders", **paging), order=["-number"])

    @staticmethod
    def resolve_language_code(root: models.User, _info: Any) -> str:
        return language_code(root.language_code)


UserCountableConnection = connection(User)

AccountError = error_type(
    "AccountError",
    "ACTIVATE_OWN_ACCOUNT ACTIVATE_SUPERUSER_ACCOUNT DUPLICATED_INPUT_ITEM DEACTIVATE_OWN_ACCOUNT "
    "DEACTIVATE_SUPERUSER_ACCOUNT DELETE_NON_STAFF_USER DELETE_OWN_ACCOUNT DELETE_STAFF_ACCOUNT "
    "DELETE_SUPERUSER_ACCOUNT GRAPHQL_ERROR INACTIVE INVALID INVALID_PASSWORD LEFT_NOT_MANAGEABLE_PERMISSION "
    "INVALID_CREDENTIALS NOT_FOUND OUT_OF_SCOPE_USER OUT_OF_SCOPE_GROUP OUT_OF_SCOPE_PERMISSION "
    "PASSWORD_ENTIRELY_NUMERIC PASSWORD_TOO_COMMON PASSWORD_TOO_SHORT PASSWORD_TOO_SIMILAR "
    "PASSWORD_RESET_ALREADY_REQUESTED REQUIRED UNIQUE JWT_SIGNATURE_EXPIRED JWT_INVALID_TOKEN JWT_DECODE_ERROR "
    "JWT_MISSING_TOKEN JWT_INVALID_CSRF_TOKEN CHANNEL_INACTIVE MISSING_CHANNEL_SLUG ACCOUNT_NOT_CONFIRMED "
    "LOGIN_ATTEMPT_DELAYED DISABLED_AUTHENTICATION_METHOD UNKNOWN_IP_ADDRESS FILE_SIZE_LIMIT_EXCEEDED",
    address_type=graphene.Field(AddressTypeEnum),
)


class AccountRegisterInput(graphene.InputObjectType):
    first_name = graphene.String()
    last_name = graphene.String()
    language_code = graphene.InputField(LanguageCodeEnum)
    email = graphene.String(required=True)
    password = graphene.String(required=True)
    redirect_url = graphene.String()
    metadata = graphene.List(graphene.NonNull(MetadataInput))
    channel = graphene.String()


class AccountInput(graphene.InputObjectType):
    first_name = graphene.String()
    last_name = graphene.String()
    language_code = graphene.InputField(LanguageCodeEnum)
    default_billing_address = graphene.InputField(AddressInput)
    default_shipping_address = graphene.InputField(AddressInput)
    metadata = graphene.List(graphene.NonNull(MetadataInput))


class CustomerInput(graphene.InputObjectType):
    default_billing_address = graphene.InputField(AddressInput)
    default_shipping_address = graphene.InputField(AddressInput)
    first_name = graphene.String()
    last_name = graphene.String()
    email = graphene.String()
    is_active = graphene.Boolean()
    is_confirmed = graphene.Boolean()
    note = graphene.String()
    metadata = graphene.List(graphene.NonNull(MetadataInput))
    private_metadata = graphene.List(graphene.NonNull(MetadataInput))
    language_code = graphene.InputField(LanguageCodeEnum)
    external_reference = graphene.String()


class UserCreateInput(CustomerInput):
    redirect_url = graphene.String()
    channel = graphene.String()


class CustomerFilterInput(graphene.InputObjectType):
    search = graphene.String()
    ids = graphene.List(graphene.NonNull(graphene.ID))


def profile_of(input: Mapping[str, Any]) -> dict[str, Any]:
    """An account input as column values: languages in lower case, metadata as maps."""
    values = dict(input)
    if values.get("language_code"):
        values["language_code"] = values["language_code"].lower().replace("_", "-")
    for name in ("metadata", "private_metadata"):
        if values.get(name) is not None:
            values[name] = as_map(values[name])
    return values


class Query:
    me = graphene.Field(User)
    user = graphene.Field(User, id=graphene.ID(), email=graphene.String(), external_reference=graphene.String())
    customers = connection_field(UserCountableConnection, filter=CustomerFilterInput(), search=graphene.String())
    address = graphene.Field(Address, id=graphene.ID(required=True))

    @staticmethod
    def resolve_me(_root: None, info: Any) -> models.User | None:
        return user_of(info.context.requestor)

    @staticmethod
    def resolve_user(
        _root: None, info: Any, id: str | None = None, email: str | None = None, external_reference: str | None = None
    ) -> models.User | None:
        info.context.requestor.require("MANAGE_STAFF", "MANAGE_USERS", "MANAGE_ORDERS")
        if email is not None:
            return user_by_email(email)
        if external_reference is not None:
            return models.User.objects.filter(external_reference=external_reference).first()
        return models.User.objects.filter(pk=int_pk_of("User", id)).first()

    @staticmethod
    def resolve_customers(
        _root: None, info: Any, filter: Mapping[str, Any] | None = None, search: str | None = None, **paging: Any
    ) -> Any:
        info.context.requestor.require("MANAGE_ORDERS", "MANAGE_USERS")
        wanted = filter or {}
        rows = customers(search or wanted.get("search"))
        if wanted.get("ids") is not None:
            rows = rows.filter(pk__in=[int_pk_of("User", each) for each in wanted["ids"]])
        return paginate(rows, Slice.of("customers", **paging), order=["email"])

    @staticmethod
    def resolve_address(_root: None, info: Any, id: str) -> models.Address | None:
        requestor = info.context.requestor
        rows = models.Address.objects.filter(pk=int_pk_of("Address", id))
        if requestor.has("MANAGE_USERS"):
            return rows.first()
        return rows.filter(user__isnull=False, user=user_of(requestor)).first()


types = [User]
