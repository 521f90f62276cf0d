"""OSRM: its HTTP server, or its library in this process (`osrm-bindings`, Python 3.12 and newer)."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from logistics.matrices.source import NoRoads
from logistics.matrices.tables import points_of, travel_of
from logistics.model import Place, Travel

Get = Callable[[str], Any]
"""Fetches an address and gives the JSON of the answer; raises `OSError` when nobody answers."""


@dataclass(frozen=True)
class OsrmServer:
    """The table service of a running OSRM. `get` does the fetching, so that this package opens no connection itself."""

    address: str
    get: Get
    profile: str
    road_profile: str = "driving"

    def travel(self, places: tuple[Place, ...]) -> Travel:
        """Matrices over roads. Raises `NoRoads` with the server's reason."""
        points = ";".join(f"{x:.6f},{y:.6f}" for x, y in points_of(places))
        question = f"{self.address}/table/v1/{self.road_profile}/{points}?annotations=duration,distance"
        try:
            answer = self.get(question)
        except (OSError, ValueError) as error:
            raise NoRoads(f"the OSRM server does not answer: {error}") from error
        if not isinstance(answer, dict) or answer.get("code") != "Ok":
            raise NoRoads(
                f"OSRM says {answer.get('message') or answer.get('code') if isinstance(answer, dict) else answer}"
            )
        return travel_of(self.profile, places, answer.get("distances", ()), answer.get("durations", ()))


@dataclass(frozen=True)
class OsrmInProcess:
    """OSRM's library over files prepared by `osrm-extract`, `osrm-partition` and `osrm-customize`."""

    file: str
    profile: str

    def travel(self, places: tuple[Place, ...]) -> Travel:
        """Matrices over roads. Raises `NoRoads` when the library or the files are missing, or a place has no road."""
        try:
            osrm = import_module("osrm")
            engine = osrm.OSRM(storage_config=self.file, use_shared_memory=False, algorithm="MLD")
            parameters = osrm.TableParameters(coordinates=points_of(places), annotations=["duration", "distance"])
            answer = engine.Table(parameters)
            cells = [[[float(cell) for cell in row] for row in answer[key]] for key in ("distances", "durations")]
        except ImportError as error:
            raise NoRoads("the package osrm-bindings is not installed") from error
        except (RuntimeError, TypeError, KeyError) as error:
            raise NoRoads(f"OSRM cannot answer: {error}") from error
        return travel_of(self.profile, places, cells[0], cells[1])
