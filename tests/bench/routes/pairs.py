"""Solvers that know one pickup per drop: VROOM, PyVRP, commiv. Times and ways go to them in thousandths, rounded up,
so that what they find feasible is."""

import math
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from typing import Any

import numpy as np

from logistics.formats import Instance
from logistics.model import Stop

Tours = list[list[tuple[str, int]]]


@dataclass(frozen=True)
class Pairs:
    """Node 0 is the depot, 2k + 1 the pickup and 2k + 2 the drop of order k."""

    matrix: Any
    stops: list[tuple[str, int]]
    ready: list[int]
    due: list[int]
    service: list[int]
    loads: list[int]
    capacity: int
    horizon: int
    vehicles: int
    vehicles_first: bool

    @property
    def far(self) -> int:
        """More than any saving in distance is worth."""
        return int(self.matrix.max()) * len(self.stops)


def pairs_of(instance: Instance) -> Pairs | None:
    """None when an order has several pickups."""
    problem, unit = instance.problem, max(1, instance.scale // 1000)
    if any(len(order.pickups) > 1 for order in problem.orders):
        return None
    stops = [(order.name, stop) for order in problem.orders for stop in (0, 1)]
    due = [problem.order_by_name[name].stops[stop] for name, stop in stops]
    place = [0, *(problem.place_number[each.place] for each in due)]
    matrix = -(-problem.travel[0].durations[np.ix_(place, place)].astype(np.int64) // unit)

    def windows(each: Stop) -> tuple[int, int]:
        return math.ceil(each.windows[0].opens / unit), each.windows[0].closes // unit

    vehicle = problem.vehicles[0]
    return Pairs(
        matrix, stops, [windows(each)[0] for each in due], [windows(each)[1] for each in due],
        [each.service // unit for each in due], [order.load[0] for order in problem.orders], vehicle.capacity[0],
        vehicle.shift.closes // unit, len(problem.vehicles), problem.objective.vehicles_first,
    )  # fmt: skip


def commiv(instance: Instance, seconds: float, seed: int) -> Tours | None:
    """commiv, with its fleet minimisation where vehicles count."""
    pairs = pairs_of(instance)
    if pairs is None:
        return None
    orders = len(pairs.loads)
    library = import_module("commiv")
    try:
        found = library.solve_pdptw(
            pairs.matrix.tolist(), [2 * k + 1 for k in range(orders)], [2 * k + 2 for k in range(orders)], pairs.loads,
            pairs.capacity, [0, *pairs.ready], [pairs.horizon, *pairs.due], [0, *pairs.service], seed=seed,
            fleet_min=pairs.vehicles_first, wall_ms=int(seconds * 1000),
        )  # fmt: skip
    except library.CommivError:
        return None
    return [[pairs.stops[node - 1] for node in route] for route in found.routes if route]


def vroom(instance: Instance, seconds: float, seed: int) -> Tours | None:
    """VROOM at its highest exploration level. It knows no seed."""
    pairs = pairs_of(instance)
    if pairs is None:
        return None
    library = import_module("vroom")
    problem = library.Input()
    problem.set_durations_matrix("car", pairs.matrix.astype(np.uint32))
    window = library.TimeWindow(0, pairs.horizon)
    costs = library.VehicleCosts(fixed=pairs.far if pairs.vehicles_first else 0)
    for number in range(pairs.vehicles):
        problem.add_vehicle(
            library.Vehicle(number, start=0, end=0, capacity=[pairs.capacity], time_window=window, costs=costs)
        )
    for order, load in enumerate(pairs.loads):
        steps = [
            library.ShipmentStep(
                node, node, default_service=pairs.service[node - 1],
                time_windows=[library.TimeWindow(pairs.ready[node - 1], pairs.due[node - 1])],
            )
            for node in (2 * order + 1, 2 * order + 2)
        ]  # fmt: skip
        problem.add_shipment(steps[0], steps[1], amount=library.Amount([load]))
    solution = problem.solve(exploration_level=5, nb_threads=2, timeout=timedelta(seconds=seconds))
    tours: dict[int, list[tuple[str, int]]] = {}
    for row in solution.routes.to_dict("records"):
        if row["type"] in ("pickup", "delivery"):
            tours.setdefault(row["vehicle_id"], []).append(pairs.stops[int(row["id"]) - 1])
    return list(tours.values())


def pyvrp(instance: Instance, seconds: float, seed: int) -> Tours | None:
    """PyVRP's iterated local search over shipments; where vehicles count, each has a high fixed cost."""
    pairs = pairs_of(instance)
    if pairs is None:
        return None
    library, stop = import_module("pyvrp"), import_module("pyvrp.stop")
    model = library.Model()
    places = [model.add_location(0, 0) for _ in range(len(pairs.stops) + 1)]
    depot = model.add_depot(places[0])
    fixed = pairs.far if pairs.vehicles_first else 0
    model.add_vehicle_type(pairs.vehicles, pairs.capacity, depot, depot, fixed, 0, pairs.horizon)
    for order, load in enumerate(pairs.loads):
        first, second = 2 * order, 2 * order + 1
        model.add_shipment(
            places[first + 1], places[second + 1], pairs.ready[first], pairs.due[first], pairs.service[first],
            pairs.ready[second], pairs.due[second], pairs.service[second], load,
        )  # fmt: skip
    for first, a in enumerate(places):
        for second, b in enumerate(places):
            if first != second:
                way = int(pairs.matrix[first, second])
                model.add_edge(a, b, way, way)
    best = model.solve(stop.MaxRuntime(seconds), seed=seed, display=False, collect_stats=False).best
    if not best.is_feasible():
        return None
    return [
        [
            pairs.stops[2 * step.idx + step.is_delivery()]
            for step in route.schedule()
            if step.is_pickup() or step.is_delivery()
        ]
        for route in best.routes()
    ]
