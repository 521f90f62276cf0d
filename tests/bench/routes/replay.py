"""Tours of another solver as a plan: driven as early as possible, so that the checker can judge them."""

from logistics.model import Metres, Plan, Problem, ScheduledVisit, Seconds, Tour, Visit


def replayed(problem: Problem, tours: list[list[tuple[str, int]]]) -> Plan:
    """A plan with the stops in the given order, one vehicle after the other; what is late is left for the checker to
    find.

    Only for problems of equal vehicles with one window per stop, such as the published ones.
    """
    travel, number = problem.travel[0], problem.place_number
    found, served = [], set()
    for vehicle, stops in zip(problem.vehicles, tours, strict=False):
        now, place, length, visits = vehicle.shift.opens, number[vehicle.start], 0, []
        for name, stop in stops:
            due = problem.order_by_name[name].stops[stop]
            reached = travel.arrival(place, number[due.place], now)
            length += travel.distance(place, number[due.place])
            start = Seconds(max(reached, due.windows[0].opens))
            now, place = Seconds(start + due.service), number[due.place]
            visits.append(ScheduledVisit(Visit(name, stop), reached, start, now, now))
            served.add(name)
        assert vehicle.end is not None
        length += travel.distance(place, number[vehicle.end])
        ends = travel.arrival(place, number[vehicle.end], now)
        found.append(Tour(vehicle.name, tuple(visits), vehicle.shift.opens, ends, Metres(length)))
    cost = sum(tour.distance for tour in found) * problem.vehicles[0].cost_per_km / 1000
    return Plan(tuple(found), tuple(each.name for each in problem.orders if each.name not in served), float(cost))
