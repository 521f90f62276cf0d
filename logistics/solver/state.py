"""Room for one search, and tours written into it."""

from collections.abc import Sequence

import numpy as np

from logistics.solver.kernel.arrays import (
    ABSENT,
    CLOCKED,
    DICE,
    DROP,
    END,
    EXTRAS,
    LIMITED,
    LOAD,
    LOOK,
    MOST_USED,
    N_ABSENT,
    OLD_ABSENT,
    ORDER,
    REACH,
    SEQ,
    SIZE,
    START,
    WHERE,
    State,
)
from logistics.solver.task import Prepared


def fresh_state(prepared: Prepared, seed: int) -> State:
    """A state without any free order on a tour: starts, locked visits, ends."""
    task = prepared.task
    orders, vehicles = len(task.order), len(task.vehicle)
    stops = int(task.order[:, DROP].max(initial=-1)) + 1
    longest, breaks = stops + 2, max(len(each.breaks) for each in prepared.problem.vehicles) if vehicles else 0
    dimensions = len(prepared.problem.dimensions)
    extras = EXTRAS if task.rule[CLOCKED] or task.rule[LIMITED] or breaks else 0
    state = State(
        tour=np.zeros((vehicles + 2, longest, LOAD + dimensions + extras), np.int64),
        fleet=np.zeros((vehicles, LOOK + 1), np.int64),
        stock=np.zeros((orders, OLD_ABSENT + 1), np.int64),
        cost=np.concatenate([np.zeros(vehicles), np.full(3, np.inf), np.zeros(vehicles)]),
        memo=np.zeros((orders, vehicles, 2)),
        other=np.zeros((4, vehicles, longest), np.int32),
        tally=np.zeros(16, np.int64),
        scratch=np.zeros((REACH + 2 * (max(1, breaks) + 1), max(longest, len(task.node), orders, 64)), np.int64),
    )
    state.tally[DICE] = _scrambled(seed)
    clear(prepared, state)
    return state


def clear(prepared: Prepared, state: State) -> None:
    """Take every free order off its tour, and forget the best tours. How often orders were absent stays: which of them
    are hard to place is true of the next search too."""
    vehicles = len(state.fleet)
    state.cost[vehicles : vehicles + 3], state.tally[MOST_USED] = np.inf, vehicles
    for vehicle, prefix in enumerate(prepared.prefixes):
        write_tour(prepared, state, vehicle, prefix)
    settle_absence(prepared, state)


def write_tour(prepared: Prepared, state: State, vehicle: int, nodes: Sequence[int]) -> None:
    """Replace the stops of a tour."""
    row = prepared.task.vehicle[vehicle]
    state.tour[vehicle, : len(nodes) + 2, SEQ] = [row[START], *nodes, row[END]]
    state.fleet[vehicle, SIZE] = len(nodes) + 2


def settle_absence(prepared: Prepared, state: State) -> None:
    """Derive which orders are on which tour from where their drops are."""
    task = prepared.task
    state.stock[:, WHERE] = -1
    for vehicle, size in enumerate(state.fleet[:, SIZE]):
        for node in state.tour[vehicle, 1 : size - 1, SEQ]:
            order = task.node[node, ORDER]
            if node == task.order[order, DROP]:
                state.stock[order, WHERE] = vehicle
    absent = np.flatnonzero(state.stock[:, WHERE] < 0)
    state.stock[: len(absent), ABSENT] = absent
    state.tally[N_ABSENT] = len(absent)


def _scrambled(seed: int) -> int:
    """The seed spread over 63 bits and never zero (splitmix64)."""
    z = (seed + 1) * 0x9E3779B97F4A7C15 & (2**64 - 1)
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & (2**64 - 1)
    z = (z ^ z >> 27) * 0x94D049BB133111EB & (2**64 - 1)
    return (z ^ z >> 31) & (2**63 - 1) or 1
