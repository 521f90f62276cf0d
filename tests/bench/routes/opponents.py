"""Other solvers on the same instances, from the optional group `routes-bench`. Each takes an instance, seconds and a
seed, and gives tours as lists of (order name, stop number), or None when it cannot express the problem or finds
nothing."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

from logistics.formats import Instance
from logistics.model import Problem
from tests.bench.routes import hub, pairs

Tours = list[list[tuple[str, int]]]
Opponent = Callable[[Instance, float, int], Tours | None]


def available() -> dict[str, Opponent]:
    """The opponents whose packages are installed."""
    known = {"ortools": or_tools, "vroom": pairs.vroom, "pyvrp": pyvrp, "commiv": pairs.commiv}
    return {name: solver for name, solver in known.items() if find_spec(name) is not None}


def pyvrp(instance: Instance, seconds: float, seed: int) -> Tours | None:
    """PyVRP with what fits the problem best."""
    return (hub.pyvrp if hub.is_hub(instance) else pairs.pyvrp)(instance, seconds, seed)


def _stops(problem: Problem) -> list[tuple[str, int]]:
    """All stops; number k is node k + 1 of an opponent, node 0 is the depot."""
    return [(order.name, stop) for order in problem.orders for stop in range(len(order.stops))]


def or_tools(instance: Instance, seconds: float, seed: int) -> Tours | None:
    """OR-Tools' routing library with guided local search."""
    problem, stops = instance.problem, _stops(instance.problem)
    routing = import_module("ortools.constraint_solver.pywrapcp")
    enums = import_module("ortools.constraint_solver.routing_enums_pb2")
    nodes, depot = [None, *stops], problem.vehicles[0]
    place = [0, *(problem.place_number[problem.order_by_name[name].stops[stop].place] for name, stop in stops)]
    service = [0, *(int(problem.order_by_name[name].stops[stop].service) for name, stop in stops)]
    load = [0]
    for name, stop in stops:
        order = problem.order_by_name[name]
        load.append(order.pickups[stop].load[0] if stop < len(order.pickups) else -order.load[0])
    travel = problem.travel[0]
    manager = routing.RoutingIndexManager(len(nodes), len(problem.vehicles), 0)
    model = routing.RoutingModel(manager)

    def way(first: int, second: int) -> int:
        return int(travel.distances[place[manager.IndexToNode(first)], place[manager.IndexToNode(second)]])

    def spent(first: int, second: int) -> int:
        node = manager.IndexToNode(first)
        return int(travel.durations[place[node], place[manager.IndexToNode(second)]]) + service[node]

    model.SetArcCostEvaluatorOfAllVehicles(model.RegisterTransitCallback(way))
    horizon = int(depot.shift.closes)
    model.AddDimension(model.RegisterTransitCallback(spent), horizon, horizon, False, "time")
    loads = model.RegisterUnaryTransitCallback(lambda index: load[manager.IndexToNode(index)])
    model.AddDimension(loads, 0, depot.capacity[0], True, "load")
    if problem.objective.vehicles_first:
        model.SetFixedCostOfAllVehicles(int(travel.distances.max()) * len(stops))
    _bind(problem, model, manager, nodes)
    settings = routing.DefaultRoutingSearchParameters()
    settings.first_solution_strategy = enums.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    settings.local_search_metaheuristic = enums.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    settings.time_limit.FromMilliseconds(int(seconds * 1000))
    found = model.SolveWithParameters(settings)
    if found is None:
        return None
    tours = []
    for vehicle in range(len(problem.vehicles)):
        index, tour = model.Start(vehicle), []
        while not model.IsEnd(index):
            if manager.IndexToNode(index):
                tour.append(stops[manager.IndexToNode(index) - 1])
            index = found.Value(model.NextVar(index))
        tours.append(tour)
    return [tour for tour in tours if tour]


def _bind(problem: Problem, model, manager, nodes) -> None:  # type: ignore[no-untyped-def]
    time, solver = model.GetDimensionOrDie("time"), model.solver()
    number = {stop: index for index, stop in enumerate(nodes)}
    for order in problem.orders:
        drop = manager.NodeToIndex(number[order.name, len(order.pickups)])
        for stop, each in enumerate(order.stops):
            index = manager.NodeToIndex(number[order.name, stop])
            time.CumulVar(index).SetRange(int(each.windows[0].opens), int(each.windows[0].closes))
            if index != drop:
                model.AddPickupAndDelivery(index, drop)
                solver.Add(model.VehicleVar(index) == model.VehicleVar(drop))
                solver.Add(time.CumulVar(index) <= time.CumulVar(drop))
