"""Deliveries on their way to third Apps: signed, at least once, each for itself, with Saleor's schedule of retries."""

import json
import logging
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from jwt.api_jws import PyJWS

from marketplace.engine.models import EventDelivery, EventDeliveryAttempt
from marketplace.engine.rules.webhook import KEPT, LEASE, next_delay
from marketplace.engine.services.event_payload import EventData, EventNotRendered, render
from marketplace.engine.services.signing_keys import private_key, signing_key
from marketplace.engine.services.webhook_client import Answer, post
from marketplace.graphql.context import Requestor

logger = logging.getLogger(__name__)

_JWS = PyJWS()


def deliver_next(keys: Iterable[int] | None, *, now: datetime, task_id: str = "") -> bool:
    """Send the next due delivery among `keys` (None: any); False if nothing is due.

    The row is leased while the App is asked: a worker that dies leaves it to another one, and the App may then hear the
    same body a second time. What was taken is deleted; what failed is tried again, or given up and kept with its
    attempts.
    """
    delivery = _claim(keys, now=now)
    if delivery is None:
        return False
    if not (delivery.webhook.is_active and delivery.webhook.app.is_active):
        _give_up(delivery)
        return True
    try:
        body = _payload(delivery).encode()
    except EventNotRendered as error:
        _failed(delivery, Answer(status=None, text=str(error), seconds=0.0), {}, now=now, task_id=task_id)
        return True
    headers = _headers(delivery, body)
    url, allowed = delivery.webhook.target_url, settings.WEBHOOKS_MAY_REACH_PRIVATE
    answer = post(url, body, headers, allow_private=allowed)
    if answer.taken:
        EventDelivery.objects.filter(pk=delivery.pk).delete()
    else:
        logger.warning("webhook %s did not take %s: %s", delivery.webhook_id, delivery.event_type, answer.status)
        _failed(delivery, answer, headers, now=now, task_id=task_id)
    return True


def forget_old_deliveries(*, now: datetime) -> int:
    """Delete what was given up long ago, with its attempts; the number of deliveries."""
    old = EventDelivery.objects.filter(created_at__lt=now - KEPT).exclude(status="PENDING")
    keys = list(old.order_by("created_at").values_list("pk", flat=True)[:1000])
    EventDelivery.objects.filter(pk__in=keys).delete()
    return len(keys)


def _claim(keys: Iterable[int] | None, *, now: datetime) -> EventDelivery | None:
    due = EventDelivery.objects.filter(status="PENDING", due_at__lte=now)
    if keys is not None:
        due = due.filter(pk__in=list(keys))
    with transaction.atomic():
        rows = due.select_for_update(skip_locked=True, of=("self",)).select_related("webhook__app")
        delivery = rows.order_by("due_at", "pk").first()
        if delivery is not None:
            EventDelivery.objects.filter(pk=delivery.pk).update(due_at=now + LEASE)
    return delivery


def _payload(delivery: EventDelivery) -> str:
    """What the App is told, rendered with its own permissions; kept, so that every attempt tells the same."""
    if delivery.payload is None:
        app = delivery.webhook.app
        event = EventData(
            event_type=delivery.event_type,
            subject_type=delivery.subject_type,
            subject_id=delivery.subject_id,
            issued_at=delivery.issued_at,
            issuer=delivery.issuer,
            recipient=app.identifier,
            details=delivery.details,
        )
        reader = Requestor(kind="app", app_identifier=app.identifier, permissions=frozenset(app.permissions))
        delivery.payload = json.dumps(render(event, document=delivery.webhook.subscription_query, reader=reader))
        EventDelivery.objects.filter(pk=delivery.pk).update(payload=delivery.payload)
    return delivery.payload


def _headers(delivery: EventDelivery, body: bytes) -> dict[str, str]:
    """Saleor's headers, the ones it wants to give up included; the App's own come last."""
    event, domain = delivery.event_type.lower(), urlsplit(settings.PUBLIC_URL).netloc
    signature = _signature(body)
    return {
        "Host": urlsplit(delivery.webhook.target_url).netloc.rpartition("@")[2],
        "Content-Type": "application/json",
        "User-Agent": "Saleor/3.24",
        "X-Saleor-Event": event,
        "X-Saleor-Domain": domain,
        "X-Saleor-Signature": signature,
        "Saleor-Event": event,
        "Saleor-Domain": domain,
        "Saleor-Signature": signature,
        "Saleor-Api-Url": f"{settings.PUBLIC_URL}/graphql/",
        **delivery.webhook.custom_headers,
    }


def _signature(body: bytes) -> str:
    """A detached JWS (RFC 7797) with the key that the JWKS shows."""
    key = signing_key()
    headers = {"kid": key.kid, "b64": False, "crit": ["b64"]}
    return _JWS.encode(body, private_key(key.private_pem), algorithm="RS256", headers=headers, is_payload_detached=True)


def _failed(delivery: EventDelivery, answer: Answer, headers: dict[str, str], *, now: datetime, task_id: str) -> None:
    with transaction.atomic():
        row = EventDelivery.objects.select_for_update().filter(pk=delivery.pk).first()
        if row is None:  # another worker, after our lease, or the webhook is gone
            return
        EventDeliveryAttempt.objects.create(
            delivery=row,
            task_id=task_id,
            duration=answer.seconds,
            response=answer.text.replace("\x00", ""),
            response_headers=json.dumps(dict(answer.headers)).replace("\\u0000", ""),
            response_status_code=answer.status,
            request_headers=json.dumps(headers),
            created_at=now,
        )
        delay = next_delay(row.attempts.count(), answer.status)
        if delay is None:
            row.status = "FAILED"
        else:
            row.due_at = now + delay
        row.save(update_fields=["status", "due_at"])


def _give_up(delivery: EventDelivery) -> None:
    EventDelivery.objects.filter(pk=delivery.pk).update(status="FAILED")
