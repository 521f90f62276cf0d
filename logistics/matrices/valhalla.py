"""Valhalla: its HTTP server, or its library in this process (`pyvalhalla`, Python 3.12 and newer)."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from logistics.matrices.source import NoRoads
from logistics.matrices.tables import points_of, travel_of
from logistics.model import Place, Travel

Post = Callable[[str, dict[str, Any]], Any]
"""Sends JSON to an address and gives the JSON of the answer; raises `OSError` when nobody answers."""


@dataclass(frozen=True)
class ValhallaServer:
    """The matrix service of a running Valhalla. `costing` is one of its names: bicycle, auto, truck."""

    address: str
    post: Post
    profile: str
    costing: str = "auto"

    def travel(self, places: tuple[Place, ...]) -> Travel:
        """Matrices over roads. Raises `NoRoads` with the server's reason."""
        try:
            answer = self.post(f"{self.address}/sources_to_targets", question(places, self.costing))
        except (OSError, ValueError) as error:
            raise NoRoads(f"the Valhalla server does not answer: {error}") from error
        return _read(self.profile, places, answer)


@dataclass(frozen=True)
class ValhallaInProcess:
    """Valhalla's library over a configuration file that names its tiles."""

    configuration: str
    profile: str
    costing: str = "auto"

    def travel(self, places: tuple[Place, ...]) -> Travel:
        """Matrices over roads. Raises `NoRoads` when the library or the tiles are missing, or a place has no road."""
        asked = json.dumps(question(places, self.costing))
        try:
            actor = import_module("valhalla").Actor(self.configuration)
            answer = json.loads(actor.matrix(asked))
        except ImportError as error:
            raise NoRoads("the package pyvalhalla is not installed") from error
        except (RuntimeError, OSError) as error:
            raise NoRoads(f"Valhalla cannot answer: {error}") from error
        return _read(self.profile, places, answer)


def question(places: tuple[Place, ...], costing: str) -> dict[str, Any]:
    """What the matrix service is asked."""
    points = [{"lon": x, "lat": y} for x, y in points_of(places)]
    return {"sources": points, "targets": points, "costing": costing, "units": "kilometers", "verbose": True}


def _read(profile: str, places: tuple[Place, ...], answer: Any) -> Travel:
    rows = answer.get("sources_to_targets") if isinstance(answer, dict) else None
    if not isinstance(rows, list):
        raise NoRoads(f"Valhalla says {answer.get('error', 'nothing') if isinstance(answer, dict) else answer}")
    distances = [[_metres(cell.get("distance")) for cell in row] for row in rows]
    return travel_of(profile, places, distances, [[cell.get("time") for cell in row] for row in rows])


def _metres(kilometres: float | None) -> float | None:
    return None if kilometres is None else kilometres * 1000
