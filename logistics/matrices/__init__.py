"""How far and how long between places: a distance model, and adapters to road networks."""

from logistics.matrices.great_circle import CAR, CARGO_BIKE, E_VAN, SpeedModel, travel_between

__all__ = ["CAR", "CARGO_BIKE", "E_VAN", "SpeedModel", "travel_between"]
