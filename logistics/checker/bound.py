"""A floor under the distance of every plan."""

from logistics.model import Metres, Problem


def least_distance(problem: Problem) -> Metres:
    """No plan that serves all orders drives less: every stop is entered once, over its shortest way in.

    Orders with a price may be left out, so they count nothing; what is on board counts its drop alone. The floor is
    far from tight: it proves that a plan is good only where stops lie far apart.
    """
    done = {(each.order, stop) for lock in problem.locks for each in lock.on_board
            for stop in range(len(problem.order_by_name[each.order].pickups))}  # fmt: skip
    due = [
        problem.place_number[stop.place]
        for order in problem.orders
        for number, stop in enumerate(order.stops)
        if order.price is None and (order.name, number) not in done
    ]
    starts = {problem.place_number[vehicle.start] for vehicle in problem.vehicles}
    ends = {problem.place_number[vehicle.end] for vehicle in problem.vehicles if vehicle.end is not None}
    total = 0
    # stops of one place may follow one another for nothing: each place is entered once
    for place in set(due) - starts:
        others = (set(due) | starts | _priced(problem)) - {place}
        total += min((travel.distance(other, place) for travel in problem.travel for other in others), default=0)
    last = set(due) | _priced(problem)
    if due and ends and len(ends) == len({vehicle.end for vehicle in problem.vehicles}):
        total += min(travel.distance(each, end) for travel in problem.travel for each in last for end in ends)
    return Metres(total)


def _priced(problem: Problem) -> set[int]:
    """Places that an order with a price may bring onto a tour."""
    return {
        problem.place_number[stop.place] for order in problem.orders if order.price is not None for stop in order.stops
    }
