"""What happens next: the life of one vendor order as steps for the shopper."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from marketplace.baskets.wording import moment_words
from marketplace.orders.models import VendorOrder
from marketplace.orders.rules.states import State
from marketplace.orders.selectors.sheets import OrderSheet

# How far each state has come along the four steps of the timeline.
REACHED = {
    State.PLACED: 1,
    State.CONFIRMED: 2,
    State.PARTLY_REJECTED: 2,
    State.READY: 3,
    State.HANDED_OVER: 4,
    State.DELIVERED: 4,
}


@dataclass(frozen=True, kw_only=True)
class TimelineStep:
    """`state`: done, current, open or refused; `when` and `text` may be empty."""

    title: str
    state: str
    when: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Station:
    """A step by its two names, before and after it is done; `meanwhile` is told while it is the present one."""

    ahead: str
    done: str
    at: datetime | None
    meanwhile: str = ""


def timeline(sheet: OrderSheet, *, now: datetime) -> list[TimelineStep]:
    """The steps of an order, those behind us with their time, the present one with what happens meanwhile."""
    order = sheet.order
    if order.state == State.CANCELLED:
        return _cancelled(order, now)
    reached = REACHED[State(order.state)]
    steps = []
    for number, station in enumerate(_stations(sheet)):
        state = "done" if number < reached else "current" if number == reached else "open"
        done = state == "done"
        steps.append(
            TimelineStep(
                title=station.done if done else station.ahead,
                state=state,
                when=moment_words(station.at, now) if done and station.at else "",
                text=station.meanwhile if state == "current" else "",
            )
        )
    return steps


def _cancelled(order: VendorOrder, now: datetime) -> list[TimelineStep]:
    ended = moment_words(order.cancelled_at, now) if order.cancelled_at else ""
    return [
        TimelineStep(title=_("Bestellt"), state="done", when=moment_words(order.placed_at, now)),
        TimelineStep(title=_("Storniert"), state="refused", when=ended, text=_("Sie müssen dafür nichts bezahlen.")),
    ]


def _stations(sheet: OrderSheet) -> list[Station]:
    order, shop = sheet.order, {"shop": sheet.order.vendor.name}
    partly = order.state == State.PARTLY_REJECTED or any(entry.kind == "lines_rejected" for entry in sheet.history)
    looking = _("%(shop)s schaut im Regal nach und bestätigt Ihre Bestellung.") % shop
    packing = _("%(shop)s packt Ihre Waren. Sie bekommen eine E-Mail, sobald alles bereit ist.") % shop
    brought = order.brought
    return [
        Station(ahead=_("Bestellt"), done=_("Bestellt"), at=order.placed_at),
        Station(
            ahead=_("Der Laden bestätigt"),
            done=_("Vom Laden teilweise bestätigt") if partly else _("Vom Laden bestätigt"),
            at=order.confirmed_at,
            meanwhile=looking,
        ),
        Station(
            ahead=_("Der Laden packt"),
            done=_("Bereit für die Tour") if brought else _("Bereit zum Abholen"),
            at=order.ready_at,
            meanwhile=packing,
        ),
        Station(
            ahead=_("Lieferung") if brought else _("Abholen"),
            done=_("Bei Ihnen") if brought else _("Abgeholt"),
            at=order.handed_over_at,
            meanwhile=_on_the_way(sheet),
        ),
    ]


def _on_the_way(sheet: OrderSheet) -> str:
    if any(each.code == "NOT_MET" for each in sheet.deviations):
        return _("Die Tour hat Sie nicht angetroffen. Wir melden uns bei Ihnen.")
    return sheet.way.when if sheet.way else ""


# A state as the shopper's tag: its kind of colour and its word.
TAGS: dict[State, tuple[str, Promise]] = {
    State.PLACED: ("town", _lazy("Bestellt")),
    State.CONFIRMED: ("open", _lazy("Bestätigt")),
    State.PARTLY_REJECTED: ("unsure", _lazy("Teilweise bestätigt")),
    State.READY: ("open", _lazy("Bereit")),
    State.HANDED_OVER: ("", _lazy("Abgeholt")),
    State.DELIVERED: ("", _lazy("Geliefert")),
    State.CANCELLED: ("refuse", _lazy("Storniert")),
}


def state_word(order: VendorOrder) -> tuple[str, str]:
    """The state as a tag: its kind (open, unsure, refuse, town or none) and its word."""
    kind, word = TAGS[State(order.state)]
    return kind, str(word)
