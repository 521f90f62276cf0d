"""The arrays of a day with one more order that is not yet on any tour."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from logistics.model import Order, Plan, Problem, Window
from logistics.solver.kernel.annealing import BEGIN_AS_IS, INSERT, PRICE, run
from logistics.solver.kernel.arrays import (
    DICE,
    DROP,
    DUE,
    FAR,
    FIRST,
    KIND,
    LOAD_OF,
    READY,
    SIZE,
    SLOT,
    State,
)
from logistics.solver.reading import IDLE
from logistics.solver.start import write_start
from logistics.solver.state import fresh_state
from logistics.solver.task import Prepared, prepare

Slots = NDArray[np.int32]

FIRST_DRAW = 2**40 + 1
"""Where the dice stand when an order is priced."""

EMPTY = 2
"""Nodes of a tour without stops: its start and its end."""


class PlanBroken(ValueError):
    """The plan of the day cannot be driven as it stands; `vehicle` names the tour."""

    def __init__(self, vehicle: str) -> None:
        super().__init__(f"the tour of {vehicle} cannot be driven as planned")
        self.vehicle = vehicle


class Standing(Protocol):
    """A problem and its plan."""

    @property
    def problem(self) -> Problem: ...

    @property
    def plan(self) -> Plan: ...


@dataclass(frozen=True, eq=False)
class Table:
    """Prices of one order, always its last, on every vehicle."""

    prepared: Prepared
    state: State
    pickups: int

    def promise(self, window: Window) -> None:
        """Bind the drop to a window, and forget all prices and draws: the same question gets the same answer."""
        node = self.prepared.task.node
        drop = len(self.prepared.node_of) - 1
        column = LOAD_OF + len(self.prepared.problem.dimensions)
        node[drop, READY], node[drop, DUE] = window.opens, window.closes
        node[drop, column:] = FAR
        node[drop, column : column + 2] = window.opens, window.closes
        self.state.tally[DICE] = FIRST_DRAW
        self.restart()

    def restart(self) -> None:
        """Forget all prices."""
        self.state.memo[-1, :, 1] = 0.0

    def prices(self) -> Iterator[tuple[int, float]]:
        """Vehicle and extra cost wherever the order fits; of equal idle vehicles only the first."""
        self.restart()
        seen: set[int] = set()
        for vehicle in range(len(self.state.fleet)):
            kind = int(self.prepared.task.vehicle[vehicle, KIND])
            if self.state.fleet[vehicle, SIZE] == EMPTY:
                if kind in seen:
                    continue
                seen.add(kind)
            cost = self.price(vehicle)
            if cost < FAR:
                yield vehicle, cost

    def price(self, vehicle: int) -> float:
        """Extra cost on one vehicle; where the stops would go is remembered in the state."""
        order = len(self.prepared.problem.orders) - 1
        return float(run(self.prepared.task, self.state, IDLE, PRICE, vehicle, order))

    def slots(self) -> Slots:
        """Where the stops of the order would go on every vehicle, as priced last."""
        own = self.prepared.task.order[-1]
        return self.state.other[SLOT, :, own[FIRST] : own[DROP] + 1].copy()

    def insert(self, vehicle: int, slots: Slots) -> None:
        """Put the stops of the order where they would go."""
        own = self.prepared.task.order[-1]
        self.state.other[SLOT, :, own[FIRST] : own[DROP] + 1] = slots
        run(self.prepared.task, self.state, IDLE, INSERT, vehicle, len(self.prepared.problem.orders) - 1)


def table_for(day: Standing, order: Order | None) -> Table:
    """Arrays of the day's plan, with the order priced next. Raises `PlanBroken` when a tour does not hold."""
    problem = day.problem if order is None else replace(day.problem, orders=(*day.problem.orders, order))
    prepared = prepare(problem, searched=False)
    state = fresh_state(prepared, 0)
    write_start(prepared, state, day.plan)
    for vehicle, own in enumerate(problem.vehicles):
        tour = day.plan.tour_by_vehicle.get(own.name)
        visits = 0 if tour is None else len(tour.visits)
        if state.fleet[vehicle, SIZE] != visits + EMPTY:
            raise PlanBroken(own.name)
    run(prepared.task, state, IDLE, BEGIN_AS_IS, 0, 0)
    return Table(prepared, state, 0 if order is None else len(order.pickups))
