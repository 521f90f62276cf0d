"""OSRM and Valhalla themselves over a small town: in this process and as servers.

They install on Python 3.12 and newer: `script/test-roads` has them.
"""

import json
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from logistics.matrices import NoRoads, OsrmInProcess, OsrmServer, ValhallaInProcess, ValhallaServer
from logistics.matrices.source import MatrixSource
from logistics.model import Place, Seconds, Travel
from tests.logistics import town_roads

for module in ("osrm", "valhalla", "osmium"):
    pytest.importorskip(module, reason=f"{module} is not installed: script/test-roads has it")

CORNERS = {"west": (0, 0), "east": (11, 0), "middle": (6, 6), "north-east": (11, 11)}
PLACES = tuple(Place(name, town_roads.corner(*at)) for name, at in CORNERS.items())
WEST, EAST, MIDDLE, NORTH_EAST = range(4)
STREET = 2750
"""Metres from one end of a street to the other."""


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> dict[str, MatrixSource]:
    folder = tmp_path_factory.mktemp("roads")
    extract = folder / "town.osm.pbf"
    town_roads.write_extract(extract)
    car = town_roads.osrm_files(extract, folder / "car", "car")
    bicycle = town_roads.osrm_files(extract, folder / "bicycle", "bicycle")
    configuration = str(town_roads.valhalla_configuration(extract, folder / "valhalla"))
    return {
        "osrm car": OsrmInProcess(str(car), "e-van"),
        "osrm bicycle": OsrmInProcess(str(bicycle), "cargo bike"),
        "valhalla car": ValhallaInProcess(configuration, "e-van"),
        "valhalla bicycle": ValhallaInProcess(configuration, "cargo bike", "bicycle"),
    }


@pytest.mark.parametrize("engine", ["osrm", "valhalla"])
def test_a_van_keeps_to_streets_and_their_direction(engines, engine):
    travel: Travel = engines[f"{engine} car"].travel(PLACES)
    assert travel.distance(WEST, EAST) == pytest.approx(STREET, rel=0.02)
    # back against the one-way street: up one street, along it and down again
    assert travel.distance(EAST, WEST) == pytest.approx(STREET + 500, rel=0.02)
    assert travel.distance(WEST, NORTH_EAST) == pytest.approx(2 * STREET, rel=0.02)
    assert travel.arrival(WEST, EAST, Seconds(0)) < travel.arrival(WEST, NORTH_EAST, Seconds(0)) < 1800


@pytest.mark.parametrize("engine", ["osrm", "valhalla"])
def test_a_bike_takes_the_path_across_and_more_time(engines, engine):
    van, bike = engines[f"{engine} car"].travel(PLACES), engines[f"{engine} bicycle"].travel(PLACES)
    assert bike.distance(WEST, NORTH_EAST) == pytest.approx(STREET * 2**0.5, rel=0.02)
    assert bike.arrival(WEST, EAST, Seconds(0)) > van.arrival(WEST, EAST, Seconds(0))


def test_a_place_off_the_map_has_no_roads(engines):
    for source in engines.values():
        try:
            far = source.travel((*PLACES, Place("Rome", (12.49, 41.89))))
        except NoRoads:
            continue
        # OSRM drives from the nearest road it knows
        assert isinstance(source, OsrmInProcess)
        assert far.distance(0, len(PLACES)) > 0


def test_missing_files_are_a_reason(tmp_path):
    for source in (
        OsrmInProcess(str(tmp_path / "no.osrm"), "van"),
        ValhallaInProcess(str(tmp_path / "no.json"), "van"),
    ):
        with pytest.raises(NoRoads, match="cannot answer"):
            source.travel(PLACES)


def test_osrms_server_says_what_its_library_says(engines):
    source = engines["osrm car"]
    assert isinstance(source, OsrmInProcess)
    port = _free_port()
    with _served("osrm", "osrm-routed", ["--algorithm", "mld", "--ip", "127.0.0.1", "--port", port, source.file], port):
        asked = OsrmServer(f"http://127.0.0.1:{port}", _get, "e-van").travel(PLACES)
    _alike(asked, source.travel(PLACES))


def test_valhallas_server_says_what_its_library_says(engines, tmp_path):
    source = engines["valhalla bicycle"]
    assert isinstance(source, ValhallaInProcess)
    port, config = _free_port(), json.loads(Path(source.configuration).read_text())
    addresses = {"listen": f"tcp://127.0.0.1:{port}", "loopback": f"ipc://{tmp_path}/loopback"}
    config["httpd"]["service"] |= addresses | {"interrupt": f"ipc://{tmp_path}/interrupt"}
    for part in ("loki", "thor", "odin", "meili"):
        config[part]["service"]["proxy"] = f"ipc://{tmp_path}/{part}"
    own = tmp_path / "valhalla.json"
    own.write_text(json.dumps(config))
    with _served("valhalla", "valhalla_service", [str(own), "1"], port):
        asked = ValhallaServer(f"http://127.0.0.1:{port}", _post, "cargo bike", "bicycle").travel(PLACES)
    _alike(asked, source.travel(PLACES))


def _alike(one: Travel, other: Travel) -> None:
    assert (one.distances == other.distances).all()
    assert (one.durations == other.durations).all()


def _free_port() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return str(free.getsockname()[1])


@contextmanager
def _served(package: str, program: str, arguments: list[str], port: str) -> Iterator[None]:
    """A server of a package's own program, on loopback, until it answers and while it is used."""
    path = Path(str(import_module(package).__file__)).parent / "bin" / program
    server = subprocess.Popen([str(path), *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", int(port)), 1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield
    finally:
        server.kill()  # Valhalla takes half a minute to say goodbye
        server.wait(10)


def _get(address: str) -> Any:
    with urlopen(address, timeout=10) as answer:  # loopback
        return json.load(answer)


def _post(address: str, question: dict[str, Any]) -> Any:
    asked = Request(address, json.dumps(question).encode(), {"Content-Type": "application/json"})
    with urlopen(asked, timeout=10) as answer:  # loopback
        return json.load(answer)
