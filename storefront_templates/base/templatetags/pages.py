"""Tags and filters of every page: icons, money, days and times, form controls."""

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from urllib.parse import urlsplit

import segno
from django import template
from django.conf import settings
from django.core.files.storage import default_storage
from django.forms import BoundField
from django.forms.widgets import CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from lucide.templatetags.lucide import lucide as draw

from marketplace.accounts.models import Person
from marketplace.accounts.selectors import has_role
from marketplace.baskets import wording
from marketplace.money import Money
from marketplace.vendors.rules.hours import OpeningState
from marketplace.vendors.wording import opening_sentence

register = template.Library()

SYMBOLS = {"EUR": "€"}


@lru_cache(maxsize=512)
def _drawn(name: str, size: int, css_class: str) -> SafeString:
    return mark_safe(  # noqa: S308 the package's own drawings
        draw(name, size=size, aria_hidden="true", focusable="false", **{"class": css_class})
    )


@register.simple_tag
def icon(name: str, size: int = 20, css_class: str = "icon") -> SafeString:
    """An inlined drawing of the lucide set, e.g. `{% icon "shopping-basket" %}`. Always beside a word."""
    return _drawn(str(name), size, str(css_class))


@register.filter
def money(value: Money | Decimal | None, currency: str = "EUR") -> str:
    """ "3,49 €" (German) or "€3.49" (English); empty for None."""
    if value is None:
        return ""
    if isinstance(value, Money):
        return money(value.amount, value.currency)
    amount = number_format(value, decimal_pos=2, use_l10n=True, force_grouping=True)
    symbol = SYMBOLS.get(currency, currency)
    return f"{amount}\N{NO-BREAK SPACE}{symbol}" if get_language() == "de" else f"{symbol}{amount}"


@register.filter
def quantity(value: Decimal | None) -> str:
    """A number without trailing zeros in the reader's notation: 0,5 and 250."""
    if value is None:
        return ""
    return number_format(f"{Decimal(value).normalize():f}", use_l10n=True)


@register.simple_tag(takes_context=True)
def now_of(context: template.Context) -> datetime:
    """The page's `now` from the view, or the clock's."""
    return context.get("now") or timezone.now()


@register.filter
def day_words(value: date | datetime, now: datetime) -> str:
    """ "heute", "morgen, Do. 27.11.", "Do. 27.11."."""
    day = timezone.localdate(value) if isinstance(value, datetime) else value
    return wording.day_words(day, timezone.localdate(now))


@register.filter
def moment_words(value: datetime, now: datetime) -> str:
    """ "heute, 15:10 Uhr"."""
    return wording.moment_words(value, now)


@register.filter
def clock(value: datetime) -> str:
    """The time of day in the town, "15:10"."""
    return wording.time_words(value)


@register.simple_tag
def opening_words(state: OpeningState, now: datetime) -> str:
    """ "geöffnet bis 18:00", "öffnet morgen, Di. um 9:00", "nach Vereinbarung"."""
    return opening_sentence(state, now=now)


@register.simple_tag
def span_words(starts: datetime, ends: datetime, now: datetime) -> str:
    """ "heute, 15:00-17:00 Uhr"; both ends where they lie on different days."""
    if starts == ends:
        return wording.moment_words(starts, now)
    if timezone.localdate(starts) == timezone.localdate(ends):
        return wording.window_words(starts, ends, now)
    return f"{wording.moment_words(starts, now)} – {wording.moment_words(ends, now)}"


def _css_class(field: BoundField) -> str:
    widget = field.field.widget
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "choice-list"
    if isinstance(widget, CheckboxInput):
        return "form-check-input"
    return "form-select" if isinstance(widget, Select) else "form-control"


@register.filter
def control(field: BoundField) -> SafeString:
    """The form control of a bound field with the classes of the design layer."""
    classes = _css_class(field)
    if field.errors:
        classes += " is-invalid"
    own = field.field.widget.attrs.get("class", "")
    return field.as_widget(attrs={"class": f"{classes} {own}".strip()})


@register.filter
def is_check(field: BoundField) -> bool:
    """True for a single checkbox: its label stands behind it."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def is_group(field: BoundField) -> bool:
    """True for radio buttons and checkbox lists: they need a fieldset with a legend."""
    return isinstance(field.field.widget, RadioSelect | CheckboxSelectMultiple)


@register.filter
def qr(code: str) -> SafeString:
    """The text as a QR code, drawn inline in the page's ink."""
    drawing = segno.make(code, error="m", micro=False)
    return mark_safe(drawing.svg_inline(scale=6, border=2, dark="#111111", light="#ffffff", omitsize=True))  # noqa: S308


@register.filter
def unlocalise(value: float) -> str:
    """A number for a machine (SVG, data attributes): a point, never a comma."""
    return f"{float(value):.1f}"


@register.filter
def goods_picture(address: str) -> str:
    """The address of a picture that the commerce engine keeps.

    The embedded engine is this server: its pictures are asked without naming a host, so that they load under every
    address of the market. A Saleor of its own names its own host.
    """
    if settings.SALEOR_API_URL is not None:
        return address
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


@register.filter
def holds(person: Person | None, role: str) -> bool:
    """True for somebody with that role for the town, e.g. `{% if person|holds:"operator" %}`."""
    return has_role(person, role)


@register.filter
def media(name: str) -> str:
    """The address of a file below MEDIA_URL."""
    return default_storage.url(name)
