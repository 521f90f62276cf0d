"""A problem as the arrays of the compiled kernel, and the way back from nodes to visits."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from logistics.model import FOREVER, Order, Problem, Vehicle, Visit
from logistics.solver.kernel.arrays import (
    DELICATE,
    DUE,
    FAR,
    FITS,
    FREE,
    GONE,
    KEY,
    KEYS,
    LOCKED,
    PLACE,
    READY,
    ROOM,
    SERVICE,
    SETUP,
    START,
    Task,
)

NEIGHBOURS = 600
"""How many of the nearest stops each site knows."""

ROWS = 256
"""So many sites look for their neighbours at a time."""


@dataclass(frozen=True, eq=False)
class Prepared:
    """The kernel's task with its dictionary: `visits[n]` is what node n stands for (None for starts and ends)."""

    problem: Problem
    task: Task
    visits: tuple[Visit | None, ...]
    node_of: dict[Visit, int]
    prefixes: tuple[tuple[int, ...], ...]


def prepare(problem: Problem, *, searched: bool = True) -> Prepared:
    """Arrays for a problem. Times and costs keep their units. What only a search needs is empty if it is not
    `searched`."""
    visits: list[Visit | None] = []
    first = [0]
    for order in problem.orders:
        visits += [Visit(order.name, number) for number in range(len(order.stops))]
        first.append(len(visits))
    stops = len(visits)
    node_of = {visit: number for number, visit in enumerate(visits) if visit is not None}
    node, ends = _nodes(problem, stops)
    visits += [None] * (len(node) - stops)
    prefixes = tuple(
        tuple(node_of[visit] for visit in problem.lock_by_vehicle[vehicle.name].visits)
        if vehicle.name in problem.lock_by_vehicle
        else ()
        for vehicle in problem.vehicles
    )
    windows = _windows(problem, len(node))
    node[:stops, READY] = windows[:stops, :, 0].min(axis=1)
    node[:stops, DUE] = np.where(windows[:stops, :, 1] < FAR, windows[:stops, :, 1], -1).max(axis=1)
    role = _roles(problem, len(node), node_of)
    load = _loads(problem, len(node))
    timed = any(travel.paces for travel in problem.travel)
    sites, site = np.unique(node[:, [PLACE, SERVICE, SETUP]], axis=0, return_inverse=True)
    site = site.reshape(-1)
    grid = _grid(problem, sites, timed)
    vehicle, kinds = _vehicles(problem, ends, prefixes, 3 if timed else 2)
    table, classes = _orders(problem, first, kinds)
    gate = int(vehicle[0, START]) if len(vehicle) else 0
    if searched:
        table[:, KEY + 1 : FITS] = _sort_keys(first, load, node, grid[0][site[gate], site])
    task = Task(
        grid=grid,
        node=np.ascontiguousarray(
            np.hstack([node, site[:, None], role[:, None], load, windows.reshape(len(node), -1)])
        ),
        order=table,
        vehicle=vehicle,
        money=_money(problem),
        rule=_rule(problem, [timed, classes, bool(table[:, DELICATE].any())], windows.shape[1], len(kinds)),
        near=_near(grid[0], site[:stops] if searched else site[:0]),
    )
    return Prepared(problem, task, tuple(visits), node_of, prefixes)


def _rule(problem: Problem, asked: list[int], windows: int, kinds: int) -> NDArray[np.int64]:
    """`Task.rule`; `asked` says whether speeds change, how many classes may not meet, whether any order is delicate."""
    timed, classes, fragile = asked
    limited = any(goods.max_on_board is not None for goods in problem.goods)
    breaks = max([1, *(len(each.breaks) for each in problem.vehicles)])
    paces = max([1, *(len(travel.paces) for travel in problem.travel)])
    flags = [is_clocked(problem), problem.objective.vehicles_first, timed, classes, limited, fragile]
    sizes = [len(problem.dimensions), windows, max(1, kinds), len(problem.vehicles), paces, breaks]
    return np.array([*flags, *sizes, *_paces(problem, paces)], dtype=np.int64)


def _nodes(problem: Problem, stops: int) -> tuple[NDArray[np.int64], list[tuple[int, int]]]:
    """The table of nodes, and start and end node of each vehicle; vehicles share them where they share the place."""
    number = problem.place_number
    rows = []
    for index, order in enumerate(problem.orders):
        for stop in order.stops:
            wanted = FAR if stop.wanted_by is None else int(stop.wanted_by)
            place = number[stop.place]
            rows.append([0, 0, stop.service, index, place, wanted, problem.places[place].setup])
    gates: dict[str | None, int] = {}
    ends = []
    for vehicle in problem.vehicles:
        for place_name in (vehicle.start, vehicle.end):
            if place_name not in gates:
                gates[place_name] = stops + len(gates)
                rows.append([0, FAR, 0, -1, number[place_name] if place_name is not None else -1, FAR, 0])
        ends.append((gates[vehicle.start], gates[vehicle.end]))
    return np.array(rows, dtype=np.int64).reshape(len(rows), 7), ends


def _windows(problem: Problem, size: int) -> NDArray[np.int64]:
    most = max((len(stop.windows) for order in problem.orders for stop in order.stops), default=1)
    windows = np.full((size, most, 2), FAR, dtype=np.int64)
    row = 0
    for order in problem.orders:
        for stop in order.stops:
            for column, window in enumerate(stop.windows):
                windows[row, column] = window.opens, window.closes
            row += 1
    windows[row:, 0, 0] = 0
    return windows


def _loads(problem: Problem, size: int) -> NDArray[np.int64]:
    load = np.zeros((size, len(problem.dimensions)), dtype=np.int64)
    row = 0
    for order in problem.orders:
        for pickup in order.pickups:
            load[row] = pickup.load
            row += 1
        load[row] = [-part for part in order.load]
        row += 1
    return load


def _grid(problem: Problem, sites: NDArray[np.int64], timed: bool) -> NDArray[np.int32]:
    """Layers per profile as `Task.grid` says; shape (layers, sites, sites)."""
    place, service, setup = sites[:, 0], sites[:, 1].astype(np.int32), sites[:, 2].astype(np.int32)
    nowhere = np.flatnonzero(place < 0)
    here = np.where(place < 0, 0, place)
    free = place[:, None] == place[None, :]
    free[nowhere] = True
    free[:, nowhere] = True
    per_profile = 3 if timed else 2
    grid = np.empty((per_profile * len(problem.travel), len(place), len(place)), dtype=np.int32)
    for row, travel in enumerate(problem.travel):
        fastest = max([100, *(pace.percent for pace in travel.paces)])
        layers = grid[row * per_profile : (row + 1) * per_profile]
        layers[0] = travel.distances[np.ix_(here, here)]
        drive = travel.durations[np.ix_(here, here)]
        for matrix in (layers[0], drive):
            matrix[nowhere] = 0
            matrix[:, nowhere] = 0
        if timed:
            layers[2] = drive
        if fastest > 100:
            drive = (drive.astype(np.int64) * 100 // fastest).astype(np.int32)
        layers[1] = drive
        layers[1] += service[:, None]
        layers[1] += np.where(free, np.int32(0), setup[None, :])
    return grid


def _vehicles(
    problem: Problem, ends: list[tuple[int, int]], prefixes: tuple[tuple[int, ...], ...], layers: int
) -> tuple[NDArray[np.int64], list[Vehicle]]:
    profiles = {travel.profile: row for row, travel in enumerate(problem.travel)}
    balance = problem.objective.balance
    most = max([1, *(len(each.breaks) for each in problem.vehicles)])
    rows: list[list[int]] = []
    kinds: list[Vehicle] = []
    kind_of: dict[object, int] = {}
    for vehicle, (start, end), prefix in zip(problem.vehicles, ends, prefixes, strict=True):
        alike = replace(vehicle, name="any")
        mark: object = (alike, vehicle.name if vehicle.name in problem.lock_by_vehicle else None)
        if mark not in kind_of:
            kind_of[mark] = len(kinds)
            kinds.append(vehicle)
        profile = profiles[vehicle.profile]
        lock = problem.lock_by_vehicle.get(vehicle.name)
        clocked = balance or vehicle.max_duration is not None or problem.objective.time * vehicle.cost_per_hour
        delicate = bool(vehicle.breaks) or bool(clocked and problem.travel[profile].paces)
        rests = [part for each in vehicle.breaks for part in (each.earliest, each.latest, each.length)]
        rows.append([
            profile * layers, profile * layers + 1, profile * layers + layers - 1, profile,
            start, end, vehicle.shift.opens, vehicle.shift.closes, kind_of[mark], len(prefix),
            FAR if vehicle.max_duration is None else vehicle.max_duration,
            FAR if vehicle.max_distance is None else vehicle.max_distance, len(vehicle.breaks),
            bool(lock and lock.on_board), delicate, *vehicle.capacity,
            *_aboard(problem, vehicle), *rests, *[0] * (3 * most - len(rests)),
        ])  # fmt: skip
    width = ROOM + 2 * len(problem.dimensions) + 3 * most
    return np.array(rows, dtype=np.int64).reshape(len(rows), width), kinds


def _aboard(problem: Problem, vehicle: Vehicle) -> list[int]:
    lock = problem.lock_by_vehicle.get(vehicle.name)
    loads = [problem.order_by_name[each.order].load for each in lock.on_board] if lock else []
    return [sum(each[dimension] for each in loads) for dimension in range(len(problem.dimensions))]


def _roles(problem: Problem, size: int, node_of: dict[Visit, int]) -> NDArray[np.int64]:
    role = np.full(size, FREE, dtype=np.int64)
    for lock in problem.locks:
        for each in lock.on_board:
            for number in range(len(problem.order_by_name[each.order].pickups)):
                role[node_of[Visit(each.order, number)]] = GONE
        for visit in lock.visits:
            role[node_of[visit]] = LOCKED
    return role


def _orders(problem: Problem, first: list[int], kinds: list[Vehicle]) -> tuple[NDArray[np.int64], int]:
    """The table of orders without its sort keys, and the number of classes if any must not meet."""
    vehicles = {vehicle.name: index for index, vehicle in enumerate(problem.vehicles)}
    bound: dict[str, int] = {}
    since: dict[str, int] = {}
    for lock in problem.locks:
        since |= {each.order: int(each.since) for each in lock.on_board}
        names = [each.order for each in lock.on_board] + [each.order for each in lock.visits]
        bound |= dict.fromkeys(names, vehicles[lock.vehicle])
    numbers = {goods.name: number for number, goods in enumerate(problem.goods)}
    against = [0] * len(numbers)
    for goods in problem.goods:
        for other in goods.not_with:
            against[numbers[goods.name]] |= 1 << numbers[other]
            against[numbers[other]] |= 1 << numbers[goods.name]
    rows = []
    for index, order in enumerate(problem.orders):
        limit = problem.goods_by_name[order.goods].max_on_board if order.goods else None
        needed = problem.skills_of(order)
        quarrels = against[numbers[order.goods]] if order.goods else 0
        rows.append([
            first[index], first[index + 1] - 1, bound.get(order.name, -1), FAR if limit is None else limit,
            since.get(order.name, -1), numbers[order.goods] if order.goods else -1,
            quarrels, _is_delicate(problem, order) or quarrels > 0, *[0] * KEYS,
            *(int(needed <= kind.skills) for kind in kinds), *[0] * (not kinds),
        ])  # fmt: skip
    return np.array(rows, dtype=np.int64).reshape(len(rows), FITS + max(1, len(kinds))), len(numbers) if any(
        against
    ) else 0


def _paces(problem: Problem, most: int) -> list[int]:
    paces = []
    for travel in problem.travel:
        paces += [part for pace in travel.paces for part in (int(pace.since), pace.percent)]
        paces += [FAR, 100] * (most - len(travel.paces))
    return paces


def _money(problem: Problem) -> NDArray[np.float64]:
    weights = problem.objective
    rows = [
        (weights.distance * each.cost_per_km / 1000, weights.time * each.cost_per_hour / 3600, each.cost_per_use)
        for each in problem.vehicles
    ]
    # what is locked to a vehicle cannot be left out for a price
    locked = {each.order for lock in problem.locks for each in lock.on_board}
    locked |= {each.order for lock in problem.locks for each in lock.visits}
    rows += [(-1.0 if each.price is None or each.name in locked else each.price, 0.0, 0.0) for each in problem.orders]
    rows.append((weights.lateness, weights.balance / 3600**2, 0.0))
    return np.array(rows, dtype=np.float64)


def is_clocked(problem: Problem) -> bool:
    """Whether the time that tours take costs or is limited."""
    return bool(
        problem.objective.balance
        or any(each.max_duration is not None for each in problem.vehicles)
        or any(problem.objective.time * each.cost_per_hour for each in problem.vehicles)
    )


def _is_delicate(problem: Problem, order: Order) -> bool:
    """Whether fast checks cannot decide about tours with this order."""
    several = any(len(stop.windows) > 1 for stop in order.stops)
    wished = any(stop.wanted_by is not None for stop in order.stops)
    return bool(
        (order.goods and problem.goods_by_name[order.goods].max_on_board is not None)
        or (problem.objective.lateness and wished)
        or (several and is_clocked(problem))
    )


def _sort_keys(
    first: list[int], load: NDArray[np.int64], node: NDArray[np.int64], away: NDArray[np.int32]
) -> NDArray[np.int64]:
    """Keys by which absent orders are put back: much load, far, close, narrow windows, early."""
    keys = np.zeros((len(first) - 1, KEYS - 1), dtype=np.int64)
    for index in range(len(keys)):
        own = slice(first[index], first[index + 1])
        far = int(away[own].max(initial=0))
        narrow = int(np.minimum(node[own, DUE] - node[own, READY], int(FOREVER)).sum())
        keys[index] = -int(np.abs(load[own]).sum()), -far, far, narrow, int(node[own, DUE].min())
    return keys


def _near(dist: NDArray[np.int32], site: NDArray[np.int64]) -> NDArray[np.int32]:
    """For every site stops by distance there and back on the first profile, nearest first; shape (sites, at most
    NEIGHBOURS). `site` says where each stop is."""
    count = min(len(site), NEIGHBOURS)
    near = np.zeros((len(dist), count), dtype=np.int32)
    for begin in range(0, len(dist) if count else 0, ROWS):
        own = slice(begin, begin + ROWS)
        both = (dist[own].astype(np.int64) + dist[:, own].T)[:, site]
        nearest = np.sort(np.argpartition(both, count - 1, axis=1)[:, :count], axis=1)
        order = np.argsort(np.take_along_axis(both, nearest, axis=1), axis=1, kind="stable")
        near[own] = np.take_along_axis(nearest, order, axis=1)
    return near
