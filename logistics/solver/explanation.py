"""Why a plan is as it is: what an order would cost elsewhere, which rule keeps it out, how much time every stop has
left."""

from dataclasses import dataclass

from logistics.model import Order, Plan, Problem, Seconds, Vehicle, Visit
from logistics.solver.kernel.annealing import BEGIN_AS_IS, PRICE, REMOVE, run
from logistics.solver.kernel.arrays import EARLY, FAR, LATE, SEQ, SIZE, State
from logistics.solver.reading import IDLE
from logistics.solver.remedies import remedies
from logistics.solver.start import write_start
from logistics.solver.state import fresh_state
from logistics.solver.task import Prepared, prepare


@dataclass(frozen=True)
class Elsewhere:
    """What an order would cost on a vehicle: the extra cost, or the reason why it cannot go there."""

    vehicle: str
    cost: float | None
    reason: str | None


@dataclass(frozen=True)
class Explanation:
    """One order of a plan: where it is, what it adds to the cost there, and every other vehicle for comparison."""

    order: str
    vehicle: str | None
    cost: float | None
    elsewhere: tuple[Elsewhere, ...]


@dataclass(frozen=True)
class Slack:
    """How many seconds later service at a visit may start without any promise of the tour being broken, waiting aside.

    Breaks are left out of account, and limits on the time on board only heeded order by order: with these it is an
    upper bound.
    """

    vehicle: str
    visit: Visit
    seconds: Seconds


def explain(problem: Problem, plan: Plan, order: str) -> Explanation:
    """Why an order is where it is. Raises `KeyError` for an unknown order."""
    return _explanation(*_state_of(problem, plan), plan, order)


def _explanation(prepared: Prepared, state: State, plan: Plan, order: str) -> Explanation:
    """As `explain`; an order that is on a tour is absent from the state afterwards."""
    problem = prepared.problem
    index = problem.orders.index(problem.order_by_name[order])
    home = next((n for n, own in enumerate(problem.vehicles) if _carries(plan, own.name, order)), None)
    if home is not None:
        run(prepared.task, state, IDLE, REMOVE, home, index)
    found = []
    for vehicle, own in enumerate(problem.vehicles):
        cost = float(run(prepared.task, state, IDLE, PRICE, vehicle, index))
        possible = cost < FAR
        reason = None if possible else _refusal(prepared, state, vehicle, index)
        found.append(Elsewhere(own.name, cost if possible else None, reason))
    here = None if home is None else found.pop(home)
    return Explanation(order, here.vehicle if here else None, here.cost if here else None, tuple(found))


def explain_left_out(problem: Problem, plan: Plan) -> list[tuple[str, str]]:
    """Every order that is on no tour, and a sentence why."""
    if not plan.left_out:
        return []
    reasons, (prepared, state) = [], _state_of(problem, plan)
    for name in plan.left_out:
        found = _explanation(prepared, state, plan, name)
        price = problem.order_by_name[name].price
        costs = [each.cost for each in found.elsewhere if each.cost is not None]
        if costs and price is not None and min(costs) >= price:
            reasons.append((name, f"serving it costs {min(costs):.0f} at least, leaving it out {price:.0f}"))
        elif costs:
            reasons.append((name, "it fits, but no plan with it was found in the time given"))
        else:
            said = dict.fromkeys(each.reason or "" for each in found.elsewhere)
            reasons.append((name, "; ".join(said) or "there is no vehicle"))
    return reasons


def slack(problem: Problem, plan: Plan) -> list[Slack]:
    """Time that every visit has left, tour by tour."""
    prepared, state = _state_of(problem, plan)
    found = []
    for vehicle, own in enumerate(problem.vehicles):
        for row in state.tour[vehicle, 1 : state.fleet[vehicle, SIZE] - 1]:
            visit = prepared.visits[row[SEQ]]
            if visit is not None:
                found.append(Slack(own.name, visit, Seconds(max(0, int(row[LATE] - row[EARLY])))))
    return found


def _refusal(prepared: Prepared, state: State, number: int, index: int) -> str:
    """The rule that keeps an order off a vehicle, the most lasting one first."""
    problem, order, vehicle = prepared.problem, prepared.problem.orders[index], prepared.problem.vehicles[number]
    missing = problem.skills_of(order) - vehicle.skills
    if missing:
        return f"{vehicle.name} lacks {', '.join(sorted(missing))}"
    for name, load, room in zip(problem.dimensions, order.load, vehicle.capacity, strict=True):
        if load > room:
            return f"{vehicle.name} has room for {room} {name}, the order has {load}"
    alone = _alone(problem, order, vehicle)
    if alone is not None:
        return alone
    is_empty = state.fleet[number, SIZE] == 2
    beside = "even without other orders" if is_empty else "beside what is on its tour already"
    would = remedies(prepared, state, number, index)
    rules = f"it could with {' or with '.join(would)}" if would else "several rules keep it off together"
    return f"{vehicle.name} cannot take it {beside}: {rules}"


def _alone(problem: Problem, order: Order, vehicle: Vehicle) -> str | None:
    """A window that even the vehicle's direct way misses."""
    travel, number = problem.travel_by_profile[vehicle.profile], problem.place_number
    for stop in order.stops:
        reached = travel.arrival(number[vehicle.start], number[stop.place], vehicle.shift.opens)
        if reached > stop.windows[-1].closes:
            closes = stop.windows[-1].closes
            return f"{vehicle.name} reaches {stop.place} at {reached} at the earliest, its window closes at {closes}"
        if vehicle.end is not None:
            back = travel.arrival(number[stop.place], number[vehicle.end], max(reached, stop.windows[0].opens))
            if back + stop.service > vehicle.shift.closes:
                closes = vehicle.shift.closes
                return f"{vehicle.name} is back from {stop.place} at {back} at the earliest, its shift ends at {closes}"
    return None


def _carries(plan: Plan, vehicle: str, order: str) -> bool:
    tour = plan.tour_by_vehicle.get(vehicle)
    return tour is not None and any(each.visit.order == order for each in tour.visits)


def _state_of(problem: Problem, plan: Plan) -> tuple[Prepared, State]:
    prepared = prepare(problem, searched=False)
    state = fresh_state(prepared, 0)
    write_start(prepared, state, plan)
    run(prepared.task, state, IDLE, BEGIN_AS_IS, 0, 0)
    return prepared, state
