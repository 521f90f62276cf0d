"""Searches in parallel: every thread anneals its own copy, and at the end of each cycle all go on from the best."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from logistics.solver.kernel.annealing import ANNEAL, BEGIN_AS_IS, BEGIN_FROM_BEST, run
from logistics.solver.kernel.arrays import BEST, BEST_SIZE, MOST_USED, VEHICLES_FIRST, Control, State
from logistics.solver.stopping import StoppingRule
from logistics.solver.task import Prepared
from logistics.solver.tuning import Tuning

STRETCH = 200
"""Iterations between two looks at the stopping rule in counted runs."""

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


@dataclass
class Search:
    """One search over several states, the first of which ends with the best tours."""

    prepared: Prepared
    states: list[State]
    rule: StoppingRule
    tuning: Tuning
    listener: Listener | None = None
    iterations: int = 0
    stretch: int = 0
    unit: float = field(default=1.0, init=False)

    def run(self) -> State:
        """Search until the rule says stop; the state that holds the best tours."""
        self.stretch = STRETCH if self.rule.counts else FIRST_STRETCH
        for state in self.states:
            self._call(state, BEGIN_AS_IS)
        self._anneal_all(1, 0.0, 0.0, "start", 0)
        self.unit = self._average_leg()
        with ThreadPoolExecutor(len(self.states)) as pool:
            self._pool = pool
            start = 0.0
            if self.prepared.task.rule[VEHICLES_FIRST]:
                start = self._spare_vehicles()
            self._cool(start)
        return self._leader()

    def standing(self) -> Standing:
        """The best over all threads."""
        return _standing(self._leader())

    def _spare_vehicles(self) -> float:
        """Look for tours that can be spared until the share of the run is used up. Returns the progress."""
        heat, progress = self.tuning.fleet_heat * self.unit, self.rule.progress(self.iterations)
        while progress < self.tuning.fleet_share:
            done = self._anneal_all(self.stretch, heat, heat, "vehicles", 1)
            progress = self._after_stretch(progress, "vehicles")
            if not done:
                break
        self._share()
        return progress

    def _cool(self, start: float) -> None:
        """Cycles of falling temperature over the rest of the run."""
        progress = max(start, self.rule.progress(self.iterations))
        length = max(1e-9, (1.0 - start) / self.tuning.cycles)
        cycle = 0
        fall = self.tuning.cold / self.tuning.hot
        step = 0.0
        while progress < 1.0:
            here = (progress - start) / length
            if int(here) > cycle:
                cycle = int(here)
                self._share()
            part = here - cycle
            hot = self.tuning.hot * fall**part * self.unit
            cold = self.tuning.hot * fall ** min(1.0, part + step / length) * self.unit
            self._anneal_all(self.stretch, hot, cold, "tours", 0)
            before, progress = progress, self._after_stretch(progress, "tours")
            step = progress - before

    def _anneal_all(self, iterations: int, hot: float, cold: float, phase: str, fleet: int) -> bool:
        tuning, jobs = self.tuning, []
        for number, state in enumerate(self.states):
            cooler = tuning.spread**number
            regret = 0.0 if phase == "start" else tuning.regret
            heat = (max(hot * cooler, 1e-9), max(cold * cooler, 1e-9))
            control = Control(iterations, *heat, tuning.removed, tuning.longest, tuning.blink, fleet, regret)
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
        leader = self._leader()
        for state in self.states:
            if state is not leader:
                state.other[BEST] = leader.other[BEST]
                state.fleet[:, BEST_SIZE] = leader.fleet[:, BEST_SIZE]
                state.cost[_best(state)] = leader.cost[_best(state)]
            if self.prepared.task.rule[VEHICLES_FIRST] and state.cost[_best(state)][0] == 0:
                state.tally[MOST_USED] = int(state.cost[_best(state)][1])
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


def _comparable(state: State, vehicles_first: bool) -> Standing:
    missing, vehicles, cost = _standing(state)
    return missing, vehicles if vehicles_first else 0.0, cost
