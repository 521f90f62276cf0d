"""What the page frame needs on every page. No query: the basket's size is kept in the session by the basket views."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

BASKET_QUANTITY = "basket_quantity"


def page(request: HttpRequest) -> dict[str, Any]:
    """Template variables `town`, `operator`, `languages`, `basket_quantity` and `person`."""
    session = getattr(request, "session", None)
    return {
        "town": settings.TOWN,
        "operator": settings.OPERATOR,
        "languages": settings.LANGUAGES,
        "basket_quantity": session.get(BASKET_QUANTITY, 0) if session is not None else 0,
        "person": getattr(request, "person", None),
        "demo": settings.DEMO,
    }
