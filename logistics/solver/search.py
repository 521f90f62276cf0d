"""Searches in parallel: every thread anneals its own copy, and at the end of each cycle all go on from the best."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from logistics.solver.kernel.annealing import ANNEAL, BEGIN_AS_IS, BEGIN_FROM_BEST, run
from logistics.solver.kernel.arrays import (
    BEST,
    BEST_SIZE,
    CHEAPER,
    COMPLETE,
    FEWER,
    LIMITED,
    MOST_USED,
    N_MISSING,
    VEHICLES_FIRST,
    Control,
    State,
)
from logistics.solver.state import clear
from logistics.solver.stopping import StoppingRule
from logistics.solver.task import Prepared
from logistics.solver.tuning import Tuning

STRETCH = 200
"""Iterations between two looks at the stopping rule in counted runs."""

MEASURED = 0.01
"""Part of a run after which it is known how many iterations it will have."""

FIRST_STRETCH = 4
"""Iterations before the first look at a clock; after that as many as take a small part of the run."""

Standing = tuple[float, float, float]
"""Mandatory orders absent, vehicles, cost of the best tours so far."""


@dataclass(frozen=True)
class Report:
    """How the search stands: part done, iterations of each thread, the best so far."""

    progress: float
    iterations: int
    standing: Standing
    phase: str


Listener = Callable[[Report], None]


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The best tours of a state at some time."""

    tours: NDArray[np.int32]
    sizes: NDArray[np.int64]
    standing: Standing

    def rank(self, vehicles_first: bool) -> Standing:
        """Less is better."""
        return (self.standing[0], self.standing[1] if vehicles_first else 0.0, self.standing[2])


@dataclass
class Search:
    """One search over several states, the first of which ends with the best tours."""

    prepared: Prepared
    states: list[State]
    rule: StoppingRule
    tuning: Tuning
    listener: Listener | None = None
    warm: bool = False
    iterations: int = 0
    stretch: int = 0
    unit: float = field(default=1.0, init=False)

    def run(self) -> State:
        """Search until the rule says stop; the state that holds the best tours."""
        self.stretch = STRETCH if self.rule.counts else FIRST_STRETCH
        self._kept: list[Snapshot] = []
        self._begin()
        self.unit = self._average_leg()
        with ThreadPoolExecutor(len(self.states)) as pool:
            self._pool = pool
            progress, rounds = self._estimate_rounds()
            if rounds > 1 and self.prepared.task.rule[VEHICLES_FIRST]:
                progress = self._spare_vehicles(self.tuning.fleet_share / 2)
            length = (self.tuning.rounds_share - progress) / rounds
            for number in range(rounds if rounds > 1 else 0):
                if number and not self.prepared.task.rule[VEHICLES_FIRST]:
                    self._start_over()
                progress = self._round(self.tuning.rounds_share - (rounds - number - 1) * length, number % 2 == 1)
            if self._kept:
                self._recall()
                if not self.prepared.task.rule[VEHICLES_FIRST]:
                    progress = self._place_all(progress + self.tuning.frugal_share * (1.0 - progress))
                self._cool(progress, (1.0 + progress) / 2, 1)
                self._share()
                self._cool((1.0 + progress) / 2, 1.0, 1)
            else:
                if self.prepared.task.rule[VEHICLES_FIRST]:
                    progress = self._spare_vehicles(self.tuning.fleet_share)
                else:
                    progress = self._place_all(self.tuning.frugal_share)
                self._share()
                self._cool(progress, 1.0, self.tuning.cycles)
        return self._leader()

    def standing(self) -> Standing:
        """The best over all threads and rounds."""
        first = bool(self.prepared.task.rule[VEHICLES_FIRST])
        found = [_standing(self._leader()), *(each.standing for each in self._kept)]
        return min(found, key=lambda each: (each[0], each[1] if first else 0.0, each[2]))

    def _begin(self) -> None:
        for state in self.states:
            self._call(state, BEGIN_AS_IS)
        self._anneal_all(1, 0.0, 0.0, "start", CHEAPER)

    def _estimate_rounds(self) -> tuple[float, int]:
        """Search a little, as a round begins; the progress, and how many rounds the search can afford.

        A search that goes on from a plan has one: its plan is worth more than another corner.
        """
        progress, before = self.rule.progress(self.iterations), self.iterations
        began, first = progress, bool(self.prepared.task.rule[VEHICLES_FIRST])
        phase, heat = ("vehicles", self.tuning.fleet_heat) if first else ("tours", self.tuning.hot)
        while progress < began + MEASURED and progress < 1.0:
            self._anneal_all(self.stretch, heat * self.unit, heat * self.unit, phase, FEWER if first else CHEAPER)
            progress = self._after_stretch(progress, phase)
        expected = (self.iterations - before) / max(1e-9, progress - began) * (self.tuning.rounds_share - progress)
        afforded = int(expected / (self.tuning.round_length * max(1, len(self.prepared.task.order))))
        most = self.tuning.rounds if first else self.tuning.short_rounds
        return progress, 1 if self.warm else max(1, min(most, afforded))

    def _round(self, end: float, frugal: bool) -> float:
        """One search from a beginning of its own until the progress is `end`; it is broken off if it needs more
        vehicles than another round. What every thread found is kept. Returns the progress.

        A `frugal` round looks for few vehicles even if they do not count first: shorter ways may need fewer.
        """
        progress, first = self.rule.progress(self.iterations), bool(self.prepared.task.rule[VEHICLES_FIRST])
        if first or frugal:
            share = self.tuning.fleet_share if first else self.tuning.frugal_share
            progress = self._spare_vehicles(progress + share * (end - progress))
        if not first:
            progress = self._place_all(progress + self.tuning.frugal_share * (end - progress))
        best = min((each.rank(first) for each in self._kept), default=None)
        if best is not None and _comparable(self._leader(), first)[:2] > best[:2]:
            return progress
        if best is not None and first:
            self._wander(best)
        elif frugal and not first:
            for state in self.states:
                state.tally[MOST_USED] += int(state.tally[N_MISSING] > 0)
                state.cost[_best(state)] = np.inf
        self._cool(progress, end, 1)
        found = [_snapshot(state) for state in self.states]
        self._kept = [
            min(pair, key=lambda each: each.rank(first)) for pair in zip(self._kept or found, found, strict=True)
        ]
        return max(end, self.rule.progress(self.iterations))

    def _wander(self, best: Standing) -> None:
        """After looking for a vehicle less in vain, go on from there with one more instead of from the best tours: as
        good as another beginning, and the fleet is small already."""
        for state in self.states:
            if _comparable(state, True)[:2] >= best[:2]:
                state.tally[MOST_USED] = int(best[1])
                state.cost[_best(state)] = np.inf

    def _start_over(self) -> None:
        for state in self.states:
            clear(self.prepared, state)
        self._begin()

    def _recall(self) -> None:
        """Every thread goes on from the best that it found in any round, unless that has more vehicles than others
        need."""
        first = bool(self.prepared.task.rule[VEHICLES_FIRST])
        best = min(self._kept, key=lambda each: each.rank(first))
        for state, own in zip(self.states, self._kept, strict=True):
            self._load(state, own if own.rank(first)[:2] == best.rank(first)[:2] else best)
        self._kept = []

    def _spare_vehicles(self, until: float) -> float:
        """Look for tours that can be spared until the progress is `until`. Returns the progress."""
        heat, progress = self.tuning.fleet_heat * self.unit, self.rule.progress(self.iterations)
        while progress < until:
            done = self._anneal_all(self.stretch, heat, heat, "vehicles", FEWER)
            progress = self._after_stretch(progress, "vehicles")
            if not done:
                break
        return progress

    def _place_all(self, until: float) -> float:
        """Look for a plan without absent orders until the progress is `until`. Returns the progress."""
        heat, progress = self.tuning.fleet_heat * self.unit, self.rule.progress(self.iterations)
        while progress < until and any(_standing(state)[0] for state in self.states):
            self._anneal_all(self.stretch, heat, heat, "orders", COMPLETE)
            progress = self._after_stretch(progress, "orders")
        return progress

    def _cool(self, start: float, end: float, cycles: int) -> None:
        """Cycles of falling temperature until the progress is `end`."""
        progress = max(start, self.rule.progress(self.iterations))
        length = max(1e-9, (end - start) / cycles)
        cycle = 0
        fall = self.tuning.cold / self.tuning.hot
        step = 0.0
        for state in self.states:
            if np.isinf(state.cost[_best(state)][0]):
                self._call(state, BEGIN_AS_IS)
            else:
                self._load(state, _snapshot(state))
        while progress < end:
            here = (progress - start) / length
            if int(here) > cycle:
                cycle = int(here)
                self._share()
            part = here - cycle
            hot = self.tuning.hot * fall**part * self.unit
            cold = self.tuning.hot * fall ** min(1.0, part + step / length) * self.unit
            self._anneal_all(self.stretch, hot, cold, "tours", CHEAPER)
            before, progress = progress, self._after_stretch(progress, "tours")
            step = progress - before

    def _anneal_all(self, iterations: int, hot: float, cold: float, phase: str, aim: int) -> bool:
        tuning, jobs = self.tuning, []
        ruins = (tuning.removed, tuning.longest)
        if self.prepared.task.rule[LIMITED]:
            ruins = (tuning.limited_removed, tuning.limited_longest)
        for number, state in enumerate(self.states):
            cooler = tuning.spread**number
            regret = 0.0 if phase == "start" else tuning.regret
            heat = (max(hot * cooler, 1e-9), max(cold * cooler, 1e-9))
            control = Control(iterations, *heat, *ruins, tuning.blink, aim, regret)
            jobs.append((state, control))
        if phase == "start" or len(jobs) == 1:
            done = [self._call(state, ANNEAL, control) for state, control in jobs]
        else:
            done = list(self._pool.map(lambda job: self._call(job[0], ANNEAL, job[1]), jobs))
        self.iterations += iterations
        return all(done)

    def _after_stretch(self, before: float, phase: str) -> float:
        progress = self.rule.progress(self.iterations)
        if not self.rule.counts:
            # looks at the clock about two hundred times in a run
            factor = min(2.0, max(0.5, 0.005 / max(1e-9, progress - before)))
            self.stretch = max(1, min(20_000, int(self.stretch * factor)))
        if self.listener is not None:
            self.listener(Report(min(1.0, progress), self.iterations, self.standing(), phase))
        return progress

    def _share(self) -> None:
        """Everybody goes on from the best tours, with no more vehicles than those."""
        best = _snapshot(self._leader())
        for state in self.states:
            self._load(state, best)

    def _load(self, state: State, tours: "Snapshot") -> None:
        state.other[BEST] = tours.tours
        state.fleet[:, BEST_SIZE] = tours.sizes
        state.cost[_best(state)] = tours.standing
        if not self.prepared.task.rule[VEHICLES_FIRST]:
            state.tally[MOST_USED] = len(state.fleet)
        elif tours.standing[0] == 0:
            state.tally[MOST_USED] = int(tours.standing[1])
        self._call(state, BEGIN_FROM_BEST)

    def _leader(self) -> State:
        return min(self.states, key=lambda state: _comparable(state, bool(self.prepared.task.rule[VEHICLES_FIRST])))

    def _call(self, state: State, what: int, control: Control | None = None) -> float:
        idle = Control(0, 1.0, 1.0, 1.0, 1.0, 0.0, 0, 0.0)
        return float(run(self.prepared.task, state, control or idle, what, 0, 0))

    def _average_leg(self) -> float:
        missing, vehicles, cost = self.standing()
        stops = max(1.0, len(self.prepared.visits) - missing + vehicles)
        return max(cost / stops, 1e-6) if cost < float("inf") else 1.0


def _best(state: State) -> slice:
    return slice(len(state.fleet), len(state.fleet) + 3)


def _standing(state: State) -> Standing:
    missing, vehicles, cost = (float(each) for each in state.cost[_best(state)])
    return missing, vehicles, cost


def _snapshot(state: State) -> Snapshot:
    return Snapshot(state.other[BEST].copy(), state.fleet[:, BEST_SIZE].copy(), _standing(state))


def _comparable(state: State, vehicles_first: bool) -> Standing:
    missing, vehicles, cost = _standing(state)
    return missing, vehicles if vehicles_first else 0.0, cost
