"""When to stop. A rule says how far the search is, from 0 to 1; the clock is handed in."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from logistics.model.refusal import demand

Clock = Callable[[], float]
"""Seconds that only ever grow, such as `time.monotonic`."""


class StoppingRule(Protocol):
    """Asked between stretches of iterations."""

    def progress(self, iterations: int) -> float:
        """The part of the search that is over after this many iterations of every thread; from 1 on it stops."""
        ...

    @property
    def counts(self) -> bool:
        """Whether progress depends on iterations alone, so that a run can be repeated exactly."""
        ...


@dataclass(frozen=True)
class MaxIterations:
    """Stop after this many iterations of every thread."""

    iterations: int
    counts: bool = field(default=True, init=False)

    def __post_init__(self) -> None:
        demand(self.iterations >= 0, "stopping.iterations", self.iterations, "must not be negative")

    def progress(self, iterations: int) -> float:
        """Part of the iterations that is done."""
        return iterations / self.iterations if self.iterations else 1.0


@dataclass
class MaxSeconds:
    """Stop when the clock has moved on by this much since the rule was made."""

    seconds: float
    clock: Clock
    counts: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        demand(self.seconds >= 0, "stopping.seconds", self.seconds, "must not be negative")
        self._began = self.clock()

    def progress(self, iterations: int) -> float:
        """Part of the time that is over."""
        return (self.clock() - self._began) / self.seconds if self.seconds else 1.0


@dataclass
class Interruptible:
    """Another rule, until somebody calls `interrupt` (a signal handler, another thread)."""

    rule: StoppingRule
    interrupted: bool = field(default=False, init=False)

    def interrupt(self) -> None:
        """End the search after the stretch that is being searched."""
        self.interrupted = True

    def progress(self, iterations: int) -> float:
        """The other rule's progress; 1 once interrupted."""
        return 1.0 if self.interrupted else self.rule.progress(iterations)

    @property
    def counts(self) -> bool:
        """As the other rule."""
        return self.rule.counts
