"""How far and how long between places: a distance model, and adapters to road networks."""

from logistics.matrices.great_circle import CAR, CARGO_BIKE, E_VAN, SpeedModel, travel_between
from logistics.matrices.osrm import OsrmInProcess, OsrmServer
from logistics.matrices.source import Cached, GreatCircle, MatrixSource, NoRoads, WithFallBack
from logistics.matrices.valhalla import ValhallaInProcess, ValhallaServer

__all__ = [
    "CAR",
    "CARGO_BIKE",
    "E_VAN",
    "Cached",
    "GreatCircle",
    "MatrixSource",
    "NoRoads",
    "OsrmInProcess",
    "OsrmServer",
    "SpeedModel",
    "ValhallaInProcess",
    "ValhallaServer",
    "WithFallBack",
    "travel_between",
]
