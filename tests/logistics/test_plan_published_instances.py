"""On published instances a short search comes close to the best known plans."""

import csv
import io

import pytest

from logistics.checker import check
from logistics.formats import li_lim, mpdptw, sartori
from logistics.solver import MaxIterations, solve
from tests.logistics.published import text

READERS = {"li_lim_100": li_lim, "sartori_buriol": sartori, "mpdptw": mpdptw}


def best_known(name: str) -> tuple[int, float]:
    rows = csv.DictReader(io.StringIO(text("best_known.csv")))
    return next((int(row["vehicles"]), float(row["distance"])) for row in rows if row["instance"] == name)


@pytest.mark.parametrize(
    ("folder", "name", "gap"),
    [
        ("li_lim_100", "lc101", 0.0),
        ("li_lim_100", "lr101", 0.0),
        ("li_lim_100", "lrc201", 0.01),
        ("sartori_buriol", "nyc-n100-1", 0.06),
        ("mpdptw", "l_4_25_1", 0.0),
        ("mpdptw", "n_8_50_1", 0.02),
    ],
)
def test_a_short_search_comes_close(folder, name, gap):
    instance = READERS[folder].read(text(f"{folder}/{name}.txt"))
    plan = solve(instance.problem, stop=MaxIterations(6000), seed=1).plan
    assert check(instance.problem, plan).complete
    vehicles, distance = best_known(name)
    assert not vehicles or len(plan.tours) == vehicles
    assert instance.distance(plan) <= distance * (1 + gap) + 0.01
    assert len(instance.lines(plan)) == len(plan.tours)
