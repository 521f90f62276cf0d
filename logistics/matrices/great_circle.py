"""Distances without a road network: the great circle, stretched by a detour factor.

The detour factor says how much longer roads are than the straight line; Ballou, Rahardja and Sakai (2002) measured
1.32 for Germany between towns, and short trips inside a town lie near it. The speeds are those of stop-and-go
delivery with parking left out (`Place.setup` holds that): they are assumptions of ours that an operator replaces by
measured ones.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from logistics.model import Pace, Place, Seconds, Travel
from logistics.model.refusal import demand

EARTH_RADIUS = 6_371_009.0
"""Mean radius in metres (IUGG)."""

RUSH_HOURS = (
    Pace(Seconds(7 * 3600), 80),
    Pace(Seconds(9 * 3600), 100),
    Pace(Seconds(15 * 3600 + 1800), 80),
    Pace(Seconds(18 * 3600), 100),
)
"""A quarter more time in the morning from 7 to 9 and in the afternoon from 15:30 to 18."""


@dataclass(frozen=True)
class SpeedModel:
    """How a kind of vehicle turns metres of great circle into metres and seconds of road."""

    profile: str
    kmh: float
    detour: float = 1.32
    paces: tuple[Pace, ...] = ()

    def __post_init__(self) -> None:
        demand(0 < self.kmh <= 200, f"speed model {self.profile}.kmh", self.kmh, "must lie in 0..200")
        demand(1 <= self.detour <= 5, f"speed model {self.profile}.detour", self.detour, "must lie in 1..5")


CARGO_BIKE = SpeedModel("cargo bike", 15.0, 1.25)
E_VAN = SpeedModel("e-van", 27.0, paces=RUSH_HOURS)
CAR = SpeedModel("car", 30.0, paces=RUSH_HOURS)


def great_circle(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Metres on the sphere between points, shape (n, 2) as (longitude, latitude) in degrees; result (n, n)."""
    longitude, latitude = np.radians(points[:, 0]), np.radians(points[:, 1])
    east = np.sin((longitude[:, None] - longitude[None, :]) / 2) ** 2
    north = np.sin((latitude[:, None] - latitude[None, :]) / 2) ** 2
    haversine = north + np.cos(latitude)[:, None] * np.cos(latitude)[None, :] * east
    metres: NDArray[np.float64] = 2 * EARTH_RADIUS * np.arcsin(np.sqrt(np.clip(haversine, 0, 1)))
    return metres


def travel_between(places: tuple[Place, ...], model: SpeedModel) -> Travel:
    """Matrices of a speed model. Raises `Refused` for a place without a point."""
    for place in places:
        demand(place.point is not None, f"place {place.name}.point", place.point, "is needed for a distance model")
    points = np.array([place.point for place in places], dtype=np.float64).reshape(len(places), 2)
    metres = great_circle(points) * model.detour
    seconds = metres / (model.kmh / 3.6)
    rounded = (np.rint(metres).astype(np.int32), np.rint(seconds).astype(np.int32))
    return Travel(model.profile, *rounded, model.paces)
