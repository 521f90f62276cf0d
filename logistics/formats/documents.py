"""Our own JSON: a problem in, a plan out. `problem.schema.json` beside this module says what may stand there."""

import json
from functools import partial
from typing import Any

import numpy as np

from logistics.formats.fields import Fields, Misfit, built, window
from logistics.formats.instance import FormatError, Instance
from logistics.formats.positions import Path, lines_of
from logistics.matrices import SpeedModel, travel_between
from logistics.model import (
    ALWAYS,
    Break,
    GoodsClass,
    Lock,
    Metres,
    Objective,
    OnBoard,
    Order,
    Pace,
    Place,
    Plan,
    Problem,
    Stop,
    Travel,
    Vehicle,
    Visit,
)


def read(text: str) -> Instance:
    """The problem in a document; stops are numbered from 1 in the order in which they stand there.

    Raises `FormatError` with the line and the path of what does not fit.
    """
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise FormatError(error.lineno, f"is not JSON: {error.msg}") from None
    try:
        problem = built(_problem, document, ())
    except Misfit as misfit:
        lines, path = lines_of(text), misfit.path
        while path not in lines:
            path = path[:-1]
        raise FormatError(lines[path], str(misfit)) from None
    stops = [(order.name, stop) for order in problem.orders for stop in range(len(order.stops))]
    return Instance(problem, 1, {stop: number for number, stop in enumerate(stops, 1)})


def _problem(value: Any, path: Path) -> Problem:
    fields = Fields(value, path, "title dimensions places travel goods orders vehicles locks objective")
    places = fields.each("places", _place)
    return Problem(
        places=places,
        travel=fields.each("travel", partial(_travel, places)),
        goods=fields.each("goods", _goods),
        orders=fields.each("orders", _order),
        vehicles=fields.each("vehicles", _vehicle),
        locks=fields.each("locks", _lock),
        objective=built(_objective, fields.raw("objective"), ("objective",))
        if fields.has("objective")
        else Objective(),
        dimensions=fields.each("dimensions", lambda name, _path: str(name)) or ("boxes",),
    )


def _place(value: Any, path: Path) -> Place:
    fields = Fields(value, path, "name longitude latitude setup")
    point = (fields.number("longitude", 0), fields.number("latitude", 0)) if fields.has("longitude") else None
    return Place(fields.text("name"), point, fields.time("setup", 0))


def _travel(places: tuple[Place, ...], value: Any, path: Path) -> Travel:
    fields = Fields(value, path, "profile kmh detour distances durations paces")
    profile, paces = fields.text("profile"), fields.each("paces", _pace)
    if fields.has("kmh"):
        return travel_between(
            places, SpeedModel(profile, fields.number("kmh", 0), fields.number("detour", 1.32), paces)
        )
    matrices = []
    for key in ("distances", "durations"):
        try:
            matrices.append(np.array(fields.raw(key), dtype=np.int64))
        except (TypeError, ValueError, OverflowError):
            raise Misfit((*path, key), "must be a square matrix of whole numbers") from None
    return Travel(profile, matrices[0], matrices[1], paces)


def _pace(value: Any, path: Path) -> Pace:
    fields = Fields(value, path, "since percent")
    return Pace(fields.time("since"), fields.whole("percent"))


def _goods(value: Any, path: Path) -> GoodsClass:
    fields = Fields(value, path, "name max_on_board not_with skills")
    limit = fields.time("max_on_board") if fields.has("max_on_board") else None
    return GoodsClass(fields.text("name"), limit, fields.names("not_with"), fields.names("skills"))


def _stop(value: Any, path: Path) -> Stop:
    fields = Fields(value, path, "place service windows load wanted_by")
    return Stop(
        fields.text("place"),
        fields.time("service", 0),
        fields.each("windows", window) or (ALWAYS,),
        fields.amounts("load"),
        fields.time("wanted_by") if fields.has("wanted_by") else None,
    )


def _order(value: Any, path: Path) -> Order:
    fields = Fields(value, path, "name pickups drop goods skills price")
    return Order(
        fields.text("name"),
        fields.each("pickups", _stop),
        built(_stop, fields.raw("drop"), (*path, "drop")),
        fields.text("goods") if fields.has("goods") else None,
        fields.names("skills"),
        fields.number("price", 0) if fields.has("price") else None,
    )


def _break(value: Any, path: Path) -> Break:
    fields = Fields(value, path, "earliest latest length")
    return Break(fields.time("earliest"), fields.time("latest"), fields.time("length"))


def _vehicle(value: Any, path: Path) -> Vehicle:
    known = "name profile capacity start end shift breaks skills max_duration max_distance"
    fields = Fields(value, path, f"{known} cost_per_km cost_per_hour cost_per_use")
    return Vehicle(
        name=fields.text("name"),
        profile=fields.text("profile"),
        capacity=fields.amounts("capacity"),
        start=fields.text("start"),
        end=fields.text("end") if fields.has("end") else None,
        shift=window(fields.raw("shift"), (*path, "shift")),
        breaks=fields.each("breaks", _break),
        skills=fields.names("skills"),
        max_duration=fields.time("max_duration") if fields.has("max_duration") else None,
        max_distance=Metres(fields.whole("max_distance")) if fields.has("max_distance") else None,
        cost_per_km=fields.number("cost_per_km", 1000.0),
        cost_per_hour=fields.number("cost_per_hour", 0.0),
        cost_per_use=fields.number("cost_per_use", 0.0),
    )


def _lock(value: Any, path: Path) -> Lock:
    fields = Fields(value, path, "vehicle visits on_board")
    return Lock(fields.text("vehicle"), fields.each("visits", _visit), fields.each("on_board", _on_board))


def _visit(value: Any, path: Path) -> Visit:
    fields = Fields(value, path, "order stop")
    return Visit(fields.text("order"), fields.whole("stop"))


def _on_board(value: Any, path: Path) -> OnBoard:
    fields = Fields(value, path, "order since")
    return OnBoard(fields.text("order"), fields.time("since"))


def _objective(value: Any, path: Path) -> Objective:
    fields = Fields(value, path, "vehicles_first distance time lateness balance")
    weights = [
        fields.number(key, default) for key, default in (("distance", 1), ("time", 1), ("lateness", 0), ("balance", 0))
    ]
    return Objective(fields.flag("vehicles_first"), *weights)


def plan_document(problem: Problem, plan: Plan) -> dict[str, Any]:
    """A plan as JSON values; times are whole seconds since midnight."""
    tours = []
    for tour in plan.tours:
        stops = [
            {
                "order": each.visit.order,
                "stop": each.visit.stop,
                "place": problem.order_by_name[each.visit.order].stops[each.visit.stop].place,
                "arrival": each.arrival,
                "start": each.start,
                "finish": each.finish,
                "leave": each.leave,
            }
            for each in tour.visits
        ]
        breaks = [{"number": each.number, "start": each.start, "end": each.end} for each in tour.breaks]
        own = {"vehicle": tour.vehicle, "leaves": tour.leaves, "ends": tour.ends, "distance": tour.distance}
        tours.append({**own, "stops": stops, "breaks": breaks})
    return {"version": plan.version, "cost": plan.cost, "left_out": list(plan.left_out), "tours": tours}
