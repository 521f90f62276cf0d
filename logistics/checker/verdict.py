"""What the checker says about a plan."""

from dataclasses import dataclass

from logistics.model import Metres, Seconds


@dataclass(frozen=True)
class Violation:
    """A promise of the problem that the plan breaks. `code` is stable, `where` names tour and visit, `detail` the
    numbers."""

    code: str
    where: str
    detail: str

    def __str__(self) -> str:
        return f"{self.code} at {self.where}: {self.detail}"


@dataclass(frozen=True)
class Verdict:
    """Everything recomputed from problem and plan alone.

    `violations` empty means that the plan can be driven as written; `unserved` lists left-out orders that have no
    price.
    """

    violations: tuple[Violation, ...]
    unserved: tuple[str, ...]
    vehicles: int
    distance: Metres
    duration: Seconds
    cost: float

    @property
    def valid(self) -> bool:
        """Nothing is broken."""
        return not self.violations

    @property
    def complete(self) -> bool:
        """Nothing is broken, and every order that must be served is."""
        return self.valid and not self.unserved
