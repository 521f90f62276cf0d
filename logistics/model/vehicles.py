"""What brings it: vehicles with room, a shift, breaks and a price."""

from dataclasses import dataclass

from logistics.model.quantities import Load, Metres, Seconds, Window
from logistics.model.refusal import demand


@dataclass(frozen=True)
class Break:
    """A rest of `length` seconds that starts between `earliest` and `latest`.

    It is taken between two services, before leaving a stop or after reaching the next one. A tour that is over by
    `latest` needs none.
    """

    earliest: Seconds
    latest: Seconds
    length: Seconds

    def __post_init__(self) -> None:
        demand(self.earliest >= 0, "break.earliest", self.earliest, "must not be negative")
        demand(self.earliest <= self.latest, "break.latest", self.latest, f"lies before earliest = {self.earliest}")
        demand(self.length > 0, "break.length", self.length, "must be positive")


@dataclass(frozen=True)
class Vehicle:
    """One vehicle with its driver.

    `profile` names the matrix that it drives by (`Travel.profile`). Costs are per kilometre, per hour between
    leaving the start and reaching the end, and once when it is used at all. `end` may be None: the tour ends at its
    last stop.
    """

    name: str
    capacity: Load
    start: str
    end: str | None
    shift: Window
    profile: str = "road"
    breaks: tuple[Break, ...] = ()
    skills: frozenset[str] = frozenset()
    max_duration: Seconds | None = None
    max_distance: Metres | None = None
    cost_per_km: float = 1000.0
    cost_per_hour: float = 0.0
    cost_per_use: float = 0.0

    def __post_init__(self) -> None:
        own = f"vehicle {self.name}"
        demand(bool(self.name), "vehicle.name", self.name, "must not be empty")
        demand(all(part >= 0 for part in self.capacity), f"{own}.capacity", self.capacity, "must not be negative")
        for field in ("cost_per_km", "cost_per_hour", "cost_per_use"):
            demand(getattr(self, field) >= 0, f"{own}.{field}", getattr(self, field), "must not be negative")
        for limit in ("max_duration", "max_distance"):
            value = getattr(self, limit)
            demand(value is None or value >= 0, f"{own}.{limit}", value, "must not be negative")
        for earlier, later in zip(self.breaks, self.breaks[1:], strict=False):
            apart = earlier.latest + earlier.length <= later.earliest
            demand(apart, f"{own}.breaks", later, f"may start before the break before it is over ({earlier})")
