"""Programs that act with permissions of their own."""

from typing import Any

import graphene

from marketplace.engine import models
from marketplace.engine.schema.representation import Node, represents
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

    @staticmethod
    def resolve_id(root: models.App, _info: Any) -> str:
        return global_id("App", root.pk)

    @staticmethod
    def resolve_created(root: models.App, _info: Any) -> Any:
        return root.created_at


types = [App]
