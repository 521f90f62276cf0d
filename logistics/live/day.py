"""A day that goes on: baskets not yet ordered get offers, agreed ones enter the plan, withdrawn ones leave it.

Every promise is a window of an order in the problem. An offer is made only if every stop of the tour, old and new,
still meets its windows, so no promise is ever broken. A day is a value: committing and withdrawing give a new one
with the next version.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from logistics.live.table import Slots, Table, table_for
from logistics.model import Order, Plan, Problem, Window
from logistics.model.refusal import demand
from logistics.solver.reading import current_plan

TRIES = 3
"""How many orders of its pickups a basket of several shops is tried in."""


class Outdated(ValueError):
    """The offer was made for another version of the day, and does not hold any more."""

    def __init__(self, offered: int, current: int) -> None:
        super().__init__(f"the offer was made for version {offered}, the day is at version {current}")
        self.offered = offered
        self.current = current


@dataclass(frozen=True)
class Offer:
    """A delivery window that can be promised: the vehicle, what it adds to the cost, the version of the day it holds
    for."""

    window: Window
    vehicle: str
    cost: float
    version: int


@dataclass(frozen=True, eq=False)
class Day:
    """A problem and the plan that serves it."""

    problem: Problem
    plan: Plan

    @property
    def version(self) -> int:
        """Counts commits and withdrawals."""
        return self.plan.version

    def offers(self, order: Order, windows: Iterable[Window]) -> tuple[Offer, ...]:
        """The windows in which the order could be brought, with their cost; windows that no tour can keep are left out.

        Raises `Refused` if the order does not fit the problem, `PlanBroken` if the plan does not.
        """
        table = table_for(self, order)
        found = []
        for window in windows:
            best = _cheapest(table, window)
            if best is not None:
                found.append(Offer(window, self.problem.vehicles[best[1]].name, best[0], self.version))
        return tuple(found)

    def commit(self, order: Order, offer: Offer) -> "Day":
        """The day with the order promised for the window of the offer.

        Raises `Outdated` if the day has moved on, `Refused` if the offer is not one that this day makes.
        """
        if offer.version != self.version:
            raise Outdated(offer.version, self.version)
        table = table_for(self, order)
        best = _cheapest(table, offer.window)
        demand(best is not None, "offer.window", offer.window, "cannot be kept by any tour")
        assert best is not None
        table.insert(best[1], best[2])
        promised = replace(order, drop=replace(order.drop, windows=(offer.window,)))
        problem = replace(self.problem, orders=(*self.problem.orders, promised))
        return Day(problem, current_plan(table.prepared, table.state, self.version + 1))

    def withdraw(self, name: str) -> "Day":
        """The day without an order; the others keep their tours and their order.

        Raises `KeyError` for an unknown order, `Refused` for one that is locked.
        """
        order = self.problem.order_by_name[name]
        for lock in self.problem.locks:
            locked = {each.order for each in lock.on_board} | {each.order for each in lock.visits}
            demand(name not in locked, "withdraw.name", name, f"is locked to {lock.vehicle}")
        rest = replace(self.problem, orders=tuple(each for each in self.problem.orders if each is not order))
        tours = tuple(
            replace(tour, visits=tuple(each for each in tour.visits if each.visit.order != name))
            for tour in self.plan.tours
        )
        table = table_for(Day(rest, replace(self.plan, tours=tours)), None)
        return Day(rest, current_plan(table.prepared, table.state, self.version + 1))


def _cheapest(table: Table, window: Window) -> tuple[float, int, Slots] | None:
    """Extra cost, vehicle and places of the stops of the cheapest way found."""
    table.promise(window)
    best: tuple[float, int, Slots] | None = None
    for _ in range(1 if table.pickups < 2 else TRIES):
        prices = list(table.prices())
        cost, vehicle = min(((cost, vehicle) for vehicle, cost in prices), default=(0.0, -1))
        if vehicle >= 0 and (best is None or cost < best[0]):
            best = (cost, vehicle, table.slots())
    return best
