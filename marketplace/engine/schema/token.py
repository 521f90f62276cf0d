"""Tokens: sign in, stay signed in, sign out everywhere."""

from typing import Any

import graphene
from graphene.types.generic import GenericScalar

from marketplace.engine.schema.account import AccountError, User
from marketplace.engine.schema.account_mutations import signed_in
from marketplace.engine.schema.mutation import EngineMutation
from marketplace.engine.services.tokens import (
    access_token,
    create_tokens,
    deactivate_tokens,
    refresh_access,
    verify_token,
)
from marketplace.graphql.ids import global_id


class CreateToken(EngineMutation):
    class Meta:
        error_type = AccountError

    class Arguments:
        email = graphene.String(required=True)
        password = graphene.String(required=True)
        audience = graphene.String()

    token = graphene.String()
    refresh_token = graphene.String()
    csrf_token = graphene.String()
    user = graphene.Field(User)

    @classmethod
    def perform(cls, info: Any, *, email: str, password: str, audience: str | None = None) -> "CreateToken":
        pair = create_tokens(email=email, password=password, now=info.context.now)
        return cls(token=pair.token, refresh_token=pair.refresh_token, csrf_token=pair.csrf_token, user=pair.user)


class RefreshToken(EngineMutation):
    class Meta:
        error_type = AccountError

    class Arguments:
        refresh_token = graphene.String()
        csrf_token = graphene.String()

    token = graphene.String()
    user = graphene.Field(User)

    @classmethod
    def perform(cls, info: Any, *, refresh_token: str | None = None, csrf_token: str | None = None) -> "RefreshToken":
        user = refresh_access(refresh_token=refresh_token)
        return cls(token=access_token(user, now=info.context.now), user=user)


class VerifyToken(EngineMutation):
    class Meta:
        error_type = AccountError

    class Arguments:
        token = graphene.String(required=True)

    user = graphene.Field(User)
    is_valid = graphene.Boolean(required=True, default_value=False)
    payload = graphene.Field(GenericScalar)

    @classmethod
    def perform(cls, info: Any, *, token: str) -> "VerifyToken":
        user, payload = verify_token(token)
        return cls(user=user, is_valid=True, payload=payload)


class DeactivateAllUserTokens(EngineMutation):
    class Meta:
        error_type = AccountError

    @classmethod
    def perform(cls, info: Any) -> "DeactivateAllUserTokens":
        user = signed_in(info)
        deactivate_tokens(user_id=global_id("User", user.pk))
        return cls()


class Mutation:
    token_create = CreateToken.Field()
    token_refresh = RefreshToken.Field()
    token_verify = VerifyToken.Field()
    tokens_deactivate_all = DeactivateAllUserTokens.Field()
