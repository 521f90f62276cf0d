"""What counts: the weights of one number that the solver makes small."""

from dataclasses import dataclass

from logistics.model.refusal import demand


@dataclass(frozen=True)
class Objective:
    """Cost of a plan = sum over its tours of
    cost_per_use + distance weight * cost_per_km * km + time weight * cost_per_hour * h
    + lateness * seconds late + balance * h squared, plus the prices of orders left out.

    With `vehicles_first` one vehicle less is worth any cost. The square of the hours makes two tours of four hours
    cheaper than one of seven and one of one. An order without a price is left out only when no plan was found that
    serves it.
    """

    vehicles_first: bool = False
    distance: float = 1.0
    time: float = 1.0
    lateness: float = 0.0
    balance: float = 0.0

    def __post_init__(self) -> None:
        for field in ("distance", "time", "lateness", "balance"):
            value = getattr(self, field)
            demand(value >= 0, f"objective.{field}", value, "must not be negative")
