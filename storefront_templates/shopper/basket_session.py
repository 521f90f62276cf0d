"""What a browser's session knows of its basket: the checkout's id, its size, a postal code, what was taken out."""

from dataclasses import asdict, dataclass

from django.http import HttpRequest

from marketplace.baskets.extensions import Destination
from marketplace.baskets.selectors.shapes import Basket
from storefront_templates.base.context import BASKET_QUANTITY

CHECKOUT_ID = "checkout_id"
POSTAL_CODE = "postal_code"
TAKEN_OUT = "taken_out"


@dataclass(frozen=True, kw_only=True)
class TakenOut:
    """An article that was just taken out and can be put back."""

    variant_id: str
    quantity: int
    name: str


def checkout_id(request: HttpRequest) -> str:
    """The id of this browser's checkout; empty before the first article."""
    return str(request.session.get(CHECKOUT_ID, ""))


def remember(request: HttpRequest, seen: Basket) -> None:
    """Keep the basket's id and size, so that other pages show it without asking."""
    for key, value in ((CHECKOUT_ID, seen.checkout_id), (BASKET_QUANTITY, seen.quantity)):
        if request.session.get(key) != value:
            request.session[key] = value


def forget(request: HttpRequest) -> None:
    """The basket was ordered or is gone."""
    for key in (CHECKOUT_ID, BASKET_QUANTITY, TAKEN_OUT):
        request.session.pop(key, None)


def named_place(request: HttpRequest) -> Destination | None:
    """The postal code that was asked for in the basket, until there is an address."""
    code = str(request.session.get(POSTAL_CODE, ""))
    return Destination(postal_code=code) if code else None


def keep_postal_code(request: HttpRequest, code: str) -> None:
    request.session[POSTAL_CODE] = code


def forget_postal_code(request: HttpRequest) -> None:
    """There is an address now."""
    request.session.pop(POSTAL_CODE, None)


def keep_taken_out(request: HttpRequest, article: TakenOut) -> None:
    request.session[TAKEN_OUT] = asdict(article)


def pop_taken_out(request: HttpRequest) -> TakenOut | None:
    """What was taken out last, to be offered once."""
    values = request.session.pop(TAKEN_OUT, None)
    return TakenOut(**values) if values else None
