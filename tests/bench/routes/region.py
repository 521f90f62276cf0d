"""A simulated region: towns of different size, shops in their middles, customers around them, a day's windows."""

import random

from logistics.matrices import E_VAN, travel_between
from logistics.model import Metres, Order, Place, Problem, Seconds, Stop, Vehicle, Window

HOUR = 3600


def region(orders: int, seed: int = 1) -> Problem:
    """So many orders of one to three shops in six towns, and enough vans."""
    dice = random.Random(seed)
    towns = [(12.0 + dice.random() * 0.5, 50.9 + dice.random() * 0.3, dice.randint(1, 5)) for _ in range(6)]
    places = [Place("depot", towns[0][:2])]
    shops: list[list[str]] = []
    for number, (x, y, size) in enumerate(towns):
        names = [f"shop {number}.{shop}" for shop in range(3 * size)]
        places += [Place(name, (dice.gauss(x, 0.004), dice.gauss(y, 0.003)), Seconds(90)) for name in names]
        shops.append(names)
    found = []
    for number in range(orders):
        town = dice.choices(range(6), [town[2] for town in towns])[0]
        door = Place(
            f"door {number}", (dice.gauss(towns[town][0], 0.02), dice.gauss(towns[town][1], 0.015)), Seconds(60)
        )
        places.append(door)
        opens = Seconds(dice.choice([9, 10, 12, 14, 15, 16]) * HOUR)
        pickups = tuple(
            Stop(shop, Seconds(60), (Window(Seconds(8 * HOUR), Seconds(18 * HOUR)),), (1,))
            for shop in dice.sample(shops[town], dice.randint(1, 3))
        )
        drop = Stop(door.name, Seconds(90), (Window(opens, Seconds(opens + 3 * HOUR)),))
        found.append(Order(f"order {number}", pickups, drop))
    shift = Window(Seconds(8 * HOUR), Seconds(20 * HOUR))
    vans = tuple(
        Vehicle(
            f"van {number}", (40,), "depot", "depot", shift, "e-van", cost_per_use=5000.0, max_distance=Metres(10**6)
        )
        for number in range(4 + orders // 12)
    )
    model = travel_between(tuple(places), E_VAN)
    return Problem(tuple(places), tuple(found), vans, (model,))
