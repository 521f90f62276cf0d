"""What is to be brought: orders with one or several pickups and one drop, and the classes of their goods."""

from dataclasses import dataclass

from logistics.model.quantities import ALWAYS, NO_TIME, Load, Seconds, Window, ordered_apart
from logistics.model.refusal import demand


@dataclass(frozen=True)
class Stop:
    """One visit that an order asks for: where, when, for how long.

    `load` is what a pickup takes on board per dimension; a drop leaves it empty, it hands over everything. `windows`
    bind the start of service. `wanted_by` is a wish: starting later is allowed and costs `Objective.lateness` per
    second.
    """

    place: str
    service: Seconds = NO_TIME
    windows: tuple[Window, ...] = (ALWAYS,)
    load: Load = ()
    wanted_by: Seconds | None = None

    def __post_init__(self) -> None:
        demand(bool(self.place), "stop.place", self.place, "must name a place")
        demand(isinstance(self.service, int), "stop.service", self.service, "must be whole seconds")
        demand(self.service >= 0, "stop.service", self.service, "must not be negative")
        demand(all(part >= 0 for part in self.load), "stop.load", self.load, "must not be negative")
        ordered_apart(self.windows, "stop.windows")


@dataclass(frozen=True)
class GoodsClass:
    """Goods that want the same treatment.

    `max_on_board`: the most seconds between the end of the pickup and the start of the drop's service.
    `not_with`: classes that must not be on board at the same time; naming it on one side is enough.
    `skills`: what a vehicle must have to carry it (a cold box, a driver who checks ages).
    """

    name: str
    max_on_board: Seconds | None = None
    not_with: frozenset[str] = frozenset()
    skills: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        demand(bool(self.name), "goods.name", self.name, "must not be empty")
        limit = self.max_on_board
        demand(limit is None or limit >= 0, f"goods {self.name}.max_on_board", limit, "must not be negative")


@dataclass(frozen=True)
class Order:
    """One basket: goods from one or several shops, brought to one door by one vehicle.

    `price` is the cost of leaving the order out, in the objective's units (see `Objective`); `None` means it must be
    served.
    """

    name: str
    pickups: tuple[Stop, ...]
    drop: Stop
    goods: str | None = None
    skills: frozenset[str] = frozenset()
    price: float | None = None

    def __post_init__(self) -> None:
        demand(bool(self.name), "order.name", self.name, "must not be empty")
        demand(bool(self.pickups), f"order {self.name}.pickups", self.pickups, "needs at least one pickup")
        demand(
            not self.drop.load, f"order {self.name}.drop.load", self.drop.load, "a drop hands over what was picked up"
        )
        demand(len({len(each.load) for each in self.pickups}) == 1, f"order {self.name}.pickups",
               [each.load for each in self.pickups], "loads must have the same dimensions")  # fmt: skip
        demand(self.price is None or self.price >= 0, f"order {self.name}.price", self.price, "must not be negative")

    @property
    def stops(self) -> tuple[Stop, ...]:
        """All pickups, then the drop."""
        return (*self.pickups, self.drop)

    @property
    def load(self) -> Load:
        """What is on board after the last pickup, per dimension."""
        return tuple(sum(parts) for parts in zip(*(each.load for each in self.pickups), strict=True))
