"""Put absent orders back: one by one where they cost least, now and then overlooking a tour; sometimes first the one
that would regret waiting the most."""

import numpy as np

from logistics.solver.kernel.arrays import (
    ABSENT,
    BOUND,
    DROP,
    FAR,
    FIRST,
    KEY,
    KEYS,
    KIND,
    KINDS,
    LEFT_OUT,
    LINE,
    LOOK,
    LOOKS,
    MOST_USED,
    N_ABSENT,
    N_USED,
    ORDER,
    SEEN,
    SITE_OF,
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
FEW_TOURS = 24
"""Up to so many tours an order is priced on all of them."""
NEAR_DROP, NEAR_PICKUP = 8, 4
"""Beyond, so many tours near its drop and each of its pickups come first."""


@compiled
def recreate(task: Task, state: State, control: Control, most: int) -> None:
    """Insert what is absent, as far as it fits and is worth its cost. Ends as soon as more than `most` orders that must
    not be left out found no place: such tours would be undone anyway."""
    line, count = state.scratch[LINE], state.tally[N_ABSENT]
    for k in range(count):
        line[k] = state.stock[k, ABSENT]
    _sort(task, state, count)
    by_regret = fraction(state.tally) < control.regret
    for left in range(count, 0, -1):
        chosen = _most_regret(task, state, left) if by_regret else left - 1
        if chosen < 0 or most < 0:
            break
        o = line[chosen]
        line[chosen] = line[left - 1]
        cost, v, _second = cheapest(task, state, o, NO_BLINK if by_regret else control.blink)
        price = task.money[task.rule[VEHICLES] + o, LEFT_OUT]
        if v >= 0 and (price < 0 or cost < price):
            save(task, state, v)
            state.tally[N_USED] += state.fleet[v, SIZE] == 2
            put_in(task, state, o, v)
        elif price < 0:
            most -= 1
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
    blinking). Of many tours those near the order are asked, the others only if none of these will do: what is far off
    is hardly ever cheapest, and the work per order no longer grows with the number of tours."""
    if state.tally[N_USED] > FEW_TOURS and task.order[o, BOUND] < 0:
        best, found, second = _cheapest_of(task, state, o, blink, _look_around(task, state, o))
        if found >= 0 and state.fleet[found, SIZE] > 2:
            return best, found, second
    return _cheapest_of(task, state, o, blink, np.int64(0))


@inlined
def _look_around(task: Task, state: State, o: int) -> int:
    """Mark the tours of the stops nearest to those of the order; the number of the look."""
    state.tally[LOOKS] += 1
    for at in range(task.order[o, FIRST], task.order[o, DROP] + 1):
        site, missing = task.node[at, SITE_OF], NEAR_PICKUP if at < task.order[o, DROP] else NEAR_DROP
        for k in range(task.near.shape[1]):
            v = state.stock[task.node[task.near[site, k], ORDER], WHERE]
            if v >= 0 and state.fleet[v, LOOK] != state.tally[LOOKS]:
                state.fleet[v, LOOK] = state.tally[LOOKS]
                missing -= 1
                if missing == 0:
                    break
    return state.tally[LOOKS]


@compiled
def _cheapest_of(task: Task, state: State, o: int, blink: float, look: int) -> tuple[float, int, float]:
    """As `cheapest`, over all tours (0), or idle vehicles and those marked by a look."""
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
            elif look > 0 and state.fleet[v, LOOK] != look:
                continue
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
