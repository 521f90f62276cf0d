"""What the engine serves beside GraphQL: its public keys, and pictures in the size that somebody asks for."""

import mimetypes

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from marketplace.engine.rules.thumbnails import FORMATS, thumbnail_size
from marketplace.engine.selectors.media import picture_name
from marketplace.engine.services.pictures import thumbnail
from marketplace.engine.services.signing_keys import public_jwk, verifying_keys
from marketplace.graphql.ids import type_of

# A product's picture is never changed under its id, so a browser may keep the answer for ever. A category's may.
FOR_EVER = {"public": True, "max_age": 31_536_000, "immutable": True}
FOR_A_WHILE = {"public": True, "max_age": 300}


@require_safe
@cache_control(max_age=300, public=True)
def jwks(_request: HttpRequest) -> JsonResponse:
    """The public keys of tokens and webhook signatures (RFC 7517)."""
    return JsonResponse({"keys": [public_jwk(key) for key in verifying_keys()]})


@require_safe
def scaled_picture(_request: HttpRequest, object_id: str, size: int, format: str = "") -> HttpResponse:
    """A picture of about `size` pixels; `object_id` is the global id of a ProductMedia, Category or Collection."""
    name = picture_name(object_id)
    if name is None or format not in FORMATS:
        raise Http404
    try:
        found = thumbnail(name=name, size=thumbnail_size(size), kind=FORMATS[format])
    except FileNotFoundError:
        raise Http404 from None
    kind = mimetypes.guess_type(found)[0] or "application/octet-stream"
    with default_storage.open(found) as file:  # small: no larger than the largest thumbnail
        response = HttpResponse(file.read(), content_type=kind)
    patch_cache_control(response, **(FOR_EVER if type_of(object_id) == "ProductMedia" else FOR_A_WHILE))
    return response
