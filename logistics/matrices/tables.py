"""Answers of road networks as matrices."""

from collections.abc import Sequence

import numpy as np

from logistics.matrices.source import NoRoads
from logistics.model import Place, Travel
from logistics.model.refusal import demand

Cells = Sequence[Sequence[float | None]]


def points_of(places: tuple[Place, ...]) -> list[tuple[float, float]]:
    """(longitude, latitude) of every place. Raises `Refused` for a place without one."""
    points = []
    for place in places:
        demand(place.point is not None, f"place {place.name}.point", place.point, "is needed for a road network")
        if place.point is not None:
            points.append(place.point)
    return points


def travel_of(profile: str, places: tuple[Place, ...], distances: Cells, durations: Cells) -> Travel:
    """Rounded matrices. Raises `NoRoads` when a cell is empty or the shape is wrong."""
    matrices = []
    for cells in (distances, durations):
        if len(cells) != len(places) or any(len(row) != len(places) for row in cells):
            raise NoRoads("the answer does not cover all places")
        for place, row in zip(places, cells, strict=True):
            for other, cell in zip(places, row, strict=True):
                if cell is None:
                    raise NoRoads(f"there is no way from {place.name} to {other.name}")
        matrices.append(np.rint(np.array(cells, dtype=np.float64)).astype(np.int64))
    return Travel(profile, matrices[0], matrices[1])
