"""How far and how long: one matrix per profile, and how the speed changes over the day."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from logistics.model.quantities import Metres, Seconds
from logistics.model.refusal import demand

Matrix = NDArray[np.integer[Any]]
LARGEST = 2**31 - 1


@dataclass(frozen=True)
class Pace:
    """From second `since` on, until the next pace begins, the vehicle makes `percent` of the matrix's speed."""

    since: Seconds
    percent: int

    def __post_init__(self) -> None:
        demand(self.since >= 0, "pace.since", self.since, "must not be negative")
        demand(0 < self.percent <= 1000, "pace.percent", self.percent, "must lie in 1..1000")


@dataclass(frozen=True, eq=False)
class Travel:
    """Distances and durations between all places, as one kind of vehicle drives them.

    Both arrays have the shape (places, places), metres and seconds, row = from, column = to, in the order of
    `Problem.places`. Whole numbers of any width are taken and kept as 32 bits.

    With `paces` a leg that crosses a change of speed is driven partly at each (Ichoua, Gendreau
    and Potvin 2003), so that who leaves later never arrives earlier. Before the first pace the speed is 100 percent.
    """

    profile: str
    distances: Matrix
    durations: Matrix
    paces: tuple[Pace, ...] = ()

    def __post_init__(self) -> None:
        for field in ("distances", "durations"):
            own = f"travel {self.profile}.{field}"
            given = np.asarray(getattr(self, field))
            demand(given.ndim == 2 and given.shape[0] == given.shape[1], own, given.shape, "must be square")
            demand(given.size == 0 or int(given.min()) >= 0, own, given.min(initial=0), "must not be negative")
            demand(
                given.size == 0 or int(given.max()) <= LARGEST, own, given.max(initial=0), f"must not exceed {LARGEST}"
            )
            frozen = np.array(given, dtype=np.int32, order="C")
            frozen.setflags(write=False)
            object.__setattr__(self, field, frozen)
        same = self.distances.shape == self.durations.shape
        demand(same, f"travel {self.profile}.durations", self.durations.shape, "differs in shape from distances")
        since = [pace.since for pace in self.paces]
        demand(since == sorted(set(since)), f"travel {self.profile}.paces", since, "must rise in time")

    def distance(self, start: int, end: int) -> Metres:
        """Metres from place number `start` to place number `end`."""
        return Metres(int(self.distances[start, end]))

    def arrival(self, start: int, end: int, leave: Seconds) -> Seconds:
        """When a vehicle that leaves place `start` at `leave` reaches place `end`; fractions are rounded up."""
        left = int(self.durations[start, end]) * 100
        now, percent = int(leave), 100
        for pace in self.paces:
            if pace.since > now:
                driven = (pace.since - now) * percent
                if driven >= left:
                    break
                left -= driven
                now = pace.since
            percent = pace.percent
        return Seconds(now + -(-left // percent))
