"""`regionalmarkt plan`: what it prints, writes and refuses."""

import json
import os
import re
import signal
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from logistics.command import main
from logistics.pictures.drawing import progress
from logistics.solver import Report
from tests.logistics.published import ROOT
from tests.logistics.test_read_published_formats import BASKET, PAIR

EXAMPLES = ROOT / "docs" / "routes"


def written(folder: Path, text: str) -> Path:
    path = folder / "problem.txt"
    path.write_text(text)
    return path


def test_prints_routes_in_the_numbers_of_the_file(tmp_path, capsys):
    code = main([str(written(tmp_path, BASKET)), "--format", "mpdptw", "--iterations", "20", "--quiet"])
    assert capsys.readouterr().out.splitlines() == [
        "Route 1: 0 1 2",
        "Vehicles: 1",
        "Distance: 30.00",
        "Checker: valid",
    ]
    assert code == 0


def test_writes_plan_and_pictures(tmp_path, capsys):
    plan, picture = tmp_path / "plan.json", tmp_path / "plan.svg"
    arguments = [str(EXAMPLES / "zeitz-day.json"), "--iterations", "30", "--json", str(plan), "--svg", str(picture)]
    code = main([*arguments, "--threads", "1"])
    printed = capsys.readouterr()
    document = json.loads(plan.read_text())
    assert "Checker: valid" in printed.out
    assert "iterations" in printed.err
    assert code == (3 if document["left_out"] else 0)
    assert {stop["order"] for tour in document["tours"] for stop in tour["stops"]} | set(document["left_out"]) == {
        f"order {number:02d}" for number in range(1, 26)
    }
    words = " ".join(ET.parse(picture).getroot().itertext())
    left_out = len(document["left_out"])
    assert f"2 tours, {left_out} order{'' if left_out == 1 else 's'} left out" in words


def test_the_search_is_grey_while_more_orders_are_missing():
    standings = [(1.0, 2.0, 50.0), (0.0, 2.0, 90.0), (0.0, 2.0, 80.0)]
    early, late, cost, foot = progress(
        [Report(part / 4, 100 * part, standing, "tours") for part, standing in enumerate(standings, 1)]
    )
    assert '"#bbb"' in early
    assert "search: cost 80, 2 vehicles, 0 orders missing; grey: with more orders missing" in foot
    assert ">80<" in cost
    heights = [float(point.split(",")[1]) for point in re.findall(r'points="([^"]*)"', late)[0].split()]
    assert heights[0] < heights[1], "dear plans are above cheap ones"


def test_the_same_iterations_and_seed_give_the_same_answer(tmp_path, capsys):
    path = str(written(tmp_path, PAIR))
    for _ in range(2):
        main([path, "--format", "li-lim", "--iterations", "30", "--seed", "4", "--quiet"])
    first, second = capsys.readouterr().out.split("Route 1")[1:]
    assert first == second


@pytest.mark.parametrize(
    ("text", "form", "complaint"),
    [
        (PAIR.replace("5 10 20", "5 20 10"), "li-lim", r"problem\.txt:3: window 20 to 10"),
        ("", "mpdptw", r"problem\.txt: the file is empty"),
        ("{\n \"places\": 3\n}", "json", r"problem\.txt:2: places: must be a list"),
        ("{\n oops\n}", "json", r"problem\.txt:2: is not JSON"),
        ("{\"plaices\": []}", "json", r"problem\.txt:1: plaices: is not known"),
    ],
)  # fmt: skip
def test_a_bad_file_gets_line_and_reason(tmp_path, capsys, text, form, complaint):
    assert main([str(written(tmp_path, text)), "--format", form]) == 2
    assert re.search(complaint, capsys.readouterr().err)


def test_a_missing_file_and_a_strange_setting_are_errors(tmp_path, capsys):
    assert main([str(tmp_path / "none")]) == 2
    assert main([str(written(tmp_path, PAIR)), "--format", "li-lim", "--threads", "0"]) == 2
    errors = capsys.readouterr().err
    assert "No such file" in errors
    assert "solve.threads = 0" in errors


def test_a_picture_that_cannot_be_written_costs_no_plan(tmp_path, capsys):
    path, picture = written(tmp_path, PAIR), tmp_path / "nowhere" / "day.svg"
    assert main([str(path), "--format", "li-lim", "--iterations", "5", "--quiet", "--svg", str(picture)]) == 2
    printed = capsys.readouterr()
    assert "Checker: valid" in printed.out
    assert f"{picture}: No such file" in printed.err


def test_what_cannot_be_served_is_named_with_its_reason(tmp_path, capsys):
    heavy = PAIR.replace("2 10 1", "2 4 1")
    assert main([str(written(tmp_path, heavy)), "--format", "li-lim", "--iterations", "5", "--quiet"]) == 3
    assert "Left out: 1: vehicle 1 has room for 4 load, the order has 5" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["zeitz-day", "hub-day"])
def test_examples_are_problems(name, capsys):
    main([str(EXAMPLES / f"{name}.json"), "--iterations", "0", "--quiet", "--threads", "1"])
    assert "Checker: valid" in capsys.readouterr().out


@pytest.mark.parametrize("seed", ["1", "2", "3"])
def test_nobody_is_left_out_on_the_day_in_zeitz(seed, capsys):
    """Two long tours with breaks, rush hours and goods that must not be long on board: each order has few places."""
    day = [str(EXAMPLES / "zeitz-day.json"), "--iterations", "5000", "--seed", seed, "--quiet", "--threads", "1"]
    assert main(day) == 0
    assert "Checker: valid" in capsys.readouterr().out


def test_an_interrupt_prints_the_best_so_far(tmp_path):
    command = [sys.executable, "-m", "config.entrance", "plan", str(EXAMPLES / "zeitz-day.json"), "--seconds", "600"]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": "nowhere"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    while "iterations" not in process.stderr.readline():
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    output, _errors = process.communicate(timeout=60)
    assert "Checker: valid" in output
