"""A street in which everything happens: places every hundred metres, ten seconds apart."""

import numpy as np

from logistics.model import Order, Place, Problem, Seconds, Stop, Travel, Vehicle, Window

SHIFT = Window(Seconds(0), Seconds(10_000))


def travel(profile: str = "road", length: int = 10, pace: int = 10, **more: object) -> Travel:
    """Along the street from any place to any other, `pace` seconds per hundred metres."""
    steps = np.abs(np.arange(length)[:, None] - np.arange(length)[None, :])
    return Travel(profile, steps * 100, steps * pace, **more)  # type: ignore[arg-type]


def stop(place: int, opens: int = 0, closes: int = 10_000, load: int = 0, **more: object) -> Stop:
    """A stop at a number of the street."""
    window = (Window(Seconds(opens), Seconds(closes)),)
    return Stop(str(place), windows=window, load=(load,) if load else (), **more)  # type: ignore[arg-type]


def order(name: str, pickups: list[int], drop: int, load: int = 1, **more: object) -> Order:
    """An order without windows."""
    return Order(name, tuple(stop(each, load=load) for each in pickups), stop(drop), **more)  # type: ignore[arg-type]


def van(name: str = "van", **more: object) -> Vehicle:
    """A vehicle that lives at number 0."""
    values: dict[str, object] = {"capacity": (5,), "start": "0", "end": "0", "shift": SHIFT} | more
    return Vehicle(name, **values)  # type: ignore[arg-type]


def street(orders: list[Order], vehicles: list[Vehicle] | None = None, **more: object) -> Problem:
    """The problem of the street."""
    values: dict[str, object] = {
        "places": tuple(Place(str(number), (number / 100, 51.0)) for number in range(10)),
        "travel": (travel(),),
    }
    return Problem(orders=tuple(orders), vehicles=tuple(vehicles or [van()]), **(values | more))  # type: ignore[arg-type]


def baker_and_butcher() -> Problem:
    """Ms One wants bread (2) and meat (4) brought to 6; Mr Two wants bread (2) at 8. One van, room for five."""
    return street([order("one", [2, 4], 6), order("two", [2], 8)])
