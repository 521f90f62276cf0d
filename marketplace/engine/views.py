"""What the engine serves beside GraphQL."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from marketplace.engine.services.signing_keys import public_jwk, verifying_keys


@require_safe
@cache_control(max_age=300, public=True)
def jwks(_request: HttpRequest) -> JsonResponse:
    """The public keys of tokens and webhook signatures (RFC 7517)."""
    return JsonResponse({"keys": [public_jwk(key) for key in verifying_keys()]})
