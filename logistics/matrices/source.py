"""Where matrices come from: anything that answers for a list of places, a cache before it, and a fall-back behind
it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from logistics.matrices.great_circle import SpeedModel, travel_between
from logistics.model import Place, Travel


class NoRoads(Exception):
    """A road network gave no answer: the service is away, a place lies off the map, or two places are not connected."""


class MatrixSource(Protocol):
    """Knows the way between places."""

    def travel(self, places: tuple[Place, ...]) -> Travel:
        """Matrices between all places. Raises `NoRoads`."""
        ...


@dataclass(frozen=True)
class GreatCircle:
    """The distance model as a source. It always answers."""

    model: SpeedModel

    def travel(self, places: tuple[Place, ...]) -> Travel:
        """Matrices of the model. Raises `Refused` for a place without a point."""
        return travel_between(places, self.model)


@dataclass
class Cached:
    """Remembers the answers for the lists of points asked last, `size` of them, the oldest forgotten first."""

    source: MatrixSource
    size: int = 16
    _known: dict[tuple[tuple[float, float] | None, ...], Travel] = field(default_factory=dict, init=False, repr=False)

    def travel(self, places: tuple[Place, ...]) -> Travel:
        """What the source says, or said before."""
        key = tuple(place.point for place in places)
        if key not in self._known:
            while len(self._known) >= self.size:
                self._known.pop(next(iter(self._known)))
            self._known[key] = self.source.travel(places)
        return self._known[key]


@dataclass
class WithFallBack:
    """Asks a road network, and a distance model when that gives no answer; `tell` hears the reason every time."""

    roads: MatrixSource
    otherwise: MatrixSource
    tell: Callable[[str], None]

    def travel(self, places: tuple[Place, ...]) -> Travel:
        """Matrices from roads if there are any."""
        try:
            return self.roads.travel(places)
        except NoRoads as reason:
            self.tell(f"no road network, distances are estimated: {reason}")
            return self.otherwise.travel(places)
