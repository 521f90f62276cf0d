"""The whole task of one day, checked once and never changed again."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from logistics.model.locks import Lock
from logistics.model.objective import Objective
from logistics.model.orders import GoodsClass, Order
from logistics.model.quantities import NO_TIME, Seconds
from logistics.model.refusal import demand
from logistics.model.travel import Travel
from logistics.model.vehicles import Vehicle


@dataclass(frozen=True)
class Place:
    """A point that vehicles drive to.

    `point` is (longitude, latitude) in degrees, or (x, y) of a published instance; only pictures and distance models
    read it. `setup` seconds are spent once per visit when coming from another place (parking, a hub's gate), before
    service can start.
    """

    name: str
    point: tuple[float, float] | None = None
    setup: Seconds = NO_TIME

    def __post_init__(self) -> None:
        demand(bool(self.name), "place.name", self.name, "must not be empty")
        demand(self.setup >= 0, f"place {self.name}.setup", self.setup, "must not be negative")


@dataclass(frozen=True, eq=False)
class Problem:
    """Places, orders, vehicles, travel matrices and what counts.

    Raises `Refused` when two things share a name, a name points nowhere, or dimensions differ.
    """

    places: tuple[Place, ...]
    orders: tuple[Order, ...]
    vehicles: tuple[Vehicle, ...]
    travel: tuple[Travel, ...]
    goods: tuple[GoodsClass, ...] = ()
    locks: tuple[Lock, ...] = ()
    objective: Objective = field(default_factory=Objective)
    dimensions: tuple[str, ...] = ("boxes",)

    def __post_init__(self) -> None:
        _unique("places", (each.name for each in self.places))
        _unique("orders", (each.name for each in self.orders))
        _unique("vehicles", (each.name for each in self.vehicles))
        _unique("travel", (each.profile for each in self.travel))
        _unique("goods", (each.name for each in self.goods))
        _unique("locks", (each.vehicle for each in self.locks))
        for travel in self.travel:
            shape = travel.distances.shape
            fits = shape == (len(self.places), len(self.places))
            demand(fits, f"travel {travel.profile}.distances", shape, f"does not fit {len(self.places)} places")
        for vehicle in self.vehicles:
            self._check_vehicle(vehicle)
        for order in self.orders:
            self._check_order(order)
        for goods in self.goods:
            known = goods.not_with <= set(self.goods_by_name)
            demand(known, f"goods {goods.name}.not_with", sorted(goods.not_with), "names an unknown class")
        self._check_locks()

    @cached_property
    def place_number(self) -> dict[str, int]:
        """Row and column of each place in the matrices."""
        return {place.name: number for number, place in enumerate(self.places)}

    @cached_property
    def order_by_name(self) -> dict[str, Order]:
        """Orders by name."""
        return {order.name: order for order in self.orders}

    @cached_property
    def vehicle_by_name(self) -> dict[str, Vehicle]:
        """Vehicles by name."""
        return {vehicle.name: vehicle for vehicle in self.vehicles}

    @cached_property
    def goods_by_name(self) -> dict[str, GoodsClass]:
        """Goods classes by name."""
        return {goods.name: goods for goods in self.goods}

    @cached_property
    def travel_by_profile(self) -> dict[str, Travel]:
        """Matrices by profile."""
        return {travel.profile: travel for travel in self.travel}

    @cached_property
    def lock_by_vehicle(self) -> dict[str, Lock]:
        """Locks by the name of their vehicle."""
        return {lock.vehicle: lock for lock in self.locks}

    def skills_of(self, order: Order) -> frozenset[str]:
        """What a vehicle must have for an order, its goods included."""
        return order.skills | (self.goods_by_name[order.goods].skills if order.goods else frozenset())

    def _check_vehicle(self, vehicle: Vehicle) -> None:
        own = f"vehicle {vehicle.name}"
        demand(vehicle.start in self.place_number, f"{own}.start", vehicle.start, "is not a place")
        demand(vehicle.end is None or vehicle.end in self.place_number, f"{own}.end", vehicle.end, "is not a place")
        demand(vehicle.profile in self.travel_by_profile, f"{own}.profile", vehicle.profile, "has no matrix")
        fits = len(vehicle.capacity) == len(self.dimensions)
        demand(fits, f"{own}.capacity", vehicle.capacity, f"does not fit dimensions {self.dimensions}")

    def _check_order(self, order: Order) -> None:
        own = f"order {order.name}"
        for number, stop in enumerate(order.stops):
            demand(stop.place in self.place_number, f"{own}.stops[{number}].place", stop.place, "is not a place")
        fits = len(order.load) == len(self.dimensions)
        demand(fits, f"{own}.pickups.load", order.load, f"does not fit dimensions {self.dimensions}")
        demand(order.goods is None or order.goods in self.goods_by_name, f"{own}.goods", order.goods, "is not a class")

    def _check_locks(self) -> None:
        owner: dict[str, str] = {}
        for lock in self.locks:
            own = f"lock {lock.vehicle}"
            demand(lock.vehicle in self.vehicle_by_name, f"{own}.vehicle", lock.vehicle, "is not a vehicle")
            carried = {each.order for each in lock.on_board}
            for name in [*carried, *(visit.order for visit in lock.visits)]:
                demand(name in self.order_by_name, f"{own}.visits", name, "is not an order")
                other = owner.setdefault(name, lock.vehicle)
                demand(other == lock.vehicle, f"{own}.visits", name, f"is already locked to {other}")
                missing = self.skills_of(self.order_by_name[name]) - self.vehicle_by_name[lock.vehicle].skills
                demand(not missing, f"{own}.visits", name, f"needs {sorted(missing)}, which the vehicle lacks")
            room = self.vehicle_by_name[lock.vehicle].capacity
            loads = [self.order_by_name[name].load for name in carried]
            aboard = tuple(sum(each[dimension] for each in loads) for dimension in range(len(room)))
            fits = all(now <= most for now, most in zip(aboard, room, strict=True))
            demand(fits, f"{own}.on_board", aboard, f"does not fit into {room}")
            seen: set[tuple[str, int]] = set()
            for visit in lock.visits:
                last = len(self.order_by_name[visit.order].pickups)
                demand(0 <= visit.stop <= last, f"{own}.visits", visit, f"the order has stops 0 to {last}")
                done = visit.order in carried
                demand(not done or visit.stop == last, f"{own}.visits", visit, "was picked up before")
                ready = done or all((visit.order, each) in seen for each in range(last))
                demand(visit.stop < last or ready, f"{own}.visits", visit, "drops before all pickups")
                seen.add((visit.order, visit.stop))


def _unique(what: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        demand(name not in seen, what, name, "stands there twice")
        seen.add(name)
