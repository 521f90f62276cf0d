"""One table for all solvers: vehicles, distance and gap per instance, totals per family."""

from collections.abc import Iterable
from dataclasses import dataclass

from tests.bench.routes.instances import Case


@dataclass(frozen=True)
class Run:
    """What one solver made of one instance with one seed; no vehicles when it found no plan that the checker
    accepts."""

    case: Case
    solver: str
    seed: int
    vehicles: int | None
    distance: float

    @property
    def extra(self) -> int | None:
        """Vehicles above the best known; 0 where they do not count."""
        if self.vehicles is None:
            return None
        return self.vehicles - self.case.vehicles if self.case.vehicles else 0

    @property
    def gap(self) -> float | None:
        """Per cent above the best known distance, where the vehicles are equal and a best plan is known."""
        return 100 * (self.distance / self.case.distance - 1) if self.extra == 0 and self.case.distance else None

    def __str__(self) -> str:
        gap = "-" if self.gap is None else f"{self.gap:+.2f} %"
        found = "no plan" if self.vehicles is None else f"{self.vehicles} {self.distance:.2f}"
        known = f"{self.case.vehicles or '-'} {self.case.distance:.2f}"
        return f"| {self.case.name} | {self.solver} | {self.seed} | {known} | {found} | {gap} |"


HEAD = "| instance | solver | seed | best known | found | gap |\n|---|---|---|---|---|---|"


def totals(runs: Iterable[Run]) -> str:
    """Per family and solver: sums over instances, mean over seeds and the worst seed."""
    groups: dict[tuple[str, str], list[Run]] = {}
    for run in runs:
        groups.setdefault((run.case.family, run.solver), []).append(run)
    lines = [
        "| family | solver | runs | without plan | vehicles | above best known | distance | mean gap | worst gap "
        "| worst seed |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for (family, solver), found in groups.items():
        seeds = sorted({run.seed for run in found})
        good = [run for run in found if run.vehicles is not None]
        gaps = [run.gap for run in good if run.gap is not None]
        vehicles = sum(run.vehicles or 0 for run in good) / len(seeds)
        extra = sum(run.extra or 0 for run in good) / len(seeds)
        distance = sum(run.distance for run in good) / len(seeds)
        quality = f"{sum(gaps) / len(gaps):.3f} % | {max(gaps):.2f} %" if gaps else "- | -"
        lines.append(
            f"| {family} | {solver} | {len(found)} | {len(found) - len(good)} | {vehicles:g} | {extra:g} "
            f"| {distance:.1f} | {quality} | {_worst_seed(good, seeds)} |"
        )
    return "\n".join(lines)


def _worst_seed(runs: list[Run], seeds: list[int]) -> str:
    sums = []
    for seed in seeds:
        own = [run for run in runs if run.seed == seed]
        sums.append((sum(run.extra or 0 for run in own), sum(run.distance for run in own), seed))
    extra, distance, seed = max(sums)
    return f"{seed}: +{extra} vehicles, {distance:.1f}"
