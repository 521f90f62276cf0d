"""The request as middleware hands it to a page, for type checkers."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from marketplace.accounts.models import Person
from marketplace.saleor.client import Caller


class PageRequest(HttpRequest):
    """Anybody's request."""

    person: Person | None
    caller: Caller
    htmx: HtmxDetails


class SignedInRequest(PageRequest):
    """A request behind `accounts.access.signed_in`."""

    person: Person
