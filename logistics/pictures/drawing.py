"""Three pictures of a plan: a map without tiles, time over distance, and how the search came to it."""

import math
from collections.abc import Callable, Sequence

from logistics.model import Plan, Problem, Tour
from logistics.pictures.canvas import clock, colour, dot, group, line, page, square, text
from logistics.solver import Report

WIDTH, MAP_HEIGHT, ROW_HEIGHT, CURVE_HEIGHT, MARGIN, LABELS = 960.0, 560.0, 110.0, 160.0, 40.0, 110.0


def draw(problem: Problem, plan: Plan, history: Sequence[Report] = ()) -> str:
    """One SVG with the map above, time-distance diagrams below it, and the search at the foot. Places without a point
    leave the map out; without a history the search is left out."""
    shapes, y = [], MARGIN
    if all(place.point is not None for place in problem.places) and problem.places:
        shapes.append(group(0, y, tour_map(problem, plan)))
        y += MAP_HEIGHT + MARGIN
    shapes.append(group(0, y, time_distance(problem, plan)))
    y += ROW_HEIGHT * len(plan.tours) + MARGIN
    if len(history) > 1:
        shapes.append(group(0, y, progress(history)))
        y += CURVE_HEIGHT + MARGIN
    title = f"{_counted(len(plan.tours), 'tour')}, {_counted(len(plan.left_out), 'order')} left out"
    return page(WIDTH, y, title, [text(MARGIN, 24, title, 16), *shapes])


def _counted(number: float, what: str) -> str:
    return f"{number:.0f} {what}" if number == 1 else f"{number:.0f} {what}s"


def tour_map(problem: Problem, plan: Plan) -> list[str]:
    """Every tour as a line from stop to stop; pickups are squares, drops dots, starts large squares."""
    points = {place.name: place.point for place in problem.places if place.point is not None}
    where = _projection(list(points.values()))
    shapes = []
    for number, tour in enumerate(plan.tours):
        stops = _places(problem, tour)
        shapes.append(line([where(points[name]) for name in stops], colour(number)))
    for number, tour in enumerate(plan.tours):
        start = problem.vehicle_by_name[tour.vehicle].start
        shapes.append(square(*where(points[start]), 12, "#222", f"start: {start}"))
        for each in tour.visits:
            order = problem.order_by_name[each.visit.order]
            place = order.stops[each.visit.stop].place
            title = f"{clock(each.start)} {place}, {order.name}"
            mark = where(points[place])
            is_drop = each.visit.stop == len(order.pickups)
            shapes.append(dot(*mark, 4, colour(number), title) if is_drop else square(*mark, 8, colour(number), title))
        shapes.append(text(MARGIN, 18 + 16 * number, f"■ {tour.vehicle}: {tour.distance / 1000:.1f} km"))
        shapes[-1] = shapes[-1].replace("<text ", f'<text fill="{colour(number)}" ')
    return shapes


def _projection(points: list[tuple[float, float]]) -> Callable[[tuple[float, float]], tuple[float, float]]:
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    # degrees of longitude are shorter than degrees of latitude; plane coordinates lie beyond what a latitude can be
    narrow = math.cos(math.radians((south + north) / 2)) if abs(north) <= 90 and abs(east) <= 180 else 1.0
    scale = min(
        (WIDTH - 2 * MARGIN - LABELS) / max((east - west) * narrow, 1e-9), MAP_HEIGHT / max(north - south, 1e-9)
    )

    def where(point: tuple[float, float]) -> tuple[float, float]:
        return MARGIN + LABELS + (point[0] - west) * narrow * scale, MAP_HEIGHT - (point[1] - south) * scale

    return where


def _places(problem: Problem, tour: Tour) -> list[str]:
    vehicle = problem.vehicle_by_name[tour.vehicle]
    inner = [problem.order_by_name[each.visit.order].stops[each.visit.stop].place for each in tour.visits]
    return [vehicle.start, *inner, *([] if vehicle.end is None else [vehicle.end])]


def time_distance(problem: Problem, plan: Plan) -> list[str]:
    """A row per tour: time to the right, metres driven upwards. Flat is standing, steep is driving; grey bars are
    windows of the stops, dark ones breaks."""
    if not plan.tours:
        return [text(MARGIN, 20, "no tours")]
    begin, end = min(tour.leaves for tour in plan.tours), max(tour.ends for tour in plan.tours)
    longest = max(1, *(tour.distance for tour in plan.tours))
    across = (WIDTH - 2 * MARGIN - LABELS) / max(1, end - begin)

    def x(moment: int) -> float:
        return MARGIN + LABELS + (min(max(moment, begin), end) - begin) * across

    shapes = []
    for number, tour in enumerate(plan.tours):
        base = ROW_HEIGHT * (number + 1) - 24
        row = _row(problem, tour, base, longest, x, colour(number))
        shapes += [text(MARGIN, base, tour.vehicle), line([(x(begin), base + 4), (x(end), base + 4)], "#bbb", 1), *row]
    for part in range(5):
        moment = begin + (end - begin) * part // 4
        shapes.append(text(x(moment), ROW_HEIGHT * len(plan.tours) - 4, clock(moment), 11, "middle"))
    return shapes


def _row(problem: Problem, tour: Tour, base: float, longest: int, x: Callable[[int], float], stroke: str) -> list[str]:
    vehicle = problem.vehicle_by_name[tour.vehicle]
    travel, number = problem.travel_by_profile[vehicle.profile], problem.place_number
    place, driven, points, shapes, windows = vehicle.start, 0, [(x(tour.leaves), base)], [], []
    for each in tour.visits:
        order = problem.order_by_name[each.visit.order]
        stop = order.stops[each.visit.stop]
        driven += travel.distance(number[place], number[stop.place])
        place, y = stop.place, base - driven / longest * (ROW_HEIGHT - 44)
        for window in stop.windows:
            if window.opens <= tour.ends and window.closes >= tour.leaves:
                windows.append(line([(x(window.opens), y), (x(window.closes), y)], "#ddd", 3))
        points += [(x(each.arrival), y), (x(each.leave), y)]
        title = f"{clock(each.start)} {stop.place}, {order.name}"
        is_drop = each.visit.stop == len(order.pickups)
        shapes.append(
            dot(x(each.start), y, 3, stroke, title) if is_drop else square(x(each.start), y, 6, stroke, title)
        )
    points.append((x(tour.ends), base - tour.distance / longest * (ROW_HEIGHT - 44)))
    rests = [line([(x(each.start), base + 4), (x(each.end), base + 4)], "#222", 5) for each in tour.breaks]
    return [*windows, line(points, stroke), *shapes, *rests]


def progress(history: Sequence[Report]) -> list[str]:
    """Cost of the best plan over the part of the search that is done, dear ones above; grey while more orders were
    missing than at the end, for a plan with fewer orders costs less."""
    known = [each for each in history if each.standing[2] < math.inf]
    if not known:
        return []
    best, worst = min(each.standing[2] for each in known), max(each.standing[2] for each in known)
    missing, vehicles, cost = known[-1].standing

    def where(each: Report) -> tuple[float, float]:
        height = (worst - each.standing[2]) / max(worst - best, 1e-9)
        return MARGIN + LABELS + each.progress * (WIDTH - 2 * MARGIN - LABELS), 10 + (CURVE_HEIGHT - 40) * height

    early = [where(each) for each in known if each.standing[0] > missing]
    late = [where(each) for each in known if each.standing[0] == missing]
    late.append((WIDTH - MARGIN, late[-1][1]))
    foot = f"search: cost {cost:.0f}, {_counted(vehicles, 'vehicle')}, {_counted(missing, 'order')} missing"
    return [
        *([line([*early, late[0]], "#bbb")] if early else []),
        line(late, "#1f6f8b"),
        text(MARGIN, late[-1][1] + 4, f"{cost:.0f}", 11),
        text(MARGIN, CURVE_HEIGHT - 10, foot + ("; grey: with more orders missing" if early else ""), 11),
    ]
