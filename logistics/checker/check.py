"""Proves a plan: recomputes everything from the problem's text, sharing no code with the solver."""

from collections.abc import Iterator

from logistics.checker.times import clock_violations
from logistics.checker.verdict import Verdict, Violation
from logistics.model import Order, Plan, Problem, Tour, Vehicle


def check(problem: Problem, plan: Plan) -> Verdict:
    """All violations of a plan, and its numbers."""
    violations = [*_coverage(problem, plan)]
    for tour in plan.tours:
        vehicle = problem.vehicle_by_name.get(tour.vehicle)
        if vehicle is None:
            violations.append(Violation("VEHICLE", tour.vehicle, "is not a vehicle"))
        elif not (strange := [*_strange_visits(problem, tour)]):
            violations += _precedence(problem, tour)
            violations += _loads(problem, vehicle, tour)
            violations += _fitness(problem, vehicle, tour)
            violations += _locked(problem, tour)
            violations += clock_violations(problem, vehicle, tour)
        else:
            violations += strange
    unserved = tuple(name for name in plan.left_out if _must_be_served(problem, name))
    cost = 0.0 if any(each.code in ("VEHICLE", "VISIT") for each in violations) else _cost(problem, plan)
    if not violations and abs(cost - plan.cost) > 1e-6 * max(1.0, cost):
        violations.append(Violation("COST", "plan", f"says {plan.cost}, is {cost}"))
    return Verdict(tuple(violations), unserved, len(plan.tours), plan.distance, plan.duration, cost)


def _must_be_served(problem: Problem, name: str) -> bool:
    order = problem.order_by_name.get(name)
    return order is not None and order.price is None


def _coverage(problem: Problem, plan: Plan) -> Iterator[Violation]:
    carriers: dict[str, set[str]] = {}
    names = [tour.vehicle for tour in plan.tours]
    if len(set(names)) != len(names):
        yield Violation("VEHICLE", "plan", "a vehicle has two tours")
    for tour in plan.tours:
        if not tour.visits:
            yield Violation("EMPTY_TOUR", tour.vehicle, "makes no visit")
        for each in tour.visits:
            carriers.setdefault(each.visit.order, set()).add(tour.vehicle)
    if len(set(plan.left_out)) != len(plan.left_out):
        yield Violation("COVERAGE", "plan", "an order is left out twice")
    for order in problem.orders:
        tours = len(carriers.get(order.name, ()))
        if tours > 1:
            yield Violation("COVERAGE", order.name, "is on two tours")
        if (order.name in plan.left_out) == bool(tours):
            yield Violation("COVERAGE", order.name, "must be either on a tour or left out")
    for name in set(plan.left_out) - set(problem.order_by_name):
        yield Violation("COVERAGE", name, "is not an order")
    for lock in problem.locks:
        for name in {each.order for each in lock.on_board} | {each.order for each in lock.visits}:
            if carriers.get(name, set()) != {lock.vehicle}:
                yield Violation("LOCK", name, f"belongs to {lock.vehicle}")


def _strange_visits(problem: Problem, tour: Tour) -> Iterator[Violation]:
    for each in tour.visits:
        order = problem.order_by_name.get(each.visit.order)
        if order is None or not 0 <= each.visit.stop < len(order.stops):
            yield Violation("VISIT", f"{tour.vehicle}, {each.visit}", "is not a stop of an order")


def _carried(problem: Problem, tour: Tour) -> set[str]:
    lock = problem.lock_by_vehicle.get(tour.vehicle)
    return {each.order for each in lock.on_board} if lock else set()


def _precedence(problem: Problem, tour: Tour) -> Iterator[Violation]:
    visits = [each.visit for each in tour.visits]
    if len(set(visits)) != len(visits):
        yield Violation("VISIT", tour.vehicle, "makes a visit twice")
    position = {visit: index for index, visit in enumerate(visits)}
    carried = _carried(problem, tour)
    for name in {visit.order for visit in visits}:
        order = problem.order_by_name[name]
        found = [position.get(type(visits[0])(name, number)) for number in range(len(order.stops))]
        drop = found.pop()
        if name in carried:
            if any(each is not None for each in found):
                yield Violation("PRECEDENCE", f"{tour.vehicle}, {name}", "is picked up again, it is on board")
        elif any(each is None for each in found):
            yield Violation("PRECEDENCE", f"{tour.vehicle}, {name}", "a pickup is missing")
        elif drop is not None and any(each is not None and each > drop for each in found):
            yield Violation("PRECEDENCE", f"{tour.vehicle}, {name}", "drops before a pickup")
        if drop is None:
            yield Violation("PRECEDENCE", f"{tour.vehicle}, {name}", "the drop is missing")


def _loads(problem: Problem, vehicle: Vehicle, tour: Tour) -> Iterator[Violation]:
    carried = sorted(_carried(problem, tour))
    load = [sum(parts) for parts in zip((0,) * len(vehicle.capacity),
            *(problem.order_by_name[name].load for name in carried), strict=True)]  # fmt: skip
    aboard = dict.fromkeys(carried, 1)
    for where, each in [("start", None), *((str(each.visit), each) for each in tour.visits)]:
        if each is not None:
            order = problem.order_by_name[each.visit.order]
            is_drop = each.visit.stop == len(order.pickups)
            change = [-part for part in order.load] if is_drop else order.pickups[each.visit.stop].load
            load = [now + part for now, part in zip(load, change, strict=True)]
            if is_drop:
                aboard.pop(order.name, None)
            else:
                aboard[order.name] = 1
                yield from _quarrels(problem, tour, order, aboard)
        for name, now, room in zip(problem.dimensions, load, vehicle.capacity, strict=True):
            if now > room:
                yield Violation("CAPACITY", f"{tour.vehicle}, {where}", f"{now} {name} on board, room for {room}")


def _quarrels(problem: Problem, tour: Tour, order: Order, aboard: dict[str, int]) -> Iterator[Violation]:
    if order.goods is None:
        return
    mine = problem.goods_by_name[order.goods]
    for name in aboard:
        goods = problem.order_by_name[name].goods
        if name == order.name or goods is None:
            continue
        theirs = problem.goods_by_name[goods]
        if goods in mine.not_with or mine.name in theirs.not_with:
            yield Violation(
                "INCOMPATIBLE", f"{tour.vehicle}, {order.name}", f"{mine.name} together with {goods} ({name})"
            )


def _fitness(problem: Problem, vehicle: Vehicle, tour: Tour) -> Iterator[Violation]:
    for name in {each.visit.order for each in tour.visits}:
        order = problem.order_by_name[name]
        needed = order.skills | (problem.goods_by_name[order.goods].skills if order.goods else frozenset())
        if not needed <= vehicle.skills:
            yield Violation("SKILL", f"{tour.vehicle}, {name}", f"lacks {sorted(needed - vehicle.skills)}")


def _locked(problem: Problem, tour: Tour) -> Iterator[Violation]:
    lock = problem.lock_by_vehicle.get(tour.vehicle)
    if lock and tuple(each.visit for each in tour.visits[: len(lock.visits)]) != lock.visits:
        yield Violation("LOCK", tour.vehicle, f"does not begin with {lock.visits}")


def _cost(problem: Problem, plan: Plan) -> float:
    weights, total = problem.objective, 0.0
    for tour in plan.tours:
        vehicle = problem.vehicle_by_name[tour.vehicle]
        hours = tour.duration / 3600
        total += vehicle.cost_per_use + weights.balance * hours * hours
        total += weights.distance * vehicle.cost_per_km * tour.distance / 1000
        total += weights.time * vehicle.cost_per_hour * hours
        for each in tour.visits:
            wanted = problem.order_by_name[each.visit.order].stops[each.visit.stop].wanted_by
            total += weights.lateness * max(0, each.start - wanted) if wanted is not None else 0.0
    return total + sum(
        problem.order_by_name[name].price or 0.0 for name in plan.left_out if name in problem.order_by_name
    )
