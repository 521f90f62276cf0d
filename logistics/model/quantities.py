"""Whole seconds and metres as types of their own, and the stretch of time between two seconds."""

from dataclasses import dataclass
from itertools import pairwise
from typing import NewType

from logistics.model.refusal import demand

Seconds = NewType("Seconds", int)
"""Seconds since the planner's midnight, or a length of time. Never a fraction."""

Metres = NewType("Metres", int)
"""Metres on the road. Never a fraction."""

Load = tuple[int, ...]
"""Amount per dimension, in the order of `Problem.dimensions` (for example boxes, kg, cold boxes)."""

NO_TIME = Seconds(0)

FOREVER = Seconds(2**40)
"""Later than any time of a plan; the end of a window that never closes."""


@dataclass(frozen=True)
class Window:
    """A stretch of time, both ends included: service may start at `opens` and still at `closes`."""

    opens: Seconds
    closes: Seconds

    def __post_init__(self) -> None:
        demand(isinstance(self.opens, int), "window.opens", self.opens, "must be whole seconds")
        demand(isinstance(self.closes, int), "window.closes", self.closes, "must be whole seconds")
        demand(0 <= self.opens <= FOREVER, "window.opens", self.opens, "must not lie before midnight of the first day")
        demand(self.opens <= self.closes, "window.closes", self.closes, f"lies before opens = {self.opens}")
        demand(self.closes <= FOREVER, "window.closes", self.closes, "is later than any plan")


ALWAYS = Window(Seconds(0), FOREVER)


def ordered_apart(windows: tuple[Window, ...], field: str) -> None:
    """Refuse windows that overlap or do not follow one another.

    Raises `Refused` naming `field`.
    """
    demand(bool(windows), field, windows, "needs at least one window")
    for earlier, later in pairwise(windows):
        demand(earlier.closes < later.opens, field, later, f"does not lie after the window before it ({earlier})")
