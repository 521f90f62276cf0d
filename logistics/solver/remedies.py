"""Which rule keeps an order off a tour: every rule is lifted on its own, and the order priced again."""

from collections.abc import Iterator

from logistics.solver.kernel.annealing import PRICE, REFRESH, run
from logistics.solver.kernel.arrays import (
    BREAKS,
    CLASSES,
    CLOSES,
    DIMENSIONS,
    DROP,
    DUE,
    FAR,
    FIRST,
    LIMIT,
    LOAD_OF,
    MAX_DISTANCE,
    MAX_DURATION,
    OPENS,
    QUARRELS,
    READY,
    ROOM,
    State,
    Task,
)
from logistics.solver.reading import IDLE
from logistics.solver.task import Prepared

NEVER = FAR // 8
"""Later than any rule, early enough to be added up."""


def remedies(prepared: Prepared, state: State, vehicle: int, order: int) -> tuple[str, ...]:
    """What would each on its own let an absent order (index into `Problem.orders`) onto the tour that refuses it
    (index into `Problem.vehicles`), as words to read behind "with"; empty when several rules keep it off together. The
    state is as before, prices and dice apart."""
    found = []
    for words, task in _lifted(prepared, vehicle, order):
        run(task, state, IDLE, REFRESH, vehicle, 0)
        if run(task, state, IDLE, PRICE, vehicle, order) < FAR:
            found.append(words)
    run(prepared.task, state, IDLE, REFRESH, vehicle, 0)
    return tuple(found)


def _lifted(prepared: Prepared, vehicle: int, order: int) -> Iterator[tuple[str, Task]]:
    """The problem without one of its rules, and what that is called."""
    task, own = prepared.task, prepared.problem.vehicles[vehicle]
    for number, name in enumerate(prepared.problem.dimensions):
        yield f"more room for {name}", _with_vehicle(task, vehicle, {ROOM + number: NEVER})
    if own.breaks:
        yield "no break" if len(own.breaks) == 1 else "no breaks", _with_vehicle(task, vehicle, {BREAKS: 0})
    # who is on the way already cannot begin earlier
    opens = task.vehicle[vehicle, OPENS] if own.name in prepared.problem.lock_by_vehicle else 0
    yield "a longer shift", _with_vehicle(task, vehicle, {OPENS: opens, CLOSES: NEVER})
    if task.vehicle[vehicle, MAX_DURATION] < FAR:
        yield "tours that may take longer", _with_vehicle(task, vehicle, {MAX_DURATION: FAR})
    if task.vehicle[vehicle, MAX_DISTANCE] < FAR:
        yield "tours that may go farther", _with_vehicle(task, vehicle, {MAX_DISTANCE: FAR})
    if (task.order[:, LIMIT] < FAR).any():
        orders = task.order.copy()
        orders[:, LIMIT] = FAR
        yield "more time on board", task._replace(order=orders)
    if task.rule[CLASSES]:
        orders, rule = task.order.copy(), task.rule.copy()
        orders[:, QUARRELS], rule[CLASSES] = 0, 0
        yield "goods that may meet", task._replace(order=orders, rule=rule)
    stops, mine = slice(0, len(prepared.node_of)), slice(task.order[order, FIRST], task.order[order, DROP] + 1)
    yield "other windows of its own", _with_windows(task, mine, slice(0, 0))
    yield "other windows of the others", _with_windows(task, stops, mine)


def _with_vehicle(task: Task, vehicle: int, changes: dict[int, int]) -> Task:
    vehicles = task.vehicle.copy()
    for column, value in changes.items():
        vehicles[vehicle, column] = value
    return task._replace(vehicle=vehicles)


def _with_windows(task: Task, opened: slice, kept: slice) -> Task:
    """Some stops may be made at any time, but for those whose windows are kept."""
    node = task.node.copy()
    node[opened, READY], node[opened, DUE] = 0, NEVER
    node[opened, LOAD_OF + task.rule[DIMENSIONS] :] = FAR
    node[opened, LOAD_OF + task.rule[DIMENSIONS] :][:, :2] = 0, NEVER
    node[kept] = task.node[kept]
    return task._replace(node=node)
