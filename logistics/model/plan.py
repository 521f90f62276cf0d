"""What comes out: tours with times, orders left out, and what it costs."""

from dataclasses import dataclass, field

from logistics.model.locks import Visit
from logistics.model.quantities import Metres, Seconds


@dataclass(frozen=True)
class ScheduledVisit:
    """A visit with its times: reach the place, start service (setup included in the wait), finish, drive on."""

    visit: Visit
    arrival: Seconds
    start: Seconds
    finish: Seconds
    leave: Seconds


@dataclass(frozen=True)
class ScheduledBreak:
    """The `number`-th break of the vehicle, taken where the vehicle stands between two services."""

    number: int
    start: Seconds
    end: Seconds


@dataclass(frozen=True)
class Tour:
    """What one vehicle does: leaves its start at `leaves`, makes its visits, is back at `ends`."""

    vehicle: str
    visits: tuple[ScheduledVisit, ...]
    leaves: Seconds
    ends: Seconds
    distance: Metres
    breaks: tuple[ScheduledBreak, ...] = ()

    @property
    def duration(self) -> Seconds:
        """Seconds from leaving the start to the end."""
        return Seconds(self.ends - self.leaves)


@dataclass(frozen=True)
class Plan:
    """A value: tours of the vehicles in use, the names of orders left out, the cost by the objective. Plans are
    compared, kept and replaced, never changed; `version` counts them."""

    tours: tuple[Tour, ...]
    left_out: tuple[str, ...] = ()
    cost: float = 0.0
    version: int = 0
    tour_by_vehicle: dict[str, Tour] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "tour_by_vehicle", {tour.vehicle: tour for tour in self.tours})

    @property
    def distance(self) -> Metres:
        """Metres of all tours together."""
        return Metres(sum(tour.distance for tour in self.tours))

    @property
    def duration(self) -> Seconds:
        """Seconds of all tours together."""
        return Seconds(sum(tour.duration for tour in self.tours))
