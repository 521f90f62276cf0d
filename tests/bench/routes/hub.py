"""Pure distribution: every stop of a published instance becomes a customer of a hub at its depot, where vehicles load
again as often as they like. Only the length of all tours counts. PyVRP gets it as what it is best at: clients of a
depot with reloading, not pickups and deliveries."""

from dataclasses import replace
from importlib import import_module
from typing import Any

from logistics.formats import Instance
from logistics.model import Objective, Order, Stop
from tests.bench.routes.pairs import Tours, pairs_of


def at_a_hub(instance: Instance) -> Instance:
    """The stops of all orders as orders of their own, picked up where the vehicles start."""
    problem, orders, node_of = instance.problem, [], {}
    hub = problem.vehicles[0].start
    assert hub is not None
    for order in problem.orders:
        for number, stop in enumerate(order.stops):
            name = f"{order.name}.{number}"
            orders.append(Order(name, (Stop(hub, load=order.load),), replace(stop, load=())))
            node_of[name, 0], node_of[name, 1] = 0, instance.node_of[order.name, number]
    spread = replace(problem, orders=tuple(orders), objective=Objective(vehicles_first=False))
    return Instance(spread, instance.scale, node_of)


def is_hub(instance: Instance) -> bool:
    """Whether everything is picked up where the vehicles start."""
    start = instance.problem.vehicles[0].start
    return all(pickup.place == start for order in instance.problem.orders for pickup in order.pickups)


def pyvrp(instance: Instance, seconds: float, seed: int) -> Tours | None:
    """PyVRP's iterated local search over clients and reloads."""
    pairs = pairs_of(instance)
    assert pairs is not None
    library, stop = import_module("pyvrp"), import_module("pyvrp.stop")
    model, orders = library.Model(), len(pairs.loads)
    places = [model.add_location(0, 0) for _ in range(orders + 1)]
    depot = model.add_depot(places[0])
    model.add_vehicle_type(pairs.vehicles, pairs.capacity, depot, depot, 0, 0, pairs.horizon, reload_depots=[depot])
    for order, load in enumerate(pairs.loads):
        drop = 2 * order + 1
        model.add_client(places[order + 1], load, 0, pairs.service[drop], pairs.ready[drop], pairs.due[drop])
    rows = [0, *(2 * order + 2 for order in range(orders))]
    for first, a in enumerate(places):
        for second, b in enumerate(places):
            if first != second:
                way = int(pairs.matrix[rows[first], rows[second]])
                model.add_edge(a, b, way, way)
    best = model.solve(stop.MaxRuntime(seconds), seed=seed, display=False, collect_stats=False).best
    if not best.is_feasible():
        return None
    return [_with_loading(pairs.stops, route) for route in best.routes()]


def _with_loading(stops: list[tuple[str, int]], route: Any) -> list[tuple[str, int]]:
    """A route as stops: ahead of every trip all its goods are picked up."""
    tour: list[tuple[str, int]] = []
    trip: list[int] = []
    for step in route.schedule():
        if step.is_depot():
            tour += [stops[2 * client] for client in trip] + [stops[2 * client + 1] for client in trip]
            trip = []
        else:
            trip.append(step.idx)
    return tour
