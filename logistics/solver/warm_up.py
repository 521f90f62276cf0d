"""Compiling ahead of time, so that no search spends its seconds on it."""

import numpy as np

from logistics.model import Order, Place, Problem, Seconds, Stop, Travel, Vehicle, Window
from logistics.solver.solve import solve
from logistics.solver.stopping import MaxIterations


def compile_now() -> None:
    """Compile the kernel, or load it if it was compiled before, by planning a tiny day."""
    shop, door = Stop("shop", load=(1,)), Stop("door")
    way = np.array([[0, 1], [1, 0]], dtype=np.int32)
    vehicle = Vehicle("any", (1,), "shop", "shop", Window(Seconds(0), Seconds(9)))
    places, orders = (Place("shop"), Place("door")), (Order("first", (shop,), door),)
    solve(Problem(places, orders, (vehicle,), (Travel("road", way, way),)), stop=MaxIterations(1))
