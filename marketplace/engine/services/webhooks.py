"""Apps say where and what they want to hear."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import IntegrityError, transaction
from graphql import GraphQLSchema

from marketplace.engine.models import App, EventDelivery, Webhook
from marketplace.engine.refusals import int_pk_of, missing, required
from marketplace.engine.rules.webhook import header_fault
from marketplace.engine.selectors.accounts import app_of
from marketplace.engine.selectors.webhook import delivery_for, open_webhooks, webhook_for
from marketplace.engine.services.webhook_query import subscribed_events
from marketplace.engine.services.webhook_record import wake
from marketplace.errors import DomainError
from marketplace.graphql.context import Requestor

_IS_URL = URLValidator(schemes=("http", "https"))


@dataclass(frozen=True, kw_only=True)
class WebhookWish:
    """What a webhook shall be; None leaves a thing as it is. `events` are those named beside the query."""

    name: str | None = None
    identifier: str | None = None
    target_url: str | None = None
    events: Sequence[str] = ()
    is_active: bool | None = None
    query: str | None = None
    custom_headers: Any = None


def create_webhook(requestor: Requestor, *, app_id: str | None, wish: WebhookWish, schema: GraphQLSchema) -> Webhook:
    """A webhook of the App that asks; who manages Apps names one.

    Without events of its own it hears those of its query. Raises PermissionRefused, DomainError INVALID, NOT_FOUND,
    REQUIRED, UNIQUE, INVALID_CUSTOM_HEADERS, and what `subscribed_events` raises.
    """
    open_webhooks(requestor)
    webhook = Webhook(app=_app(requestor, app_id), events=[], subscription_query="")
    if not wish.target_url:
        raise required("targetUrl")
    if not wish.query:
        raise required("query")
    return _save(webhook, wish, schema)


def update_webhook(
    requestor: Requestor,
    *,
    webhook_id: str | None,
    identifier: str | None,
    wish: WebhookWish,
    schema: GraphQLSchema,
) -> Webhook:
    """Change a webhook. Raises what `webhook_for` and `create_webhook` raise."""
    webhook = webhook_for(requestor, webhook_id, identifier)
    if not webhook.app.is_active:
        raise DomainError("NOT_FOUND", "App doesn't exist or is disabled")
    return _save(webhook, wish, schema)


def delete_webhook(requestor: Requestor, *, webhook_id: str | None, identifier: str | None) -> Webhook:
    """Take a webhook away with all that is still on its way to it. Raises what `webhook_for` raises."""
    webhook = webhook_for(requestor, webhook_id, identifier)
    key = webhook.pk
    with transaction.atomic():
        webhook.delete()
    webhook.pk = key
    return webhook


def retry_delivery(requestor: Requestor, *, delivery_id: str, now: datetime) -> EventDelivery:
    """Send a delivery again at once, whatever became of it. Raises PermissionRefused, DomainError NOT_FOUND."""
    requestor.require("MANAGE_APPS")
    delivery = delivery_for(delivery_id)
    with transaction.atomic():
        delivery.status, delivery.due_at = "PENDING", now
        delivery.save(update_fields=["status", "due_at"])
        wake([delivery.pk])
    return delivery


def _app(requestor: Requestor, app_id: str | None) -> App:
    app = app_of(requestor)
    if app is None and app_id is None:
        message = "Missing app id. Fill in the app field or run the mutation by the app"
        raise DomainError("INVALID", message)
    if app is None:
        app = App.objects.filter(pk=int_pk_of("App", app_id, field="app")).first()
        if app is None:
            raise missing(app_id, field="app")
    if not app.is_active:
        raise DomainError("NOT_FOUND", "App doesn't exist or is disabled")
    return app


def _save(webhook: Webhook, wish: WebhookWish, schema: GraphQLSchema) -> Webhook:
    if wish.query:
        heard = subscribed_events(wish.query, schema)
        webhook.subscription_query = wish.query
        webhook.events = list(dict.fromkeys(wish.events)) or heard
    elif wish.events:
        webhook.events = list(dict.fromkeys(wish.events))
    if wish.target_url is not None:
        webhook.target_url = _checked_url(wish.target_url)
    if wish.custom_headers is not None:
        webhook.custom_headers = _checked_headers(wish.custom_headers)
    if wish.identifier is not None:
        webhook.identifier = wish.identifier.strip() or None
    if wish.name is not None:
        webhook.name = wish.name
    if wish.is_active is not None:
        webhook.is_active = wish.is_active
    try:
        with transaction.atomic():
            webhook.save()
    except IntegrityError:
        message = "Webhook with this App and Identifier already exists."
        raise DomainError("UNIQUE", message, field="identifier") from None
    return webhook


def _checked_url(url: str) -> str:
    try:
        _IS_URL(url)
    except ValidationError:
        raise DomainError("INVALID", "Enter a valid URL.", field="targetUrl") from None
    return url


def _checked_headers(headers: Any) -> dict[str, str]:
    if fault := header_fault(headers):
        raise DomainError("INVALID_CUSTOM_HEADERS", fault, field="customHeaders")
    assert isinstance(headers, Mapping)
    return {name.lower(): value for name, value in headers.items()}
