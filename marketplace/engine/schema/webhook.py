"""What Apps want to hear, and what is on its way to them."""

from collections.abc import Mapping
from typing import Any

import graphene

from marketplace.engine import models
from marketplace.engine.rules.webhook import PERMISSION_OF, display_name
from marketplace.engine.schema.app import App
from marketplace.engine.schema.enums import enum_of
from marketplace.engine.schema.representation import Node, represents
from marketplace.engine.selectors.webhook import webhook_for
from marketplace.errors import DomainError
from marketplace.graphql.batches import related
from marketplace.graphql.connections import Page, Slice, connection, connection_field, paginate
from marketplace.graphql.ids import global_id
from marketplace.graphql.scalars import DateTime, JSONString

WebhookEventTypeEnum = enum_of("WebhookEventTypeEnum", " ".join(PERMISSION_OF))
WebhookEventTypeAsyncEnum = enum_of("WebhookEventTypeAsyncEnum", " ".join(PERMISSION_OF))
EventDeliveryStatusEnum = enum_of("EventDeliveryStatusEnum", "PENDING SUCCESS FAILED")


class WebhookEventAsync(graphene.ObjectType):
    """Resolved from the event's type."""

    name = graphene.String(required=True)
    event_type = graphene.Field(WebhookEventTypeAsyncEnum, required=True)

    @staticmethod
    def resolve_name(root: str, _info: Any) -> str:
        return display_name(root)

    @staticmethod
    def resolve_event_type(root: str, _info: Any) -> str:
        return root


@represents(models.EventDeliveryAttempt)
class EventDeliveryAttempt(graphene.ObjectType):
    class Meta:
        interfaces = (Node,)

    created_at = graphene.Field(DateTime, required=True)
    task_id = graphene.String()
    duration = graphene.Float()
    response = graphene.String()
    response_headers = graphene.String()
    response_status_code = graphene.Int()
    request_headers = graphene.String()
    status = graphene.Field(EventDeliveryStatusEnum, required=True)

    @staticmethod
    def resolve_id(root: models.EventDeliveryAttempt, _info: Any) -> str:
        return global_id("EventDeliveryAttempt", root.pk)


EventDeliveryAttemptCountableConnection = connection(EventDeliveryAttempt)


@represents(models.EventDelivery)
class EventDelivery(graphene.ObjectType):
    class Meta:
        interfaces = (Node,)

    created_at = graphene.Field(DateTime, required=True)
    status = graphene.Field(EventDeliveryStatusEnum, required=True)
    event_type = graphene.Field(WebhookEventTypeEnum, required=True)
    attempts = connection_field(EventDeliveryAttemptCountableConnection)
    payload = graphene.String()

    @staticmethod
    def resolve_id(root: models.EventDelivery, _info: Any) -> str:
        return global_id("EventDelivery", root.pk)

    @staticmethod
    def resolve_attempts(root: models.EventDelivery, _info: Any, **paging: Any) -> Page:
        return paginate(root.attempts.all(), Slice.of("attempts", **paging), order=["-created_at", "-pk"])


EventDeliveryCountableConnection = connection(EventDelivery)


class EventDeliveryFilterInput(graphene.InputObjectType):
    status = graphene.InputField(EventDeliveryStatusEnum)
    event_type = graphene.InputField(WebhookEventTypeEnum)


@represents(models.Webhook)
class Webhook(graphene.ObjectType):
    class Meta:
        interfaces = (Node,)

    name = graphene.String()
    identifier = graphene.String()
    async_events = graphene.List(graphene.NonNull(WebhookEventAsync), required=True)
    app = graphene.Field(App, required=True)
    event_deliveries = connection_field(EventDeliveryCountableConnection, filter=EventDeliveryFilterInput())
    target_url = graphene.String(required=True)
    is_active = graphene.Boolean(required=True)
    subscription_query = graphene.String()
    custom_headers = graphene.Field(JSONString)

    resolve_app = related("app")

    @staticmethod
    def resolve_id(root: models.Webhook, _info: Any) -> str:
        return global_id("Webhook", root.pk)

    @staticmethod
    def resolve_async_events(root: models.Webhook, _info: Any) -> list[str]:
        return root.events

    @staticmethod
    def resolve_event_deliveries(
        root: models.Webhook, _info: Any, filter: Mapping[str, Any] | None = None, **paging: Any
    ) -> Page:
        rows = root.deliveries.filter(**{name: str(value) for name, value in (filter or {}).items() if value})
        return paginate(rows, Slice.of("eventDeliveries", **paging), order=["-created_at", "-pk"])


class Query:
    webhook = graphene.Field(Webhook, id=graphene.ID(required=True))

    @staticmethod
    def resolve_webhook(_root: None, info: Any, id: str) -> models.Webhook | None:
        try:
            return webhook_for(info.context.requestor, id)
        except DomainError as error:
            if error.code != "NOT_FOUND":
                raise
            return None


types = [Webhook, EventDelivery, EventDeliveryAttempt]
