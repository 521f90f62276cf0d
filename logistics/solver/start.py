"""Where a search begins: locked prefixes, and what is valid of a plan handed in."""

from logistics.model import Plan, Visit
from logistics.solver.kernel.annealing import FOLLOW, run
from logistics.solver.kernel.arrays import BOUND, DROP, FAR, FIRST, FITS, FREE, KIND, ORDER, ROLE, SIZE, State
from logistics.solver.reading import IDLE
from logistics.solver.state import settle_absence, write_tour
from logistics.solver.task import Prepared


class LockBroken(ValueError):
    """What is locked to a vehicle cannot be done any more: the visits of its prefix, or the rest of `orders`."""

    def __init__(self, vehicle: str, orders: tuple[str, ...] = ()) -> None:
        rest = f"no way was found to finish {', '.join(orders)}" if orders else "they are too late, or do not fit"
        super().__init__(f"the locked visits of {vehicle} cannot be made: {rest}")
        self.vehicle = vehicle
        self.orders = orders


def write_start(prepared: Prepared, state: State, plan: Plan | None) -> None:
    """Fill the state with the plan's tours where they still hold, otherwise with locked prefixes alone.

    Raises `LockBroken` when a prefix cannot be driven.
    """
    for vehicle, own in enumerate(prepared.problem.vehicles):
        if prepared.prefixes[vehicle] and not _drives(prepared, state, vehicle):
            raise LockBroken(own.name)
    if plan is not None:
        taken: set[str] = set()
        for vehicle, own in enumerate(prepared.problem.vehicles):
            tour = plan.tour_by_vehicle.get(own.name)
            if tour is not None:
                _take_over(prepared, state, vehicle, tuple(each.visit for each in tour.visits), taken)
    settle_absence(prepared, state)


def _drives(prepared: Prepared, state: State, vehicle: int) -> bool:
    return state.fleet[vehicle, SIZE] == 2 or run(prepared.task, state, IDLE, FOLLOW, vehicle, 0) < FAR


def _take_over(prepared: Prepared, state: State, vehicle: int, visits: tuple[Visit, ...], taken: set[str]) -> None:
    """Write a tour, less orders that are unknown, incomplete, elsewhere or on no vehicle like this; if what is left
    cannot be driven, orders leave it from the back."""
    prefix = prepared.prefixes[vehicle]
    orders = list(dict.fromkeys(visit.order for visit in visits))
    usable = [name for name in orders if name not in taken and _whole(prepared, vehicle, name, visits)]
    while True:
        kept = set(usable)
        behind = [
            prepared.node_of[visit]
            for visit in visits
            if visit.order in kept and prepared.task.node[prepared.node_of[visit], ROLE] == FREE
        ]
        write_tour(prepared, state, vehicle, [*prefix, *behind])
        if not usable or _drives(prepared, state, vehicle):
            taken |= kept
            return
        usable.pop()


def _whole(prepared: Prepared, vehicle: int, name: str, visits: tuple[Visit, ...]) -> bool:
    """Whether the order is known, free for this vehicle, and has all its free stops here, pickups first."""
    order = prepared.problem.order_by_name.get(name)
    if order is None:
        return False
    index = int(prepared.task.node[prepared.node_of[Visit(name, 0)], ORDER])
    row, kind = prepared.task.order[index], prepared.task.vehicle[vehicle, KIND]
    if row[BOUND] not in (-1, vehicle) or not row[FITS + kind]:
        return False
    free = [n for n in range(row[FIRST], row[DROP] + 1) if prepared.task.node[n, ROLE] == FREE]
    found = [prepared.node_of[each] for each in visits if each.order == name and each in prepared.node_of]
    found = [n for n in found if n in free]
    return sorted(found) == free and (not free or found[-1] == free[-1])
