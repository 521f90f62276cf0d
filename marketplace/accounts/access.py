"""Who may open a page: decorators for views. What they may see on it is for the doors of the selectors."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from marketplace.accounts.selectors import has_role

SIGN_IN_PATH = "/anmelden/"

View = Callable[..., HttpResponse]


def signed_in(view: View) -> View:
    """Send anybody who is not signed in to the sign-in page, and back afterwards (`?next=`)."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.person is None:  # type: ignore[attr-defined]
            return _to_sign_in(request)
        return view(request, *args, **kwargs)

    return guarded


def role_required(*kinds: str) -> Callable[[View], View]:
    """Like `signed_in`, and 403 for people who hold none of the roles."""

    def decorate(view: View) -> View:
        @signed_in
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not has_role(request.person, *kinds):  # type: ignore[attr-defined]
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def next_path(request: HttpRequest, default: str = "/") -> str:
    """Where to go after signing in: `next` of the form or the address, if it is a page of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None, require_https=request.is_secure())
    return wanted if ours and wanted.startswith("/") else default


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    # What was posted cannot be repeated after signing in: go back to where it was posted from.
    back = request.get_full_path() if request.method == "GET" else "/"
    address = f"{SIGN_IN_PATH}?{urlencode({'next': back})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
