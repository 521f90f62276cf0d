"""Drawings made on purpose for what has no picture: a row of house fronts for shops, a stamped square for goods.

Shapes are chosen by the trade's code, so the same trade looks the same everywhere. Colours are classes of
`drawings.css`, so they follow the tokens.
"""

from functools import lru_cache
from zlib import crc32

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from lucide.templatetags.lucide import lucide as draw

register = template.Library()

TRADE_ICONS = {
    "bakery": "croissant",
    "butcher": "beef",
    "confectionery": "cake-slice",
    "farm_shop": "wheat",
    "grocer": "apple",
    "cheese": "cooking-pot",
    "wine": "wine",
    "beverages": "cup-soda",
    "tea_coffee": "coffee",
    "health_food": "leaf",
    "cosmetics": "sparkles",
    "books": "book-open",
    "stationery": "pencil-ruler",
    "press": "newspaper",
    "toys": "blocks",
    "fashion": "shirt",
    "children": "baby",
    "shoes": "footprints",
    "jewellery": "gem",
    "optics": "glasses",
    "florist": "flower-2",
    "garden": "sprout",
    "hardware": "hammer",
    "household": "utensils",
    "furnishing": "armchair",
    "electronics": "plug",
    "bicycles": "bike",
    "sports": "volleyball",
    "music": "music",
    "needlework": "scissors",
    "crafts": "palette",
    "gifts": "gift",
    "second_hand": "recycle",
    "pets": "paw-print",
    "services": "wrench",
}
PALETTES = 6


def icon_of(trade: str) -> str:
    """The name of the trade's sign in the icon set."""
    return TRADE_ICONS.get(trade, "store")


def _roof(kind: int, x: int, y: int, width: int) -> str:
    half, rise = width // 2, width * 2 // 5
    if kind == 0:
        return f"M{x - 3} {y}h{width + 6}l-{width // 5 + 3} -{rise}h-{width - 2 * (width // 5)}z"
    if kind == 1:
        return f"M{x - 3} {y}l{half + 3} -{rise + 8}l{half + 3} {rise + 8}z"
    step = width // 6
    return f"M{x} {y}v-{step}h{step}v-{step}h{step}v-{step}h{width - 4 * step}v{step}h{step}v{step}h{step}v{step}z"


def _window(x: int, y: int) -> str:
    return f'<rect class="d-glass" x="{x}" y="{y}" width="14" height="19" rx="2"/>'


def _house(x: int, width: int, height: int, roof: int, shade: int) -> str:
    top = 168 - height
    rows, columns = (height - 34) // 32, (width - 8) // 24
    panes = "".join(
        _window(x + 9 + column * 24, top + 12 + row * 32) for row in range(rows) for column in range(columns)
    )
    return (
        f'<path class="d-roof" d="{_roof(roof, x, top, width)}"/>'
        f'<rect class="d-wall-{shade}" x="{x}" y="{top}" width="{width}" height="{height}"/>{panes}'
    )


def _awning(x: int, y: int, width: int, stripes: int) -> str:
    step = width / stripes
    parts = []
    for index in range(stripes):
        left = x + index * step
        kind = "d-stripe" if index % 2 else "d-awning"
        parts.append(f'<path class="{kind}" d="M{left:.1f} {y}h{step:.1f}v16a{step / 2:.1f} 7 0 0 1-{step:.1f} 0z"/>')
    return "".join(parts)


def _shop(trade: str) -> str:
    sign = draw(icon_of(trade), size=38, x=141, y=107, aria_hidden="true", focusable="false", **{"class": "d-sign"})
    return (
        '<rect class="d-front" x="94" y="62" width="132" height="106"/>'
        '<path class="d-gable" d="M88 62l72-44l72 44z"/><circle class="d-glass" cx="160" cy="46" r="8"/>'
        '<rect class="d-show" x="104" y="98" width="112" height="56" rx="3"/>'
        f'{sign}{_awning(98, 76, 124, 8)}<rect class="d-step" x="90" y="160" width="140" height="8"/>'
    )


@lru_cache(maxsize=256)
def _street(trade: str) -> SafeString:
    seed = crc32(trade.encode())
    roofs = [(seed >> shift) % 3 for shift in (0, 3, 6, 9)]
    houses = (
        _house(-14, 56, 82 + seed % 13, roofs[0], 1)
        + _house(42, 48, 100 - seed % 17, roofs[1], 2)
        + _house(230, 52, 92 + seed % 11, roofs[2], 2)
        + _house(282, 56, 78 + seed % 19, roofs[3], 1)
    )
    body = (
        '<rect class="d-sky" width="320" height="180"/><circle class="d-sun" cx="266" cy="34" r="15"/>'
        f'{houses}{_shop(trade)}<rect class="d-ground" y="168" width="320" height="12"/>'
    )
    return format_html(
        '<svg class="drawing drawing-{}" viewBox="0 0 320 180" preserveAspectRatio="xMidYMax slice" aria-hidden="true" '
        'focusable="false">{}</svg>',
        seed % PALETTES,
        mark_safe(body),  # noqa: S308 numbers and icon names of this module
    )


@lru_cache(maxsize=256)
def _stamp(trade: str) -> SafeString:
    seed = crc32(trade.encode())
    sign = draw(icon_of(trade), size=76, x=62, y=62, stroke_width="1.6", aria_hidden="true", **{"class": "d-sign"})
    body = f'<circle class="d-show" cx="100" cy="100" r="62"/><circle class="d-ring" cx="100" cy="100" r="55"/>{sign}'
    return format_html(
        '<svg class="drawing drawing-stamp drawing-{}" viewBox="0 0 200 200" aria-hidden="true">{}</svg>',
        seed % PALETTES,
        mark_safe(body),  # noqa: S308 numbers and icon names of this module
    )


@register.simple_tag
def trade_picture(trade: str = "", shape: str = "square") -> SafeString:
    """`{% trade_picture vendor.trade "wide" %}`: a shop front in its street; "square": a stamp with the sign."""
    return _street(str(trade)) if shape == "wide" else _stamp(str(trade))


@register.filter
def trade_icon(trade: str) -> str:
    """The icon name of a trade, for `{% icon vendor.trade|trade_icon %}`."""
    return icon_of(str(trade))
