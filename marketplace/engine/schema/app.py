"""Programs that act with permissions of their own."""

from collections.abc import Sequence
from typing import Any

import graphene

from marketplace.engine import models
from marketplace.engine.schema.representation import Node, represents
from marketplace.engine.selectors.webhook import open_webhooks
from marketplace.graphql.batches import attach_children, batched
from marketplace.graphql.ids import global_id
from marketplace.graphql.scalars import DateTime


def _webhooks_of(apps: Sequence[models.App], info: Any) -> Sequence[Any]:
    """Of each App what the caller may see: its own, or all for who manages Apps."""
    rows = open_webhooks(info.context.requestor)
    return attach_children(apps, "listening", lambda: rows, back="app")


@represents(models.App)
class App(graphene.ObjectType):
    class Meta:
        interfaces = (Node,)

    identifier = graphene.String()
    name = graphene.String()
    is_active = graphene.Boolean()
    created = graphene.Field(DateTime)
    webhooks = graphene.List(graphene.NonNull("marketplace.engine.schema.webhook.Webhook"))

    resolve_webhooks = batched(_webhooks_of)

    @staticmethod
    def resolve_id(root: models.App, _info: Any) -> str:
        return global_id("App", root.pk)

    @staticmethod
    def resolve_created(root: models.App, _info: Any) -> Any:
        return root.created_at


types = [App]
