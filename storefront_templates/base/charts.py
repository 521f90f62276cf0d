"""Bar charts as numbers for an SVG: the template draws them, a table beside says the same in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

WIDTH, HEIGHT, TOP, BOTTOM, GAP = 720.0, 220.0, 12.0, 28.0, 4.0


@dataclass(frozen=True)
class Bar:
    """One bar in the chart's own units (the drawing is 720 wide and 220 high)."""

    label: date
    value: Decimal
    x: float
    y: float
    width: float
    height: float
    middle: float
    named: bool


@dataclass(frozen=True)
class Chart:
    bars: tuple[Bar, ...]
    top: Decimal
    floor: float = HEIGHT - BOTTOM
    width: float = WIDTH
    height: float = HEIGHT


def bars(values: Sequence[tuple[date, Decimal]]) -> Chart:
    """Bars from left to right, the highest value as high as the chart; every seventh day is named."""
    top = max((value for _day, value in values), default=Decimal(0))
    step = WIDTH / max(len(values), 1)
    room = HEIGHT - TOP - BOTTOM
    drawn = []
    for number, (day, value) in enumerate(values):
        height = float(value / top) * room if top else 0.0
        left = number * step + GAP / 2
        drawn.append(
            Bar(
                label=day,
                value=value,
                x=round(left, 1),
                y=round(HEIGHT - BOTTOM - height, 1),
                width=round(step - GAP, 1),
                height=round(height, 1),
                middle=round(left + (step - GAP) / 2, 1),
                named=number % 7 == 0,
            )
        )
    return Chart(bars=tuple(drawn), top=top)
