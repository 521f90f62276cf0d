"""Who asks over HTTP: an App by its token, a person by a Saleor token, or nobody."""

from hashlib import sha256
from hmac import compare_digest

from django.conf import settings
from django.http import HttpRequest

from marketplace.engine.models import User
from marketplace.engine.selectors.accounts import app_by_token
from marketplace.graphql.context import ANONYMOUS, Requestor
from marketplace.graphql.ids import int_pk_of
from marketplace.saleor.app.credentials import app_token
from marketplace.saleor.permissions import APP_PERMISSIONS
from marketplace.saleor.tokens import verify


def requestor_of(request: HttpRequest) -> Requestor:
    """The caller of `Authorization: Bearer ...` (or Saleor's `Authorization-Bearer`).

    A token with two dots is a person's JWT; any other is an App's. Raises DomainError (TokenInvalid).
    """
    token = _bearer(request)
    if token is None:
        return ANONYMOUS
    return _app(token) if token.count(".") != 2 else _person(token)


def _bearer(request: HttpRequest) -> str | None:
    if direct := request.headers.get("Authorization-Bearer"):
        return direct.strip()
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() in ("bearer", "jwt") and token.strip() else None


def _app(token: str) -> Requestor:
    """An App of the embedded engine; with a Saleor elsewhere only our own token is known. Unknown ones are nobody."""
    if settings.SALEOR_API_URL is not None:
        ours = app_token() or ""
        same = compare_digest(sha256(ours.encode()).digest(), sha256(token.encode()).digest())
        return Requestor(kind="app", permissions=APP_PERMISSIONS) if ours and same else ANONYMOUS
    app = app_by_token(token)
    if app is None:
        return ANONYMOUS
    return Requestor(kind="app", app_identifier=app.identifier, permissions=frozenset(app.permissions))


def _person(token: str) -> Requestor:
    claims = verify(token)
    permissions: frozenset[str] = frozenset()
    if claims.is_staff and settings.SALEOR_API_URL is None:
        rows = User.objects.filter(pk=int_pk_of("User", claims.user_id), is_active=True, is_staff=True)
        permissions = frozenset(rows.values_list("permissions", flat=True).first() or ())
    return Requestor(
        kind="user",
        user_id=claims.user_id,
        email=claims.email,
        is_staff=claims.is_staff,
        permissions=permissions,
    )
