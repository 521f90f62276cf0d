"""Where the published instances lie: not in this repository."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def folder() -> Path | None:
    """`REGIONALMARKT_VRP_DATA`, or `shared/vrp` beside one of the folders above."""
    named = os.environ.get("REGIONALMARKT_VRP_DATA")
    places = [Path(named)] if named else [above / "shared" / "vrp" for above in ROOT.parents]
    return next((place for place in places if (place / "best_known.csv").is_file()), None)


def text(path: str) -> str:
    """An instance as text; the test is skipped where the instances are missing."""
    found = folder()
    if found is None:
        pytest.skip("published instances are not here: set REGIONALMARKT_VRP_DATA to the folder with best_known.csv")
    return (found / path).read_text()
