"""Follows the clock along one tour: travel, setup, windows, breaks, shift, time on board."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from logistics.checker.verdict import Violation
from logistics.model import NO_TIME, Problem, ScheduledBreak, ScheduledVisit, Seconds, Tour, Vehicle


@dataclass(frozen=True)
class Halt:
    """Where the vehicle stands between reaching a place and leaving it."""

    place: str
    arrival: Seconds
    leave: Seconds
    start: Seconds
    finish: Seconds
    setup: Seconds
    name: str


def clock_violations(problem: Problem, vehicle: Vehicle, tour: Tour) -> Iterator[Violation]:
    """Everything that is wrong with the times of a tour."""
    halts = _halts(problem, vehicle, tour)
    yield from _travel(problem, vehicle, tour, halts)
    for scheduled, halt in zip(tour.visits, halts[1:], strict=False):
        yield from _service(problem, scheduled, halt)
    yield from _breaks(vehicle, tour, halts)
    yield from _shift(vehicle, tour)
    yield from _on_board(problem, tour)


def _halts(problem: Problem, vehicle: Vehicle, tour: Tour) -> list[Halt]:
    opens = vehicle.shift.opens
    halts = [Halt(vehicle.start, opens, tour.leaves, opens, opens, NO_TIME, f"{tour.vehicle}, start")]
    for each in tour.visits:
        stop = problem.order_by_name[each.visit.order].stops[each.visit.stop]
        setup = NO_TIME if stop.place == halts[-1].place else problem.places[problem.place_number[stop.place]].setup
        name = f"{tour.vehicle}, {each.visit.order}.{each.visit.stop}"
        halts.append(Halt(stop.place, each.arrival, each.leave, each.start, each.finish, setup, name))
    return halts


def _travel(problem: Problem, vehicle: Vehicle, tour: Tour, halts: list[Halt]) -> Iterator[Violation]:
    travel, number = problem.travel_by_profile[vehicle.profile], problem.place_number
    distance = 0
    for before, after in pairwise(halts):
        reached = travel.arrival(number[before.place], number[after.place], before.leave)
        distance += travel.distance(number[before.place], number[after.place])
        if after.arrival < reached:
            yield Violation("TRAVEL", after.name, f"arrives at {after.arrival}, cannot before {reached}")
    last, ends = halts[-1], halts[-1].finish
    if vehicle.end is not None:
        ends = travel.arrival(number[last.place], number[vehicle.end], last.leave)
        distance += travel.distance(number[last.place], number[vehicle.end])
    if tour.ends < ends:
        yield Violation("TRAVEL", f"{tour.vehicle}, end", f"ends at {tour.ends}, cannot before {ends}")
    if distance != tour.distance:
        yield Violation("DISTANCE", tour.vehicle, f"says {tour.distance} metres, drives {distance}")
    if vehicle.max_distance is not None and distance > vehicle.max_distance:
        yield Violation("MAX_DISTANCE", tour.vehicle, f"{distance} metres, allowed {vehicle.max_distance}")


def _service(problem: Problem, scheduled: ScheduledVisit, halt: Halt) -> Iterator[Violation]:
    stop = problem.order_by_name[scheduled.visit.order].stops[scheduled.visit.stop]
    if halt.start < halt.arrival + halt.setup:
        yield Violation("SERVICE", halt.name, f"starts at {halt.start}, arrives {halt.arrival}, setup {halt.setup}")
    if halt.finish != halt.start + stop.service:
        yield Violation("SERVICE", halt.name, f"finishes at {halt.finish}, starts {halt.start}, takes {stop.service}")
    if halt.leave < halt.finish:
        yield Violation("SERVICE", halt.name, f"leaves at {halt.leave} before it finishes at {halt.finish}")
    if not any(window.opens <= halt.start <= window.closes for window in stop.windows):
        yield Violation("WINDOW", halt.name, f"starts at {halt.start}, windows {stop.windows}")


def _breaks(vehicle: Vehicle, tour: Tour, halts: list[Halt]) -> Iterator[Violation]:
    taken: dict[int, ScheduledBreak] = {each.number: each for each in tour.breaks}
    if len(taken) != len(tour.breaks) or not all(0 <= number < len(vehicle.breaks) for number in taken):
        yield Violation("BREAK", tour.vehicle, "names a break twice or one that the vehicle does not have")
        return
    for number, due in enumerate(vehicle.breaks):
        found = taken.get(number)
        if found is None:
            if tour.ends > due.latest:
                yield Violation("BREAK", tour.vehicle, f"break {number} is missing, tour ends at {tour.ends}")
        elif not due.earliest <= found.start <= due.latest or found.end - found.start != due.length:
            yield Violation("BREAK", tour.vehicle, f"break {number} from {found.start} to {found.end} is not {due}")
    spent = [0] * len(halts)
    for found in taken.values():
        where = [index for index, halt in enumerate(halts) if _rests(found, halt)]
        if not where:
            yield Violation("BREAK", tour.vehicle, f"at {found.start} the vehicle drives or serves")
        elif found.end <= halts[where[0]].start:
            spent[where[0]] += found.end - found.start
    for halt, rest in zip(halts[1:], spent[1:], strict=True):
        if halt.start - halt.arrival < halt.setup + rest:
            yield Violation("BREAK", halt.name, "no time for setup beside the break")


def _rests(found: ScheduledBreak, halt: Halt) -> bool:
    before = halt.arrival <= found.start and found.end <= halt.start
    return before or (halt.finish <= found.start and found.end <= halt.leave)


def _shift(vehicle: Vehicle, tour: Tour) -> Iterator[Violation]:
    if tour.leaves < vehicle.shift.opens or tour.ends > vehicle.shift.closes:
        yield Violation("SHIFT", tour.vehicle, f"{tour.leaves} to {tour.ends}, shift {vehicle.shift}")
    if vehicle.max_duration is not None and tour.duration > vehicle.max_duration:
        yield Violation("MAX_DURATION", tour.vehicle, f"{tour.duration} seconds, allowed {vehicle.max_duration}")


def _on_board(problem: Problem, tour: Tour) -> Iterator[Violation]:
    lock = problem.lock_by_vehicle.get(tour.vehicle)
    loaded = {each.order: [int(each.since)] for each in lock.on_board} if lock else {}
    for each in tour.visits:
        order = problem.order_by_name[each.visit.order]
        if each.visit.stop < len(order.pickups):
            loaded.setdefault(order.name, []).append(each.finish)
            continue
        limit = problem.goods_by_name[order.goods].max_on_board if order.goods else None
        longest = max((each.start - since for since in loaded.get(order.name, [])), default=0)
        if limit is not None and longest > limit:
            yield Violation("ON_BOARD", f"{tour.vehicle}, {order.name}", f"{longest} seconds, allowed {limit}")
