"""Days small enough to know the best plan by heart."""

import itertools
from dataclasses import replace

import pytest

from logistics.checker import check
from logistics.model import (
    Break,
    GoodsClass,
    Lock,
    Objective,
    OnBoard,
    Order,
    Pace,
    Plan,
    Problem,
    Refused,
    Seconds,
    Stop,
    Visit,
    Window,
)
from logistics.solver import Interruptible, LockBroken, MaxIterations, MaxSeconds, Result, solve
from tests.logistics.street import baker_and_butcher, order, stop, street, travel, van


def planned(problem: Problem, iterations: int = 200, **more: object) -> Plan:
    """A plan that the checker agrees with."""
    plan = solve(problem, stop=MaxIterations(iterations), **more).plan  # type: ignore[arg-type]
    verdict = check(problem, plan)
    assert verdict.violations == ()
    return plan


def visits(plan: Plan, vehicle: str = "van") -> list[tuple[str, int]]:
    return [(each.visit.order, each.visit.stop) for each in plan.tour_by_vehicle[vehicle].visits]


def test_bread_and_meat_come_in_one_round():
    plan = planned(baker_and_butcher())
    assert (plan.distance, plan.left_out, len(plan.tours)) == (1600, (), 1)
    assert plan.tours[0].leaves == 0
    assert plan.tours[0].ends == 160


def test_nothing_to_do():
    assert planned(street([])) == Plan(())
    no_van = Problem(street([]).places, (order("one", [1], 2),), (), (travel(),))
    assert planned(no_van).left_out == ("one",)


def test_one_vehicle_less_is_worth_the_way():
    far = [order("west", [1], 2), order("east", [8], 9)]
    two = [van(), van("other", start="9", end="9")]
    assert len(planned(street(far, two)).tours) == 2
    assert len(planned(street(far, two, objective=Objective(vehicles_first=True))).tours) == 1


def test_an_order_is_left_out_when_its_price_is_lower_than_its_way():
    cheap, dear = order("cheap", [8], 9, price=100.0), order("dear", [1], 2, price=5000.0)
    plan = planned(street([cheap, dear]))
    assert plan.left_out == ("cheap",)
    assert plan.cost == 500.0


def test_what_cannot_be_served_is_left_out_and_the_rest_is_not():
    late = Order("late", (stop(9, load=1),), stop(8, 0, 50))
    assert planned(street([late, order("fine", [1], 2)])).left_out == ("late",)


def test_the_smaller_vehicle_gets_the_smaller_load():
    fleet = [van("bike", capacity=(1,), cost_per_km=100.0), van("van", capacity=(5,))]
    plan = planned(street([order("small", [1], 2, load=1), order("big", [1], 2, load=5)], fleet))
    assert visits(plan, "bike") == [("small", 0), ("small", 1)]
    assert visits(plan, "van") == [("big", 0), ("big", 1)]


def test_skills_decide_who_comes():
    fleet = [van("bike", cost_per_km=1.0), van("van", skills=frozenset({"cold box"}))]
    goods = (GoodsClass("fish", skills=frozenset({"cold box"})),)
    plan = planned(street([order("fish", [1], 2, goods="fish")], fleet, goods=goods))
    assert [tour.vehicle for tour in plan.tours] == ["van"]


def test_hot_food_is_fetched_late_enough():
    """The pizza waits at the oven, not in the van: it may be on board for 30 seconds and is wanted from 500 on."""
    pizza = Order("pizza", (stop(4, load=1),), stop(6, 500, 600), goods="hot")
    bread = order("bread", [3], 9)
    goods = (GoodsClass("hot", max_on_board=Seconds(30)),)
    plan = planned(street([pizza, bread], goods=goods))
    fetched, brought = (each for each in plan.tours[0].visits if each.visit.order == "pizza")
    assert brought.start - fetched.finish <= 30


def test_goods_that_must_not_meet_go_one_after_the_other():
    goods = (GoodsClass("fish"), GoodsClass("flowers", not_with=frozenset({"fish"})))
    both = [order("fish", [1], 5, goods="fish"), order("flowers", [1], 5, goods="flowers")]
    assert planned(street(both, goods=goods)).distance == 1800
    assert planned(street([order("fish", [1], 5), order("flowers", [1], 5)], goods=goods)).distance == 1000


def test_a_break_is_taken_where_it_costs_no_time():
    waiting = Order("later", (stop(1, load=1),), stop(5, 500, 600))
    rest = Break(Seconds(100), Seconds(300), Seconds(150))
    plan = planned(street([waiting], [van(breaks=(rest,))]))
    assert plan.tours[0].ends == 550
    assert len(plan.tours[0].breaks) == 1


def test_a_tour_that_is_over_before_the_break_needs_none():
    plan = planned(street([order("one", [1], 2)], [van(breaks=(Break(Seconds(100), Seconds(300), Seconds(150)),))]))
    assert plan.tours[0].breaks == ()


def test_breaks_are_taken_while_nothing_gets_warm():
    """Fish may be on board for 60 s and takes 50 s from 1 to 6. Waiting for the door to open, on arrival, would be the
    shortest place for both breaks; only after the drops do they keep it cold."""
    rests = (Break(Seconds(100), Seconds(130), Seconds(30)), Break(Seconds(400), Seconds(430), Seconds(30)))
    fish = [
        Order("early", (stop(1, 0, 120, load=1),), stop(6, 125, 200), goods="fish"),
        Order("late", (stop(1, 300, 420, load=1),), stop(6, 425, 500), goods="fish"),
    ]
    problem = street(fish, [van(breaks=rests)], goods=(GoodsClass("fish", max_on_board=Seconds(60)),))
    plan = planned(problem, 50)
    assert not plan.left_out
    assert [each.start for each in plan.tours[0].breaks] == [125, 425]


def test_shop_hours_with_a_lunch_break():
    shop = Stop("2", windows=(Window(Seconds(0), Seconds(10)), Window(Seconds(300), Seconds(400))), load=(1,))
    plan = planned(street([Order("one", (shop,), stop(3))]))
    assert plan.tours[0].visits[0].start == 300
    assert plan.tours[0].leaves == 280, "nobody waits at a closed door"


def test_rush_hour_makes_the_way_longer():
    slow = street([order("one", [1], 9)], travel=(travel(paces=(Pace(Seconds(0), 50),)),))
    assert planned(slow).duration == 360


@pytest.mark.parametrize("percent", [80, 90, 120])
def test_profiles_may_have_different_numbers_of_paces(percent):
    day = tuple(Pace(Seconds(since), 100) for since in (0, 100, 9_000))
    slow = travel("slow", paces=(Pace(Seconds(0), percent),))
    problem = street([order("one", [1], 9)], [van(profile="slow")], travel=(travel(paces=day), slow))
    assert planned(problem).duration == pytest.approx(180 * 100 / percent, abs=4), "every leg ends in whole seconds"


def test_parking_is_paid_once_per_place():
    problem = baker_and_butcher()
    places = tuple(replace(place, setup=Seconds(60)) for place in problem.places)
    plan = planned(street(list(problem.orders), places=places))
    assert plan.duration == 160 + 4 * 60


def test_what_is_on_board_stays_on_board():
    lock = Lock("van", (), (OnBoard("one", Seconds(0)),))
    plan = planned(street([order("one", [2, 4], 6), order("two", [2], 8)], [van(), van("other")], locks=(lock,)))
    assert ("one", 2) in visits(plan)
    assert ("one", 0) not in visits(plan)


def test_a_promised_beginning_is_kept():
    first = (Visit("two", 0), Visit("two", 1))
    plan = planned(street([order("one", [2, 4], 6), order("two", [2], 8)], locks=(Lock("van", first),)))
    assert visits(plan)[:2] == [("two", 0), ("two", 1)]


def test_a_lock_that_cannot_be_kept_is_said_so():
    late = Order("late", (stop(9, load=1),), stop(8, 0, 50))
    with pytest.raises(LockBroken, match="van"):
        solve(street([late], locks=(Lock("van", (Visit("late", 0), Visit("late", 1))),)), stop=MaxIterations(5))
    with pytest.raises(LockBroken, match="finish late"):
        solve(street([late], locks=(Lock("van", (Visit("late", 0),)),)), stop=MaxIterations(5))


def test_a_hub_is_loaded_more_than_once():
    """Three boxes from the hub at 0, room for one: three rounds of the same van."""
    boxes = [order(f"box {number}", [0], number, load=1) for number in (1, 2, 3)]
    plan = planned(street(boxes, [van(capacity=(1,))]))
    assert plan.distance == 2 * (100 + 200 + 300)


def test_work_is_shared_when_balance_counts():
    orders = [order(str(number), [0], 9, load=5) for number in range(4)]
    fair = Objective(balance=1e9)
    plan = planned(street(orders, [van(), van("other")], objective=fair))
    assert [len(tour.visits) for tour in plan.tours] == [4, 4]


def test_late_by_a_little_costs_a_little():
    wished = Order("wish", (stop(9, load=1),), Stop("8", wanted_by=Seconds(90)))
    assert planned(street([wished], objective=Objective(lateness=3.0))).cost == 1800 + 3 * 10


def test_going_on_from_a_plan_keeps_what_still_holds():
    problem = baker_and_butcher()
    plan = planned(problem)
    bigger = street([*problem.orders, order("three", [1], 3)])
    assert planned(bigger, iterations=0, start=plan).distance == 1600
    fewer = street([problem.orders[1]])
    assert visits(planned(fewer, iterations=0, start=plan)) == [("two", 0), ("two", 1)]


def test_the_search_stops_by_clock_and_by_hand():
    ticking = itertools.count()
    result = solve(baker_and_butcher(), stop=MaxSeconds(50, lambda: float(next(ticking))))
    assert isinstance(result, Result)
    rule = Interruptible(MaxIterations(10**12))
    stopped = solve(baker_and_butcher(), stop=rule, listener=lambda report: rule.interrupt())
    assert stopped.plan.distance == 1600


def test_a_long_search_starts_over_and_forgets_nothing():
    first = Objective(vehicles_first=True)
    problem = street([order("west", [1], 2), order("east", [8], 9)], [van(), van("other")], objective=first)

    def phases(**more: object) -> tuple[list[str], Result]:
        heard: list[str] = []
        result = solve(
            problem, stop=MaxIterations(12_000), seed=1, listener=lambda report: heard.append(report.phase), **more
        )  # type: ignore[arg-type]
        return [phase for phase, _again in itertools.groupby(heard)], result

    beginnings, result = phases(threads=2)
    assert beginnings.count("vehicles") > 1
    assert result.plan == phases(threads=2)[1].plan
    standings = [each.standing for each in result.history]
    assert standings == sorted(standings)
    assert "vehicles" in phases(start=result.plan)[0]
    assert phases(start=result.plan)[0].count("vehicles") == 1


def test_impossible_settings_are_refused():
    with pytest.raises(Refused, match=r"solve\.threads"):
        solve(baker_and_butcher(), stop=MaxIterations(1), threads=0)
    with pytest.raises(Refused, match=r"stopping\.seconds"):
        MaxSeconds(-1, lambda: 0.0)
