"""The town as a drawn map: projection, markers that make room for one another, places and the river.

No tiles and no streets: a schematic that answers "in the centre, or in which village?". Units of the drawing are
`SIZE` by `SIZE`; distances on the ground are metres.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import atan2, cos, degrees, hypot, radians
from pathlib import Path

SIZE = 400
METRES_PER_DEGREE = 111_195.0
RADII = (14_000.0, 2_000.0, 600.0, 200.0)
NEAR = 2  # from this level on the map shows squares instead of villages
MARKER_ROOM = 44.0
BUILT_UP_METRES = 1_150.0

Point = tuple[float, float]


@dataclass(frozen=True)
class Spot:
    """A point on the ground, degrees WGS 84."""

    latitude: float
    longitude: float


@dataclass(frozen=True, kw_only=True)
class Place:
    """A town (size 3), a village (2, 1) or a square of the town (0), which only the nearest view names."""

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

    @property
    def built_up(self) -> float:
        """Radius of the town's built-up area in the drawing."""
        return BUILT_UP_METRES * SIZE / (2 * self.radius)

    def names(self, place: Place) -> bool:
        """True if the view writes the place's name: squares near by, the town from afar."""
        return (place.size == 0) == (self.level >= NEAR) and self.shows(place.spot, 20)

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


@dataclass(frozen=True, kw_only=True)
class Label:
    """A place's dot (or square, `size` 0) and where its name stands, centred at `text_y`."""

    name: str
    size: int
    x: float
    y: float
    text_y: float


def labels(view: View, places: Iterable[Place], drawn: Sequence[Marker] = ()) -> list[Label]:
    """Names that fit: large places first, above or below their dot, never over a marker or another name."""
    taken = [(marker.x - 16, marker.y - 22, marker.x + 16, marker.y + 18) for marker in drawn]
    found = []
    for place in sorted((place for place in places if view.names(place)), key=lambda place: -place.size):
        x, y = view.xy(place.spot)
        half = len(place.name) * (4.6 if place.size == 3 else 3.5) + 3
        for text_y in _lines(view, place, y):
            box = (x - half, text_y - 11, x + half, text_y + 3)
            if box[0] > 2 and box[2] < SIZE - 2 and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                found.append(Label(name=place.name, size=place.size, x=x, y=y, text_y=text_y))
                break
    return found


def _lines(view: View, place: Place, y: float) -> tuple[float, ...]:
    """Baselines to try for a name, the best first."""
    if place.size == 3:
        return (y + min(view.built_up, 150.0) + 16, y - 14, y + 24) if view.level else (y + 34, y - 24, y - 12)
    return (y - 8, y + 17, y + 30, y - 26) if place.size else (y + 24, y - 15, y + 40, y - 30)


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def river_path(view: View, river: Sequence[Spot]) -> str:
    """The river as the `d` of a path: a smooth line through its points; empty without a river."""
    points = [view.xy(spot) for spot in river]
    if len(points) < 2:
        return ""
    parts = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for (x1, y1), (x2, y2) in pairwise(points[1:]):
        parts.append(f"Q{x1:.1f} {y1:.1f} {(x1 + x2) / 2:.1f} {(y1 + y2) / 2:.1f}")
    parts.append(f"L{points[-1][0]:.1f} {points[-1][1]:.1f}")
    return "".join(parts)


def river_label(view: View, river: Sequence[Spot]) -> tuple[float, float, float] | None:
    """Where the river's name stands, and its slope in degrees: beside the longest stretch in view."""
    points = [view.xy(spot) for spot in river]
    best: tuple[float, tuple[float, float, float]] | None = None
    for start, end in pairwise(points):
        seen = _clipped(start, end)
        if seen is None:
            continue
        (x1, y1), (x2, y2) = seen
        length = hypot(x2 - x1, y2 - y1)
        if best is None or length > best[0]:
            best = length, ((x1 + x2) / 2, (y1 + y2) / 2, degrees(atan2(y2 - y1, x2 - x1)))
    return best[1] if best and best[0] > 60 else None


def _clipped(start: Point, end: Point) -> tuple[Point, Point] | None:
    """The part of a stretch that lies in the drawing, found at forty points of it."""
    inside = [
        (start[0] + (end[0] - start[0]) * part / 40, start[1] + (end[1] - start[1]) * part / 40) for part in range(41)
    ]
    inside = [point for point in inside if 14 < point[0] < SIZE - 14 and 14 < point[1] < SIZE - 14]
    return (inside[0], inside[-1]) if len(inside) > 1 else None


@lru_cache(maxsize=4)
def ground_of(file: Path) -> Ground:
    """The ground of a town's `map.csv` (kind centre, place, square or river; name, latitude, longitude, size)."""
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
