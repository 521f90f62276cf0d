"""The published instances with their best known plans."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from logistics.formats import Instance, li_lim, mpdptw, sartori
from tests.bench.routes.hub import at_a_hub
from tests.logistics.published import folder

FAMILIES: dict[str, Callable[[str], Instance]] = {
    "li_lim_100": li_lim.read,
    "sartori_buriol": sartori.read,
    "mpdptw": mpdptw.read,
    "hub": lambda text: at_a_hub(li_lim.read(text)),
}
FOLDERS = {"hub": "li_lim_100"}
"""Where the files of a family lie that has no folder of its own name."""


@dataclass(frozen=True)
class Case:
    """An instance with the vehicles (0: they do not count) and the distance of the best plan known (0: none is)."""

    family: str
    name: str
    instance: Instance
    vehicles: int
    distance: float


def cases(families: list[str], only: str) -> Iterator[Case]:
    """All instances of the families whose names contain `only`, as far as their best plan is known."""
    base = folder()
    if base is None:
        raise SystemExit(
            "published instances are not here: set REGIONALMARKT_VRP_DATA to the folder with best_known.csv"
        )
    with (base / "best_known.csv").open(newline="") as file:
        known = {row["instance"]: (int(row["vehicles"]), float(row["distance"])) for row in csv.DictReader(file)}
    for family in families:
        for path in sorted((base / FOLDERS.get(family, family)).glob("*.txt")):
            if path.stem in known and only in path.stem:
                instance = FAMILIES[family](path.read_text())
                yield Case(family, path.stem, instance, *((0, 0.0) if family in FOLDERS else known[path.stem]))
