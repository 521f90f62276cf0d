"""A small town of our own as an OSM extract, and road engines that have read it.

Twelve streets each way, 250 m apart. The southernmost is one-way eastwards, and a cycle path leads across the town."""

import json
import subprocess
from importlib import import_module
from pathlib import Path
from typing import Any

SIZE, WEST, SOUTH = 12, 12.10, 51.03
EAST_STEP, NORTH_STEP = 0.00357, 0.00225
"""250 m in degrees at this latitude."""


def corner(east: int, north: int) -> tuple[float, float]:
    """Longitude and latitude of a crossing."""
    return round(WEST + east * EAST_STEP, 6), round(SOUTH + north * NORTH_STEP, 6)


def write_extract(file: Path) -> None:
    """The town as an extract in the format that OSM extracts come in."""
    osm: Any = import_module("osmium")
    mutable = import_module("osmium.osm").mutable
    writer = osm.SimpleWriter(str(file))
    for number in range(SIZE * SIZE):
        writer.add_node(mutable.Node(id=number + 1, version=1, location=corner(number % SIZE, number // SIZE)))
    for way, (nodes, tags) in enumerate(_ways(), 1):
        writer.add_way(mutable.Way(id=way, version=1, nodes=nodes, tags=tags))
    writer.close()


def _ways() -> list[tuple[list[int], dict[str, str]]]:
    street = {"highway": "residential"}
    ways = [([1 + east + SIZE * north for east in range(SIZE)], street) for north in range(1, SIZE)]
    ways += [([1 + east + SIZE * north for north in range(SIZE)], street) for east in range(SIZE)]
    ways.append(([1 + east for east in range(SIZE)], {**street, "oneway": "yes"}))
    ways.append(([1 + step * (SIZE + 1) for step in range(SIZE)], {"highway": "cycleway"}))
    return ways


def osrm_files(extract: Path, folder: Path, profile: str) -> Path:
    """What OSRM's own programs make of an extract."""
    package = Path(str(import_module("osrm").__file__)).parent
    folder.mkdir()
    copy = folder / "town.osm.pbf"
    copy.write_bytes(extract.read_bytes())
    _run(package / "bin/osrm-extract", "-p", package / f"share/profiles/{profile}.lua", copy)
    for step in ("osrm-partition", "osrm-customize"):
        _run(package / "bin" / step, folder / "town.osrm")
    return folder / "town.osrm"


def valhalla_configuration(extract: Path, folder: Path) -> Path:
    """A configuration of Valhalla over tiles that its own program made of an extract."""
    valhalla: Any = import_module("valhalla")
    (folder / "tiles").mkdir(parents=True)
    config = valhalla.get_config(tile_extract="", tile_dir=str(folder / "tiles"))
    config["mjolnir"]["tile_extract"] = ""
    file = folder / "valhalla.json"
    file.write_text(json.dumps(config))
    _run(Path(str(valhalla.__file__)).parent / "bin/valhalla_build_tiles", "-c", file, extract)
    return file


def _run(*command: object) -> None:
    done = subprocess.run([str(each) for each in command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr or done.stdout
