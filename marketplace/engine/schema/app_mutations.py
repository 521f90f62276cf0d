"""Apps as their managers see them, and how they join and leave."""

from collections.abc import Mapping
from typing import Any

import graphene

from marketplace.engine import models
from marketplace.engine.schema.account import PermissionEnum
from marketplace.engine.schema.app import App
from marketplace.engine.schema.mutation import EngineMutation, error_type
from marketplace.engine.selectors.accounts import app_for
from marketplace.engine.services.apps import add_app, remove_app, switch_app
from marketplace.errors import DomainError
from marketplace.graphql.connections import Page, Slice, connection, connection_field, paginate

AppError = error_type(
    "AppError",
    "FORBIDDEN GRAPHQL_ERROR INVALID INVALID_STATUS INVALID_PERMISSION INVALID_URL_FORMAT INVALID_MANIFEST_FORMAT "
    "INVALID_CUSTOM_HEADERS DUPLICATED_EXTENSION_IDENTIFIER DUPLICATED_WEBHOOK_IDENTIFIER MANIFEST_URL_CANT_CONNECT "
    "NOT_FOUND REQUIRED UNIQUE OUT_OF_SCOPE_APP OUT_OF_SCOPE_PERMISSION UNSUPPORTED_SALEOR_VERSION",
    permissions=graphene.List(graphene.NonNull(PermissionEnum)),
)
AppCountableConnection = connection(App)


class AppInput(graphene.InputObjectType):
    name = graphene.String()
    identifier = graphene.String()
    permissions = graphene.List(graphene.NonNull(PermissionEnum))


class AppCreate(EngineMutation):
    class Meta:
        error_type = AppError
        permissions = ("MANAGE_APPS",)

    class Arguments:
        input = AppInput(required=True)

    auth_token = graphene.String()
    app = graphene.Field(App)

    @classmethod
    def perform(cls, info: Any, *, input: Mapping[str, Any]) -> "AppCreate":
        app, token = add_app(
            info.context.requestor,
            name=input.get("name") or "",
            identifier=input.get("identifier"),
            permissions=[str(each) for each in input.get("permissions") or ()],
        )
        return cls(app=app, auth_token=token)


class AppDelete(EngineMutation):
    class Meta:
        error_type = AppError
        permissions = ("MANAGE_APPS",)

    class Arguments:
        id = graphene.ID(required=True)

    app = graphene.Field(App)

    @classmethod
    def perform(cls, info: Any, *, id: str) -> "AppDelete":
        return cls(app=remove_app(info.context.requestor, app_id=id))


class AppActivate(EngineMutation):
    class Meta:
        error_type = AppError
        permissions = ("MANAGE_APPS",)

    class Arguments:
        id = graphene.ID(required=True)

    app = graphene.Field(App)

    @classmethod
    def perform(cls, info: Any, *, id: str) -> "AppActivate":
        return cls(app=switch_app(info.context.requestor, app_id=id, is_active=True))


class AppDeactivate(EngineMutation):
    class Meta:
        error_type = AppError
        permissions = ("MANAGE_APPS",)

    class Arguments:
        id = graphene.ID(required=True)

    app = graphene.Field(App)

    @classmethod
    def perform(cls, info: Any, *, id: str) -> "AppDeactivate":
        return cls(app=switch_app(info.context.requestor, app_id=id, is_active=False))


class Query:
    app = graphene.Field(App, id=graphene.ID())
    apps = connection_field(AppCountableConnection)

    @staticmethod
    def resolve_app(_root: None, info: Any, id: str | None = None) -> models.App | None:
        try:
            return app_for(info.context.requestor, id)
        except DomainError as error:
            if error.code != "NOT_FOUND":
                raise
            return None

    @staticmethod
    def resolve_apps(_root: None, info: Any, **paging: Any) -> Page:
        info.context.requestor.require("MANAGE_APPS")
        return paginate(models.App.objects.all(), Slice.of("apps", **paging), order=["name", "pk"])


class Mutation:
    app_create = AppCreate.Field()
    app_delete = AppDelete.Field()
    app_activate = AppActivate.Field()
    app_deactivate = AppDeactivate.Field()
