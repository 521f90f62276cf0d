"""Programs that act with permissions of their own."""

from typing import Any

import graphene

from marketplace.engine import models
from marketplace.engine.schema.representation import Node, represents
from marketplace.engine.schema.shop import Permission
from marketplace.engine.selectors.accounts import platform_app
from marketplace.errors import PermissionRefused
from marketplace.graphql.ids import global_id
from marketplace.graphql.scalars import DateTime


@represents(models.App)
class App(graphene.ObjectType):
    class Meta:
        interfaces = (Node,)

    identifier = graphene.String()
    name = graphene.String()
    is_active = graphene.Boolean()
    created = graphene.Field(DateTime)
    permissions = graphene.List(graphene.NonNull(Permission))

    @staticmethod
    def resolve_id(root: models.App, _info: Any) -> str:
        return global_id("App", root.pk)

    @staticmethod
    def resolve_created(root: models.App, _info: Any) -> Any:
        return root.created_at


class Query(graphene.ObjectType):
    app = graphene.Field(App, id=graphene.ID())

    @staticmethod
    def resolve_app(_root: None, info: Any, id: str | None = None) -> models.App | None:
        """The platform's App is the only one: it sees itself, and staff see it."""
        requestor = info.context.requestor
        if not requestor.is_app and not requestor.is_staff:
            codes = ("AUTHENTICATED_STAFF_USER", "AUTHENTICATED_APP")
            needed = f"To access this path, you need one of the following permissions: {', '.join(codes)}"
            raise PermissionRefused(needed, codes)
        row = platform_app()
        if id is None:
            return row if requestor.is_app else None
        return row if row is not None and global_id("App", row.pk) == id else None


types = [App]
