"""What people do with the links that they get by mail: confirm, set a password, change the address, delete."""

from typing import Any

import graphene

from marketplace.engine.schema.account import AccountError, User
from marketplace.engine.schema.account_mutations import signed_in
from marketplace.engine.schema.mutation import EngineMutation, error_type
from marketplace.engine.services.account_deletion import delete_account, request_deletion
from marketplace.engine.services.email_change import confirm_email_change, request_email_change
from marketplace.engine.services.passwords import request_password_reset
from marketplace.engine.services.registration import confirm_account, send_confirmation
from marketplace.engine.services.tokens import set_password_and_sign_in

SendConfirmationEmailError = error_type(
    "SendConfirmationEmailError", "INVALID ACCOUNT_CONFIRMED CONFIRMATION_ALREADY_REQUESTED MISSING_CHANNEL_SLUG"
)


class ConfirmAccount(EngineMutation):
    """`password` is for a Saleor that merges guest orders into the account; this engine merges none."""

    class Meta:
        error_type = AccountError

    class Arguments:
        email = graphene.String(required=True)
        token = graphene.String(required=True)
        password = graphene.String()

    user = graphene.Field(User)

    @classmethod
    def perform(cls, info: Any, *, email: str, token: str, password: str | None = None) -> "ConfirmAccount":
        return cls(user=confirm_account(email=email, token=token, now=info.context.now))


class SendConfirmationEmail(EngineMutation):
    class Meta:
        error_type = SendConfirmationEmailError

    class Arguments:
        redirect_url = graphene.String(required=True)
        channel = graphene.String(required=True)

    @classmethod
    def perform(cls, info: Any, *, redirect_url: str, channel: str) -> "SendConfirmationEmail":
        user = signed_in(info)
        send_confirmation(user=user, redirect_url=redirect_url, channel_slug=channel, now=info.context.now)
        return cls()


class RequestPasswordReset(EngineMutation):
    class Meta:
        error_type = AccountError

    class Arguments:
        email = graphene.String(required=True)
        redirect_url = graphene.String(required=True)
        channel = graphene.String()

    @classmethod
    def perform(cls, info: Any, *, email: str, redirect_url: str, channel: str | None = None) -> "RequestPasswordReset":
        request_password_reset(email=email, redirect_url=redirect_url, channel_slug=channel, now=info.context.now)
        return cls()


class SetPassword(EngineMutation):
    class Meta:
        error_type = AccountError

    class Arguments:
        email = graphene.String(required=True)
        password = graphene.String(required=True)
        token = graphene.String(required=True)

    token = graphene.String()
    refresh_token = graphene.String()
    csrf_token = graphene.String()
    user = graphene.Field(User)

    @classmethod
    def perform(cls, info: Any, *, email: str, password: str, token: str) -> "SetPassword":
        pair = set_password_and_sign_in(email=email, token=token, password=password, now=info.context.now)
        return cls(token=pair.token, refresh_token=pair.refresh_token, csrf_token=pair.csrf_token, user=pair.user)


class RequestEmailChange(EngineMutation):
    class Meta:
        error_type = AccountError

    class Arguments:
        password = graphene.String(required=True)
        new_email = graphene.String(required=True)
        redirect_url = graphene.String(required=True)
        channel = graphene.String()

    user = graphene.Field(User)

    @classmethod
    def perform(
        cls, info: Any, *, password: str, new_email: str, redirect_url: str, channel: str | None = None
    ) -> "RequestEmailChange":
        user = request_email_change(
            info.context.requestor,
            user=signed_in(info),
            password=password,
            new_email=new_email,
            redirect_url=redirect_url,
            channel_slug=channel,
            now=info.context.now,
        )
        return cls(user=user)


class ConfirmEmailChange(EngineMutation):
    class Meta:
        error_type = AccountError

    class Arguments:
        token = graphene.String(required=True)
        channel = graphene.String()

    user = graphene.Field(User)

    @classmethod
    def perform(cls, info: Any, *, token: str, channel: str | None = None) -> "ConfirmEmailChange":
        requestor, now = info.context.requestor, info.context.now
        user = confirm_email_change(requestor, user=signed_in(info), token=token, channel_slug=channel, now=now)
        return cls(user=user)


class AccountRequestDeletion(EngineMutation):
    class Meta:
        error_type = AccountError

    class Arguments:
        redirect_url = graphene.String(required=True)
        channel = graphene.String()

    @classmethod
    def perform(cls, info: Any, *, redirect_url: str, channel: str | None = None) -> "AccountRequestDeletion":
        requestor, now = info.context.requestor, info.context.now
        request_deletion(requestor, user=signed_in(info), redirect_url=redirect_url, channel_slug=channel, now=now)
        return cls()


class AccountDelete(EngineMutation):
    class Meta:
        error_type = AccountError

    class Arguments:
        token = graphene.String(required=True)

    user = graphene.Field(User)

    @classmethod
    def perform(cls, info: Any, *, token: str) -> "AccountDelete":
        user = delete_account(info.context.requestor, user=signed_in(info), token=token, now=info.context.now)
        return cls(user=user)


class Mutation:
    confirm_account = ConfirmAccount.Field()
    send_confirmation_email = SendConfirmationEmail.Field()
    request_password_reset = RequestPasswordReset.Field()
    set_password = SetPassword.Field()
    request_email_change = RequestEmailChange.Field()
    confirm_email_change = ConfirmEmailChange.Field()
    account_request_deletion = AccountRequestDeletion.Field()
    account_delete = AccountDelete.Field()
