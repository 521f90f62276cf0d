"""What may no longer change: goods on board, and stops that are promised to come first."""

from dataclasses import dataclass

from logistics.model.quantities import Seconds
from logistics.model.refusal import demand


@dataclass(frozen=True, order=True)
class Visit:
    """The `stop`-th stop of an order: its pickups from 0, then the drop."""

    order: str
    stop: int


@dataclass(frozen=True)
class OnBoard:
    """An order whose pickups are all done: only its drop is still to come. `since` is when the last one ended."""

    order: str
    since: Seconds


@dataclass(frozen=True)
class Lock:
    """The part of a tour that is settled: it drives `visits` first, in this order, and carries `on_board` from the
    start.

    An order with a stop in `visits` or on board stays on this vehicle. The vehicle's `start` and `shift.opens` say
    where and when the tour goes on from.
    """

    vehicle: str
    visits: tuple[Visit, ...] = ()
    on_board: tuple[OnBoard, ...] = ()

    def __post_init__(self) -> None:
        own = f"lock {self.vehicle}"
        demand(len(set(self.visits)) == len(self.visits), f"{own}.visits", self.visits, "names a visit twice")
        names = [each.order for each in self.on_board]
        demand(len(set(names)) == len(names), f"{own}.on_board", names, "names an order twice")
