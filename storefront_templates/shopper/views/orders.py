"""After the order: thanks, tracking by link, taking an order back."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from marketplace.errors import DomainError
from marketplace.orders.models import VendorOrder
from marketplace.orders.rules.states import OPEN, Act
from marketplace.orders.selectors.access import order_by_token, purchase_by_token
from marketplace.orders.selectors.sheets import OrderSheet, sheets
from marketplace.orders.services import cancel_order
from marketplace.vendors.selectors import calendars
from storefront_templates.shopper.forms.refusals import sentence
from storefront_templates.shopper.shop_cards import ShopCard, shop_card
from storefront_templates.shopper.timelines import TimelineStep, state_word, timeline

JUST_PLACED = "just_placed"


@dataclass(frozen=True, kw_only=True)
class OrderCard:
    """One vendor order as the shopper sees it."""

    sheet: OrderSheet
    shop: ShopCard
    steps: list[TimelineStep]
    tag: tuple[str, str]
    may_cancel: bool

    @property
    def code(self) -> str:
        """What the shop asks for, while there is something to hand over."""
        way = self.sheet.way
        return way.code if way and self.sheet.order.state in OPEN else ""


def order_cards(orders: list[VendorOrder], *, now: datetime) -> list[OrderCard]:
    """Cards for the holder of the orders' tokens; the number of queries does not grow with orders."""
    shown = sheets(orders, None, now=now)
    hours = calendars({each.order.vendor.pk: each.order.vendor for each in shown}.values())
    return [
        OrderCard(
            sheet=each,
            shop=shop_card(each.order.vendor, hours[each.order.vendor.pk], now=now),
            steps=timeline(each, now=now),
            tag=state_word(each.order),
            may_cancel=each.may(Act.CANCEL),
        )
        for each in shown
    ]


@require_safe
@never_cache
def purchase(request: HttpRequest, token: str) -> HttpResponse:
    """The whole purchase: thanks when it is fresh, afterwards the overview of all its parts."""
    now = timezone.now()
    bought = purchase_by_token(token)
    orders = list(bought.vendor_orders.select_related("vendor", "purchase").order_by("pk"))
    context = {
        "now": now,
        "purchase": bought,
        "cards": order_cards(orders, now=now),
        "is_fresh": request.session.get(JUST_PLACED) == token,
    }
    return render(request, "shopper/purchase.html", context)


@require_safe
@never_cache
def order(request: HttpRequest, token: str) -> HttpResponse:
    """One vendor's part, by the link in its mail."""
    now = timezone.now()
    found = order_by_token(token)
    card = order_cards([found], now=now)[0]
    return render(request, "shopper/order.html", {"now": now, "card": card, "purchase": found.purchase})


@require_safe
@never_cache
def progress(request: HttpRequest, token: str) -> HttpResponse:
    """Only the timeline, for a page that stays open."""
    card = order_cards([order_by_token(token)], now=timezone.now())[0]
    return render(request, "shopper/_progress.html", {"card": card})


@require_POST
def cancel(request: HttpRequest, token: str) -> HttpResponse:
    """Take the order back while the shop has not confirmed it."""
    found = order_by_token(token)
    try:
        cancel_order(order=found, person=None, now=timezone.now())
    except DomainError as error:
        messages.error(request, sentence(error))
    else:
        messages.success(request, _("Ihre Bestellung ist storniert. Der Laden weiß Bescheid."))
    return redirect("order", token=token)
