"""Bar charts as numbers for an SVG: the template draws them, a table beside says the same in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

WIDTH, HEIGHT, TOP, BOTTOM, GAP = 720.0, 240.0, 30.0, 34.0, 6.0
EDGE = 70.0
STUB = 3.0
"""A day without sales is a line, so that one sees that the day was counted."""


@dataclass(frozen=True)
class Bar:
    """One bar in the chart's own units (the drawing is 720 wide and 240 high)."""

    label: date
    value: Decimal
    x: float
    y: float
    width: float
    height: float
    middle: float
    anchor: str
    """Where words under or over the bar are held, so that they stay inside: start, middle or end."""
    named: bool
    highest: bool


@dataclass(frozen=True)
class Chart:
    bars: tuple[Bar, ...]
    top: Decimal
    floor: float = HEIGHT - BOTTOM
    width: float = WIDTH
    height: float = HEIGHT


def bars(values: Sequence[tuple[date, Decimal]]) -> Chart:
    """Bars from left to right, the highest value as high as the chart; every Monday is named, and the first highest."""
    top = max((value for _day, value in values), default=Decimal(0))
    peak = next((day for day, value in values if top and value == top), None)
    step = WIDTH / max(len(values), 1)
    room = HEIGHT - TOP - BOTTOM
    drawn = []
    for number, (day, value) in enumerate(values):
        height = max(float(value / top) * room if top else 0.0, STUB)
        left = number * step + GAP / 2
        drawn.append(
            Bar(
                label=day,
                value=value,
                x=round(left, 1),
                y=round(HEIGHT - BOTTOM - height, 1),
                width=round(step - GAP, 1),
                height=round(height, 1),
                middle=round(_held(left + (step - GAP) / 2)[0], 1),
                anchor=_held(left + (step - GAP) / 2)[1],
                named=day.weekday() == 0,
                highest=day == peak,
            )
        )
    return Chart(bars=tuple(drawn), top=top)


def _held(middle: float) -> tuple[float, str]:
    if middle < EDGE:
        return 0.0, "start"
    return (WIDTH, "end") if middle > WIDTH - EDGE else (middle, "middle")
