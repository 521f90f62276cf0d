"""Webhooks of Apps, and who may see and change them."""

from collections.abc import Iterable

from django.db.models import QuerySet

from marketplace.engine.models import EventDelivery, Webhook
from marketplace.engine.refusals import int_pk_of, missing
from marketplace.engine.rules.webhook import PERMISSION_OF
from marketplace.engine.selectors.accounts import app_of
from marketplace.errors import DomainError, PermissionRefused
from marketplace.graphql.context import Requestor


def webhooks_for(event_types: Iterable[str]) -> list[Webhook]:
    """The active webhooks that want to hear of any of the events, of Apps that may hear of some event at all."""
    wanted = [each for each in set(event_types) if each in PERMISSION_OF]
    if not wanted:
        return []
    rows = Webhook.objects.filter(is_active=True, app__is_active=True, events__overlap=wanted)
    return list(rows.select_related("app").order_by("pk"))


def hears(webhook: Webhook, event_type: str) -> bool:
    """True if the webhook wants the event and its App has the permission for it."""
    return event_type in webhook.events and PERMISSION_OF.get(event_type) in webhook.app.permissions


def open_webhooks(requestor: Requestor) -> "QuerySet[Webhook]":
    """An App's own webhooks; all for who may manage Apps. Raises PermissionRefused."""
    rows = Webhook.objects.select_related("app")
    app = app_of(requestor)
    if app is not None:
        return rows.filter(app=app)
    if not requestor.has("MANAGE_APPS"):
        message = "To access this path, you need one of the following permissions: MANAGE_APPS, AUTHENTICATED_APP"
        raise PermissionRefused(message, ("MANAGE_APPS", "AUTHENTICATED_APP"))
    return rows


def webhook_for(requestor: Requestor, webhook_id: str | None, identifier: str | None = None) -> Webhook:
    """The door to a webhook, by global id, or by the identifier that an App gave its own.

    Raises PermissionRefused, DomainError NOT_FOUND for missing and foreign ones alike, INVALID, GRAPHQL_ERROR.
    """
    rows = open_webhooks(requestor)
    if (webhook_id is None) == (identifier is None):
        raise DomainError("GRAPHQL_ERROR", "At least one argument is required: 'id', 'identifier'.")
    if identifier is not None:
        if not requestor.is_app:
            raise DomainError("INVALID", "Only apps can reference a webhook by `identifier`.", field="identifier")
        found = rows.filter(identifier=identifier).first()
    else:
        found = rows.filter(pk=int_pk_of("Webhook", webhook_id)).first()
    if found is None:
        raise missing(webhook_id or identifier, field="id" if identifier is None else "identifier")
    return found


def delivery_for(delivery_id: str) -> EventDelivery:
    """The delivery behind a global id. Raises DomainError NOT_FOUND, GRAPHQL_ERROR."""
    found = EventDelivery.objects.select_related("webhook__app").filter(pk=int_pk_of("EventDelivery", delivery_id))
    delivery = found.first()
    if delivery is None:
        raise missing(delivery_id)
    return delivery
