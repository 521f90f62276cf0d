"""Put absent orders back: one by one where they cost least, now and then overlooking a tour; sometimes first the one
that would regret waiting the most."""

from logistics.solver.kernel.arrays import (
    ABSENT,
    BOUND,
    FAR,
    KEY,
    KEYS,
    KIND,
    KINDS,
    LEFT_OUT,
    LINE,
    MOST_USED,
    N_ABSENT,
    N_USED,
    SEEN,
    SIZE,
    STAMP,
    VEHICLES,
    WHERE,
    Control,
    State,
    Task,
)
from logistics.solver.kernel.compiling import compiled, inlined
from logistics.solver.kernel.dice import below, fraction
from logistics.solver.kernel.insertion import price
from logistics.solver.kernel.tours import put_in, save

NO_BLINK = -1.0


@compiled
def recreate(task: Task, state: State, control: Control) -> None:
    """Insert what is absent, as far as it fits and is worth its cost."""
    line, count = state.scratch[LINE], state.tally[N_ABSENT]
    for k in range(count):
        line[k] = state.stock[k, ABSENT]
    _sort(task, state, count)
    by_regret = fraction(state.tally) < control.regret
    for left in range(count, 0, -1):
        chosen = _most_regret(task, state, left) if by_regret else left - 1
        if chosen < 0:
            break
        o = line[chosen]
        line[chosen] = line[left - 1]
        cost, v, _second = cheapest(task, state, o, NO_BLINK if by_regret else control.blink)
        price = task.money[task.rule[VEHICLES] + o, LEFT_OUT]
        if v >= 0 and (price < 0 or cost < price):
            save(state, v)
            state.tally[N_USED] += state.fleet[v, SIZE] == 2
            put_in(task, state, o, v)
    kept = 0
    for k in range(count):
        if state.stock[state.stock[k, ABSENT], WHERE] < 0:
            state.stock[kept, ABSENT] = state.stock[k, ABSENT]
            kept += 1
    state.tally[N_ABSENT] = kept


@inlined
def _sort(task: Task, state: State, count: int) -> None:
    """Shuffle, then order by a key drawn at random, the first to go in at the end; the first key leaves the shuffle
    alone."""
    line = state.scratch[LINE]
    for k in range(count - 1, 0, -1):
        other = below(state.tally, k + 1)
        line[k], line[other] = line[other], line[k]
    draw = max(0, below(state.tally, KEYS + 4) - 4)
    if draw == 0:
        return
    for k in range(1, count):
        o, at = line[k], k
        while at > 0 and task.order[line[at - 1], KEY + draw] < task.order[o, KEY + draw]:
            line[at] = line[at - 1]
            at -= 1
        line[at] = o


@compiled
def cheapest(task: Task, state: State, o: int, blink: float) -> tuple[float, int, float]:
    """Least extra cost, its vehicle (-1 for none), and what the second-best vehicle asks (a lower bound when
    blinking)."""
    best, found, second, seen = float(FAR), -1, float(FAR), state.scratch[SEEN]
    # what the memo knows comes first: it makes the bound for the rest
    for again in range(2):
        for kind in range(task.rule[KINDS]):
            seen[kind] = 0
        for v in range(len(state.fleet)):
            if state.fleet[v, SIZE] == 2:
                kind = task.vehicle[v, KIND]
                if seen[kind] or (state.tally[N_USED] >= state.tally[MOST_USED] and task.order[o, BOUND] < 0):
                    continue
                seen[kind] = 1
            known, stamp = state.memo[o, v, 1], float(state.fleet[v, STAMP])
            if (known == stamp) == (again == 1) or (blink > 0 and fraction(state.tally) < blink):
                continue
            limit, cost = best if blink >= 0 else float(FAR), state.memo[o, v, 0]
            if again == 1 and (known != -stamp or cost < limit):
                cost = price(task, state, o, v, limit)
            if cost < best:
                best, found, second = cost, v, best
            elif cost < second:
                second = cost
    return best, found, second


@compiled
def _most_regret(task: Task, state: State, left: int) -> int:
    """Index of the order for which the second-best tour is worst compared with the best; -1 when none fits anywhere."""
    chosen, most = -1, -1.0
    for k in range(left):
        cost, v, second = cheapest(task, state, state.scratch[LINE, k], NO_BLINK)
        if v >= 0 and second - cost > most:
            chosen, most = k, second - cost
    return chosen
