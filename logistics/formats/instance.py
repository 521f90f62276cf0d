"""A published instance as a problem: its numbers in whole units, and the way back to the file's own numbers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from logistics.model import Matrix, Objective, Order, Place, Plan, Problem, Seconds, Travel, Vehicle, Window
from logistics.model.travel import LARGEST


class FormatError(ValueError):
    """A file that cannot be read: the line (from 1; 0 for the file as a whole) and the reason."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}" if line else reason)
        self.line = line
        self.reason = reason


@dataclass(frozen=True, eq=False)
class Instance:
    """A problem read from a file.

    `scale` units of the problem are one unit of the file. `node_of` gives the file's number for (order name, stop
    number).
    """

    problem: Problem
    scale: int
    node_of: dict[tuple[str, int], int]

    def lines(self, plan: Plan) -> list[str]:
        """One `Route k: v1 v2 ...` per tour, in the file's node numbers."""
        routes = ([self.node_of[each.visit.order, each.visit.stop] for each in tour.visits] for tour in plan.tours)
        return [f"Route {number}: {' '.join(map(str, nodes))}" for number, nodes in enumerate(routes, 1)]

    def distance(self, plan: Plan) -> float:
        """Length of all tours in the file's unit."""
        return plan.distance / self.scale


@dataclass(frozen=True)
class Row:
    """A node of a published instance."""

    node: int
    x: float
    y: float
    demand: int
    ready: int
    due: int
    service: int
    line: int


def euclidean(rows: list[Row]) -> tuple[Matrix, int]:
    """Distances in the plane, shape (rows, rows), and how many units make one of the file.

    The unit is the finest power of ten up to a millionth with which the largest distance fits 32 bits.
    """
    points: NDArray[np.float64] = np.array([(row.x, row.y) for row in rows], dtype=np.float64)
    difference = points[:, None, :] - points[None, :, :]
    exact = np.sqrt((difference**2).sum(axis=2))
    scale = 10**6
    while scale > 1 and float(exact.max(initial=0.0)) * scale > LARGEST:
        scale //= 10
    return np.rint(exact * scale).astype(np.int32), scale


@dataclass(frozen=True, eq=False)
class Fleet:
    """Equal vehicles at one depot: how many, their room, and what counts (`vehicles_first`)."""

    count: int
    capacity: int
    vehicles_first: bool


def assembled(
    rows: list[Row], orders: tuple[Order, ...], matrices: tuple[Matrix, Matrix, int], fleet: Fleet
) -> Problem:
    """The problem of a published instance; `matrices` are distances, durations and the scale."""
    distances, durations, scale = matrices
    depot = rows[0]
    shift = Window(Seconds(depot.ready * scale), Seconds(depot.due * scale))
    vehicles = tuple(
        Vehicle(name=f"vehicle {number}", capacity=(fleet.capacity,), start="0", end="0", shift=shift)
        for number in range(1, fleet.count + 1)
    )
    return Problem(
        places=tuple(Place(str(row.node), (row.x, row.y)) for row in rows),
        orders=orders,
        vehicles=vehicles,
        travel=(Travel("road", distances, durations),),
        objective=Objective(vehicles_first=fleet.vehicles_first),
        dimensions=("load",),
    )
