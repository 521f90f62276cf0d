"""A problem that cannot be right is refused where it is made, with the field and the value."""

import numpy as np
import pytest

from logistics.model import Break, GoodsClass, Lock, OnBoard, Order, Pace, Refused, Seconds, Stop, Travel, Visit, Window
from tests.logistics.street import order, stop, street, van


@pytest.mark.parametrize(
    ("make", "field", "value"),
    [
        (lambda: Window(Seconds(5), Seconds(4)), "window.closes", 4),
        (lambda: Window(Seconds(-1), Seconds(4)), "window.opens", -1),
        (lambda: Window(0.5, Seconds(4)), "window.opens", 0.5),  # type: ignore[arg-type]
        (lambda: stop(1, service=-3), "stop.service", -3),
        (lambda: Stop("a", windows=()), "stop.windows", ()),
        (lambda: stop(1, load=-1), "stop.load", (-1,)),
        (lambda: Order("a", (), stop(1)), "order a.pickups", ()),
        (lambda: order("a", [1], 2, price=-1.0), "order a.price", -1.0),
        (lambda: Order("a", (stop(1, load=1),), stop(2, load=1)), "order a.drop.load", (1,)),
        (lambda: van(capacity=(-1,)), "vehicle van.capacity", (-1,)),
        (lambda: Break(Seconds(5), Seconds(4), Seconds(1)), "break.latest", 4),
        (lambda: Pace(Seconds(0), 0), "pace.percent", 0),
        (lambda: Travel("road", np.zeros((2, 3)), np.zeros((2, 2))), "travel road.distances", (2, 3)),  # type: ignore[arg-type]
        (lambda: GoodsClass("hot", max_on_board=Seconds(-1)), "goods hot.max_on_board", -1),
        (lambda: street([order("a", [1], 2), order("a", [1], 2)]), "orders", "a"),
        (lambda: street([order("a", [1], 77)]), "order a.stops[1].place", "77"),
        (lambda: street([order("a", [1], 2, goods="ice")]), "order a.goods", "ice"),
        (lambda: street([], [van(end="nowhere")]), "vehicle van.end", "nowhere"),
        (lambda: street([], [van(profile="boat")]), "vehicle van.profile", "boat"),
        (lambda: street([], [van(capacity=(1, 2))]), "vehicle van.capacity", (1, 2)),
        (lambda: street([], locks=(Lock("bus"),)), "lock bus.vehicle", "bus"),
        (lambda: Lock("van", (Visit("a", 0), Visit("a", 0))), "lock van.visits", (Visit("a", 0), Visit("a", 0))),
        (
            lambda: street([order("a", [1], 2)], locks=(Lock("van", (Visit("a", 1),)),)),
            "lock van.visits",
            Visit("a", 1),
        ),
        (
            lambda: street(
                [order("a", [1], 2)], locks=(Lock("van", (Visit("a", 0),), (OnBoard("a", Seconds(0)),)),)
            ),
            "lock van.visits",
            Visit("a", 0),
        ),
    ],
)  # fmt: skip
def test_refusal_names_field_and_value(make, field, value):
    with pytest.raises(Refused) as refused:
        make()
    assert (refused.value.field, refused.value.value) == (field, value)
    assert field in str(refused.value)


def test_windows_of_a_stop_follow_one_another():
    early, late = Window(Seconds(0), Seconds(10)), Window(Seconds(10), Seconds(20))
    with pytest.raises(Refused, match="does not lie after"):
        Stop("a", windows=(early, late))


def test_who_leaves_later_never_arrives_earlier():
    slow_noon = Travel(
        "road",
        np.array([[0, 100], [100, 0]]),
        np.array([[0, 60], [60, 0]]),
        (Pace(Seconds(100), 50), Pace(Seconds(200), 100)),
    )  # type: ignore[arg-type]
    arrivals = [slow_noon.arrival(0, 1, Seconds(leave)) for leave in range(300)]
    assert arrivals == sorted(arrivals)
    assert slow_noon.arrival(0, 1, Seconds(10)) == 70
    assert slow_noon.arrival(0, 1, Seconds(70)) == 160, "half of the road at half the speed"
    assert slow_noon.arrival(0, 1, Seconds(250)) == 310
