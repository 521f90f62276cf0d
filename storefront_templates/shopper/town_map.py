"""The town as a drawn map: projection, markers that make room for one another, places and the river.

No tiles and no streets: a schematic that answers "in the centre, or in which village?". Units of the drawing are
`SIZE` by `SIZE`; distances on the ground are metres.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, hypot, radians
from pathlib import Path

SIZE = 400
METRES_PER_DEGREE = 111_195.0
RADII = (14_000.0, 4_000.0, 900.0)
MARKER_ROOM = 44.0


@dataclass(frozen=True)
class Spot:
    """A point on the ground, degrees WGS 84."""

    latitude: float
    longitude: float


@dataclass(frozen=True, kw_only=True)
class Place:
    name: str
    spot: Spot
    size: int


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What does not change: the centre of the town, places and the course of the river."""

    centre: Spot
    places: tuple[Place, ...] = ()
    river: tuple[Spot, ...] = ()
    river_name: str = ""


@dataclass(frozen=True, kw_only=True)
class View:
    """What the map shows: a square around `centre`; `level` 0 is the region, the last one the town centre."""

    centre: Spot
    level: int = 0

    @property
    def radius(self) -> float:
        """Metres from the centre to each edge."""
        return RADII[self.level]

    def xy(self, spot: Spot) -> tuple[float, float]:
        """Where a spot lies in the drawing; north is up."""
        scale = SIZE / (2 * self.radius)
        east = (spot.longitude - self.centre.longitude) * METRES_PER_DEGREE * cos(radians(self.centre.latitude))
        north = (spot.latitude - self.centre.latitude) * METRES_PER_DEGREE
        return SIZE / 2 + east * scale, SIZE / 2 - north * scale

    def shows(self, spot: Spot, margin: float = 12) -> bool:
        x, y = self.xy(spot)
        return margin <= x <= SIZE - margin and margin <= y <= SIZE - margin


@dataclass(frozen=True, kw_only=True)
class Marker:
    """One shop or, where several would overlap, all of them. `keys` are the callers' own."""

    x: float
    y: float
    keys: tuple[int, ...]
    spot: Spot

    @property
    def count(self) -> int:
        return len(self.keys)


def markers(view: View, shops: Iterable[tuple[int, Spot]]) -> list[Marker]:
    """Markers of the shops in view; shops closer than a finger's width share one."""
    heaps: list[list[tuple[int, Spot]]] = []
    for key, spot in shops:
        if not view.shows(spot):
            continue
        x, y = view.xy(spot)
        near = next((heap for heap in heaps if _distance(view, heap, x, y) < MARKER_ROOM), None)
        if near is None:
            heaps.append([(key, spot)])
        else:
            near.append((key, spot))
    return [_marker(view, heap) for heap in heaps]


def _distance(view: View, heap: Sequence[tuple[int, Spot]], x: float, y: float) -> float:
    other_x, other_y = view.xy(_middle(heap))
    return hypot(x - other_x, y - other_y)


def _middle(heap: Sequence[tuple[int, Spot]]) -> Spot:
    count = len(heap)
    return Spot(sum(spot.latitude for _, spot in heap) / count, sum(spot.longitude for _, spot in heap) / count)


def _marker(view: View, heap: Sequence[tuple[int, Spot]]) -> Marker:
    spot = _middle(heap)
    x, y = view.xy(spot)
    return Marker(x=round(x, 1), y=round(y, 1), keys=tuple(key for key, _ in heap), spot=spot)


def river_path(view: View, river: Sequence[Spot]) -> str:
    """The river as the `d` of a path: a smooth line through its points; empty without a river."""
    points = [view.xy(spot) for spot in river]
    if len(points) < 2:
        return ""
    parts = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for (x1, y1), (x2, y2) in zip(points[1:-1], points[2:], strict=True):
        parts.append(f"Q{x1:.1f} {y1:.1f} {(x1 + x2) / 2:.1f} {(y1 + y2) / 2:.1f}")
    parts.append(f"L{points[-1][0]:.1f} {points[-1][1]:.1f}")
    return "".join(parts)


@lru_cache(maxsize=4)
def ground_of(file: Path) -> Ground:
    """The ground of a town's `map.csv` (kind centre, place or river; name, latitude, longitude, size)."""
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))

    def spot(row: dict[str, str]) -> Spot:
        return Spot(float(row["latitude"]), float(row["longitude"]))

    centre = next(spot(row) for row in rows if row["kind"] == "centre")
    rivers = [row for row in rows if row["kind"] == "river"]
    return Ground(
        centre=centre,
        places=tuple(
            Place(name=row["name"], spot=spot(row), size=int(row["size"])) for row in rows if row["kind"] != "river"
        ),
        river=tuple(spot(row) for row in rivers),
        river_name=rivers[0]["name"] if rivers else "",
    )
