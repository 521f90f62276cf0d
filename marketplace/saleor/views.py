"""The HTTP doors for Saleor: the App's manifest, its installation, and webhooks."""

import hashlib
import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from marketplace.errors import DomainError
from marketplace.saleor import inbox, sync_events, tokens
from marketplace.saleor.app import installations
from marketplace.saleor.app.manifest import manifest
from marketplace.saleor.documents import event_document
from marketplace.saleor.errors import SaleorUnreachable
from marketplace.saleor.events import SYNCHRONOUS
from marketplace.saleor.signatures import SignatureInvalid, check_signature


@require_GET
def app_manifest(request: HttpRequest) -> HttpResponse:
    """What Saleor reads before it installs the App."""
    return JsonResponse(manifest(settings.PUBLIC_URL))


@csrf_exempt
@require_POST
def register(request: HttpRequest) -> HttpResponse:
    """Saleor brings the App's token. A refusal is JSON that Saleor shows to whoever installs: `error.message`."""
    try:
        given = json.loads(request.body)
        token = given["auth_token"] if isinstance(given, dict) else ""
        installations.register(
            api_url=request.headers.get("Saleor-Api-Url", ""), token=str(token or ""), now=timezone.now()
        )
    except (ValueError, KeyError):
        return _refused("TOKEN_MISSING", "the body is not JSON with an auth_token", status=400)
    except DomainError as error:
        return _refused(error.code, str(error.message), status=403)
    return JsonResponse({"success": True})


def _refused(code: str, message: str, *, status: int) -> JsonResponse:
    return JsonResponse({"success": False, "error": {"code": code, "message": message}}, status=status)


@csrf_exempt
@require_POST
def webhook(request: HttpRequest, event: str) -> HttpResponse:
    """Take an event or answer one. 401 without Saleor's signature; 404 for events that the platform does not take;
    5xx makes Saleor try again."""
    event_type = event.upper()
    if event_document(event_type) is None:
        return JsonResponse({"error": "the platform takes no such event"}, status=404)
    try:
        check_signature(request.headers.get("Saleor-Signature", ""), request.body, keys=tokens.key_set())
        payload: dict[str, Any] = json.loads(request.body)
    except SignatureInvalid as error:
        return JsonResponse({"error": str(error)}, status=401)
    except ValueError:
        return JsonResponse({"error": "the body is not JSON"}, status=400)
    except SaleorUnreachable as error:
        return JsonResponse({"error": str(error)}, status=503)
    if event_type not in SYNCHRONOUS:
        inbox.receive_event(event_type, payload, key=_delivery_key(event_type, request.body))
        return JsonResponse({})
    try:
        return JsonResponse(sync_events.answer(event_type, payload), safe=False)
    except sync_events.Unanswered:
        return JsonResponse({"error": "no answer"}, status=500)


def _delivery_key(event_type: str, body: bytes) -> str:
    """Saleor names no delivery, but repeats its body to the byte, and `issuedAt` tells two events apart."""
    return f"{event_type}:{hashlib.sha256(body).hexdigest()}"
