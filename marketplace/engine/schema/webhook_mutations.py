"""Mutations by which Apps say what they want to hear."""

from collections.abc import Mapping
from typing import Any

import graphene

from marketplace.engine.schema.mutation import EngineMutation, error_type
from marketplace.engine.schema.webhook import (
    EventDelivery,
    Webhook,
    WebhookEventTypeAsyncEnum,
    WebhookEventTypeEnum,
)
from marketplace.engine.services.webhooks import (
    WebhookWish,
    create_webhook,
    delete_webhook,
    retry_delivery,
    update_webhook,
)
from marketplace.graphql.scalars import JSONString

WebhookError = error_type(
    "WebhookError",
    "GRAPHQL_ERROR INVALID NOT_FOUND REQUIRED UNIQUE DELETE_FAILED SYNTAX MISSING_SUBSCRIPTION UNABLE_TO_PARSE "
    "MISSING_EVENT INVALID_CUSTOM_HEADERS INVALID_NOTIFY_WITH_SUBSCRIPTION",
)


class WebhookCreateInput(graphene.InputObjectType):
    name = graphene.String()
    identifier = graphene.String()
    target_url = graphene.String()
    events = graphene.List(graphene.NonNull(WebhookEventTypeEnum))
    async_events = graphene.List(graphene.NonNull(WebhookEventTypeAsyncEnum))
    app = graphene.ID()
    is_active = graphene.Boolean()
    query = graphene.String()
    custom_headers = graphene.InputField(JSONString)


class WebhookUpdateInput(graphene.InputObjectType):
    name = graphene.String()
    identifier = graphene.String()
    target_url = graphene.String()
    events = graphene.List(graphene.NonNull(WebhookEventTypeEnum))
    async_events = graphene.List(graphene.NonNull(WebhookEventTypeAsyncEnum))
    is_active = graphene.Boolean()
    query = graphene.String()
    custom_headers = graphene.InputField(JSONString)


class WebhookCreate(EngineMutation):
    class Meta:
        error_type = WebhookError

    class Arguments:
        input = WebhookCreateInput(required=True)

    webhook = graphene.Field(Webhook)

    @classmethod
    def perform(cls, info: Any, *, input: Mapping[str, Any]) -> "WebhookCreate":
        made = create_webhook(info.context.requestor, app_id=input.get("app"), wish=_wish(input), schema=info.schema)
        return cls(webhook=made)


class WebhookUpdate(EngineMutation):
    class Meta:
        error_type = WebhookError

    class Arguments:
        id = graphene.ID()
        identifier = graphene.String()
        input = WebhookUpdateInput(required=True)

    webhook = graphene.Field(Webhook)

    @classmethod
    def perform(
        cls, info: Any, *, input: Mapping[str, Any], id: str | None = None, identifier: str | None = None
    ) -> "WebhookUpdate":
        changed = update_webhook(
            info.context.requestor, webhook_id=id, identifier=identifier, wish=_wish(input), schema=info.schema
        )
        return cls(webhook=changed)


class WebhookDelete(EngineMutation):
    class Meta:
        error_type = WebhookError

    class Arguments:
        id = graphene.ID()
        identifier = graphene.String()

    webhook = graphene.Field(Webhook)

    @classmethod
    def perform(cls, info: Any, *, id: str | None = None, identifier: str | None = None) -> "WebhookDelete":
        return cls(webhook=delete_webhook(info.context.requestor, webhook_id=id, identifier=identifier))


class EventDeliveryRetry(EngineMutation):
    class Meta:
        error_type = WebhookError
        permissions = ("MANAGE_APPS",)

    class Arguments:
        id = graphene.ID(required=True)

    delivery = graphene.Field(EventDelivery)

    @classmethod
    def perform(cls, info: Any, *, id: str) -> "EventDeliveryRetry":
        return cls(delivery=retry_delivery(info.context.requestor, delivery_id=id, now=info.context.now))


def _wish(input: Mapping[str, Any]) -> WebhookWish:
    named = input.get("events") or input.get("async_events") or ()
    return WebhookWish(
        name=input.get("name"),
        identifier=input.get("identifier"),
        target_url=input.get("target_url"),
        events=[str(each) for each in named],
        is_active=input.get("is_active"),
        query=input.get("query"),
        custom_headers=input.get("custom_headers"),
    )


class Mutation:
    webhook_create = WebhookCreate.Field()
    webhook_update = WebhookUpdate.Field()
    webhook_delete = WebhookDelete.Field()
    event_delivery_retry = EventDeliveryRetry.Field()
