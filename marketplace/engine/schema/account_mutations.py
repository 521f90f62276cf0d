"""What people do with their accounts, and what apps do with customers'."""

from collections.abc import Mapping
from typing import Any

import graphene

from marketplace.engine import models
from marketplace.engine.schema.account import (
    AccountError,
    AccountInput,
    AccountRegisterInput,
    CustomerInput,
    User,
    UserCreateInput,
    profile_of,
)
from marketplace.engine.schema.address import Address, AddressInput, AddressTypeEnum
from marketplace.engine.schema.mutation import EngineMutation
from marketplace.engine.selectors.accounts import address_for, user_by_id, user_of
from marketplace.engine.selectors.channels import shop_settings
from marketplace.engine.services.account_deletion import delete_customer
from marketplace.engine.services.accounts import (
    create_address,
    create_customer,
    delete_address,
    set_default_address,
    update_account,
    update_address,
)
from marketplace.engine.services.passwords import change_password
from marketplace.engine.services.registration import register_account
from marketplace.errors import PermissionRefused


def signed_in(info: Any, customer_id: str | None = None) -> models.User:
    """The user who asks; with IMPERSONATE_USER an app names another. Raises PermissionRefused for anonymous callers."""
    if customer_id is not None:
        info.context.requestor.require("IMPERSONATE_USER")
        return user_by_id(customer_id, field="customerId")
    user = user_of(info.context.requestor)
    if user is None:
        needed = ("AUTHENTICATED_USER",)
        raise PermissionRefused(
            "To access this path, you need one of the following permissions: AUTHENTICATED_USER", needed
        )
    return user


class AccountRegister(EngineMutation):
    class Meta:
        error_type = AccountError

    class Arguments:
        input = AccountRegisterInput(required=True)

    user = graphene.Field(User)
    requires_confirmation = graphene.Boolean()

    @classmethod
    def perform(cls, info: Any, *, input: Mapping[str, Any]) -> "AccountRegister":
        values = profile_of(input)
        register_account(
            email=input["email"],
            password=input["password"],
            values=values,
            redirect_url=input.get("redirect_url"),
            channel_slug=input.get("channel"),
            now=info.context.now,
        )
        confirms = shop_settings().enable_account_confirmation_by_email
        return cls(user=_as_typed(input["email"], values), requires_confirmation=confirms)


def _as_typed(email: str, values: Mapping[str, Any]) -> models.User:
    """What was typed, as an account without an id: the same whether the account is new or was there before."""
    typed = {name: values[name] for name in ("first_name", "last_name", "language_code", "metadata") if name in values}
    return models.User(email=email.strip().lower(), is_confirmed=False, **typed)


class AccountUpdate(EngineMutation):
    class Meta:
        error_type = AccountError

    class Arguments:
        customer_id = graphene.ID()
        input = AccountInput(required=True)

    user = graphene.Field(User)

    @classmethod
    def perform(cls, info: Any, *, input: Mapping[str, Any], customer_id: str | None = None) -> "AccountUpdate":
        return cls(user=update_account(user=signed_in(info, customer_id), values=profile_of(input)))


class PasswordChange(EngineMutation):
    class Meta:
        error_type = AccountError

    class Arguments:
        old_password = graphene.String()
        new_password = graphene.String(required=True)

    user = graphene.Field(User)

    @classmethod
    def perform(cls, info: Any, *, new_password: str, old_password: str | None = None) -> "PasswordChange":
        user = change_password(user=signed_in(info), old_password=old_password, new_password=new_password)
        return cls(user=user)


class AccountAddressCreate(EngineMutation):
    class Meta:
        error_type = AccountError

    class Arguments:
        input = AddressInput(required=True)
        type = graphene.Argument(AddressTypeEnum)
        customer_id = graphene.ID()

    user = graphene.Field(User)
    address = graphene.Field(Address)

    @classmethod
    def perform(
        cls, info: Any, *, input: Mapping[str, Any], type: str | None = None, customer_id: str | None = None
    ) -> "AccountAddressCreate":
        user = signed_in(info, customer_id)
        return cls(user=user, address=create_address(user=user, values=input, default_for=type))


class AccountAddressUpdate(EngineMutation):
    class Meta:
        error_type = AccountError

    class Arguments:
        id = graphene.ID(required=True)
        input = AddressInput(required=True)

    user = graphene.Field(User)
    address = graphene.Field(Address)

    @classmethod
    def perform(cls, info: Any, *, id: str, input: Mapping[str, Any]) -> "AccountAddressUpdate":
        address = update_address(info.context.requestor, address_id=id, values=input)
        return cls(user=address.user, address=address)


class AccountAddressDelete(EngineMutation):
    class Meta:
        error_type = AccountError

    class Arguments:
        id = graphene.ID(required=True)

    user = graphene.Field(User)
    address = graphene.Field(Address)

    @classmethod
    def perform(cls, info: Any, *, id: str) -> "AccountAddressDelete":
        address = delete_address(info.context.requestor, address_id=id)
        return cls(user=address.user, address=address)


class AccountSetDefaultAddress(EngineMutation):
    class Meta:
        error_type = AccountError

    class Arguments:
        id = graphene.ID(required=True)
        type = graphene.Argument(AddressTypeEnum, required=True)

    user = graphene.Field(User)

    @classmethod
    def perform(cls, info: Any, *, id: str, type: str) -> "AccountSetDefaultAddress":
        user = signed_in(info)
        address = address_for(info.context.requestor, id)
        return cls(user=set_default_address(user=user, address=address, kind=type))


class CustomerCreate(EngineMutation):
    class Meta:
        error_type = AccountError
        permissions = ("MANAGE_USERS",)

    class Arguments:
        input = UserCreateInput(required=True)

    user = graphene.Field(User)

    @classmethod
    def perform(cls, info: Any, *, input: Mapping[str, Any]) -> "CustomerCreate":
        user = create_customer(
            info.context.requestor,
            email=input.get("email") or "",
            values=profile_of(input),
            redirect_url=input.get("redirect_url"),
            channel_slug=input.get("channel"),
            now=info.context.now,
        )
        return cls(user=user)


class CustomerUpdate(EngineMutation):
    class Meta:
        error_type = AccountError
        permissions = ("MANAGE_USERS",)

    class Arguments:
        id = graphene.ID()
        input = CustomerInput(required=True)

    user = graphene.Field(User)

    @classmethod
    def perform(cls, info: Any, *, input: Mapping[str, Any], id: str | None = None) -> "CustomerUpdate":
        return cls(user=update_account(user=user_by_id(id), values=profile_of(input)))


class CustomerDelete(EngineMutation):
    class Meta:
        error_type = AccountError
        permissions = ("MANAGE_USERS",)

    class Arguments:
        id = graphene.ID()

    user = graphene.Field(User)

    @classmethod
    def perform(cls, info: Any, *, id: str | None = None) -> "CustomerDelete":
        return cls(user=delete_customer(user=user_by_id(id)))


class Mutation:
    account_register = AccountRegister.Field()
    account_update = AccountUpdate.Field()
    password_change = PasswordChange.Field()
    account_address_create = AccountAddressCreate.Field()
    account_address_update = AccountAddressUpdate.Field()
    account_address_delete = AccountAddressDelete.Field()
    account_set_default_address = AccountSetDefaultAddress.Field()
    customer_create = CustomerCreate.Field()
    customer_update = CustomerUpdate.Field()
    customer_delete = CustomerDelete.Field()
