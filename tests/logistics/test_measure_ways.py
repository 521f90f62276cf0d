"""Ways between places: the distance model, and road networks that answer, refuse or are away."""

import sys
from typing import Any

import pytest

from logistics.matrices import (
    CARGO_BIKE,
    E_VAN,
    Cached,
    GreatCircle,
    NoRoads,
    OsrmInProcess,
    OsrmServer,
    SpeedModel,
    ValhallaInProcess,
    ValhallaServer,
    WithFallBack,
    travel_between,
)
from logistics.model import Place, Refused, Seconds

ZEITZ, THEISSEN = Place("Zeitz", (12.1369, 51.04962)), Place("Theißen", (12.10659, 51.08748))
BOTH = (ZEITZ, THEISSEN)


def test_the_model_stretches_the_great_circle():
    straight = travel_between(BOTH, SpeedModel("crow", 36.0, 1.0))
    assert straight.distance(0, 1) == straight.distance(1, 0) == pytest.approx(4715, abs=15)
    assert straight.arrival(0, 1, Seconds(0)) == pytest.approx(471, abs=2)
    assert travel_between(BOTH, SpeedModel("road", 36.0, 1.5)).distance(0, 1) == pytest.approx(7072, abs=25)


def test_a_bike_is_slower_and_does_not_mind_the_rush():
    bike, van = travel_between(BOTH, CARGO_BIKE), travel_between(BOTH, E_VAN)
    noon, rush = Seconds(12 * 3600), Seconds(16 * 3600)
    assert bike.arrival(0, 1, noon) - noon == bike.arrival(0, 1, rush) - rush
    assert van.arrival(0, 1, noon) - noon < van.arrival(0, 1, rush) - rush < bike.arrival(0, 1, rush) - rush


def test_a_place_without_a_point_is_refused():
    with pytest.raises(Refused, match=r"place nowhere\.point"):
        travel_between((ZEITZ, Place("nowhere")), CARGO_BIKE)
    with pytest.raises(Refused, match="kmh"):
        SpeedModel("stroller", 0)


def osrm_answer(**more: Any) -> dict[str, Any]:
    return {"code": "Ok", "distances": [[0, 5200.4], [5300, 0]], "durations": [[0, 480.6], [490, 0]]} | more


def test_osrm_answers_in_metres_and_seconds():
    asked = []

    def get(address: str) -> Any:
        asked.append(address)
        return osrm_answer()

    travel = OsrmServer("http://roads", get, "e-van").travel(BOTH)
    assert (travel.distance(0, 1), travel.arrival(0, 1, Seconds(0))) == (5200, 481)
    assert asked == [
        "http://roads/table/v1/driving/12.136900,51.049620;12.106590,51.087480?annotations=duration,distance"
    ]


def test_valhalla_answers_in_kilometres():
    cell = {"distance": 5.2, "time": 480}

    def post(address: str, question: dict[str, Any]) -> Any:
        assert (address, question["costing"]) == ("http://roads/sources_to_targets", "bicycle")
        return {"sources_to_targets": [[{"distance": 0.0, "time": 0}, cell], [cell, {"distance": 0.0, "time": 0}]]}

    assert ValhallaServer("http://roads", post, "bike", "bicycle").travel(BOTH).distance(1, 0) == 5200


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"code": "NoSegment", "message": "no road near Zeitz"}, "no road near Zeitz"),
        (osrm_answer(durations=[[0, None], [490, 0]]), "no way from Zeitz to Theißen"),
        (osrm_answer(durations=[[0]]), "does not cover"),
    ],
)
def test_a_network_without_an_answer_says_why(answer, reason):
    with pytest.raises(NoRoads, match=reason):
        OsrmServer("http://roads", lambda _address: answer, "e-van").travel(BOTH)


def test_when_the_network_is_away_the_caller_is_told_and_the_model_answers():
    def away(_address: str) -> Any:
        raise ConnectionError("connection refused")

    told: list[str] = []
    roads = WithFallBack(OsrmServer("http://roads", away, "cargo bike"), GreatCircle(CARGO_BIKE), told.append)
    assert roads.travel(BOTH).profile == "cargo bike"
    assert told == ["no road network, distances are estimated: the OSRM server does not answer: connection refused"]


def test_answers_are_remembered():
    asked = []

    def get(address: str) -> Any:
        asked.append(address)
        return osrm_answer()

    cached = Cached(OsrmServer("http://roads", get, "e-van"), size=1)
    assert cached.travel(BOTH) is cached.travel(BOTH)
    cached.travel(BOTH[::-1])
    cached.travel(BOTH)
    assert len(asked) == 3


@pytest.mark.parametrize("module", ["osrm", "valhalla"])
def test_a_missing_library_is_a_reason_too(module, monkeypatch):
    monkeypatch.setitem(sys.modules, module, None)
    source = OsrmInProcess("zeitz.osrm", "e-van") if module == "osrm" else ValhallaInProcess("valhalla.json", "e-van")
    with pytest.raises(NoRoads, match="not installed"):
        source.travel(BOTH)
