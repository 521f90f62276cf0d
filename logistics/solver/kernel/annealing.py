"""The loop: ruin, recreate, accept or undo; and the search for one vehicle less."""

import math

import numpy as np

from logistics.solver.kernel.arrays import (
    ABSENT,
    ACCEPTED,
    BEST,
    BEST_SIZE,
    BOUND,
    CHEAPER,
    COMPLETE,
    DROP,
    FAR,
    FIXED,
    FOLLOWS,
    IMPROVED,
    ITERATIONS,
    LEFT_OUT,
    MISSES,
    MOST_USED,
    N_ABSENT,
    N_MISSING,
    N_USED,
    OLD_ABSENT,
    ORDER,
    SEQ,
    SIZE,
    VEHICLES,
    VEHICLES_FIRST,
    WHERE,
    Control,
    State,
    Task,
)
from logistics.solver.kernel.compiling import compiled, door, inlined
from logistics.solver.kernel.dice import fraction
from logistics.solver.kernel.insertion import price
from logistics.solver.kernel.recreate import recreate
from logistics.solver.kernel.ruin import clear_tour, ruin
from logistics.solver.kernel.timing import evaluate
from logistics.solver.kernel.tours import forget, put_in, refresh, renew, take_out, undo


@inlined
def totals(task: Task, state: State) -> float:
    """Cost of all tours and left-out prices; counts vehicles in use and mandatory orders absent."""
    cost, used, missing = 0.0, 0, 0
    for v in range(len(state.fleet)):
        if state.fleet[v, SIZE] > 2:
            used += 1
            cost += state.cost[v]
    for k in range(state.tally[N_ABSENT]):
        price = task.money[task.rule[VEHICLES] + state.stock[k, ABSENT], LEFT_OUT]
        if price >= 0:
            cost += price
        else:
            missing += 1
    state.tally[N_USED], state.tally[N_MISSING] = used, missing
    return cost


@compiled
def keep_if_best(task: Task, state: State, cost: float) -> None:
    """Store the current tours when they beat the best ones: mandatory orders absent, then vehicles if they count
    first, then cost."""
    best = state.cost[len(state.fleet) :]
    missing, used = float(state.tally[N_MISSING]), float(state.tally[N_USED])
    if missing > best[0]:
        return
    if missing == best[0]:
        few = task.rule[VEHICLES_FIRST] and used < best[1]
        many = task.rule[VEHICLES_FIRST] and used > best[1]
        if many or (not few and cost >= best[2] - 1e-9):
            return
    best[0], best[1], best[2] = missing, used, cost
    for v in range(len(state.fleet)):
        state.fleet[v, BEST_SIZE] = state.fleet[v, SIZE]
        for k in range(state.fleet[v, SIZE]):
            state.other[BEST, v, k] = state.tour[v, k, SEQ]
    state.tally[IMPROVED] += 1


@compiled
def load_best(task: Task, state: State) -> None:
    """Make the best tours the current ones."""
    orders, absent = len(task.order), 0
    for o in range(orders):
        state.stock[o, WHERE] = -1
    for v in range(len(state.fleet)):
        state.fleet[v, SIZE] = state.fleet[v, BEST_SIZE]
        for k in range(state.fleet[v, SIZE]):
            at = state.other[BEST, v, k]
            state.tour[v, k, SEQ] = at
            o = task.node[at, ORDER]
            if o >= 0 and at == task.order[o, DROP]:
                state.stock[o, WHERE] = v
        renew(state, v)
        refresh(task, state, v)
    for o in range(orders):
        if state.stock[o, WHERE] < 0:
            state.stock[absent, ABSENT] = o
            absent += 1
    state.tally[N_ABSENT] = absent


@inlined
def _accepts(
    task: Task, state: State, control: Control, old: tuple[float, int, int, int], cost: float, heat: float
) -> bool:
    """`old` holds cost, absent, used and missing from before."""
    stock, count = state.stock, state.tally
    if control.aim != CHEAPER:
        new_misses, old_misses = 0, 0
        for k in range(old[1]):
            old_misses += stock[stock[k, OLD_ABSENT], MISSES]
        for k in range(count[N_ABSENT]):
            new_misses += stock[stock[k, ABSENT], MISSES]
            stock[stock[k, ABSENT], MISSES] += 1
        if new_misses != old_misses:
            return new_misses < old_misses
    elif count[N_MISSING] != old[3]:
        return count[N_MISSING] < old[3]
    elif task.rule[VEHICLES_FIRST] and count[N_USED] != old[2]:
        return count[N_USED] < old[2]
    return cost < old[0] - heat * math.log(fraction(count) + 1e-300)


@compiled
def _spare_a_tour(task: Task, state: State) -> bool:
    """Empty the tour whose orders were absent the least, and forbid to use that many vehicles again."""
    # a plain -1 would be compiled a second time, as a constant
    chosen, least = np.int64(-1), FAR
    for v in range(len(state.fleet)):
        if state.fleet[v, SIZE] == 2 or task.vehicle[v, FIXED] > 0:
            continue
        total, bound = 0, False
        for k in range(1, state.fleet[v, SIZE] - 1):
            o = task.node[state.tour[v, k, SEQ], ORDER]
            total += state.stock[o, MISSES]
            bound = bound or task.order[o, BOUND] >= 0
        if total < least and not bound:
            chosen, least = v, total
    if chosen >= 0:
        clear_tour(task, state, chosen)
        state.tally[MOST_USED] = state.tally[N_USED] - 1
    return chosen >= 0


@compiled
def anneal(task: Task, state: State, control: Control) -> int:
    """Search for some iterations, from `hot` to `cold`. Returns the iterations done: fewer only if no vehicle can be
    spared, or if nothing is absent any more and that was the aim."""
    stock, count = state.stock, state.tally
    cost = totals(task, state)
    if control.aim != CHEAPER and count[N_MISSING] == 0:
        if control.aim == COMPLETE or not _spare_a_tour(task, state):
            return 0
        cost = totals(task, state)
    cooling = (control.cold / control.hot) ** (1.0 / max(1, control.iterations))
    heat = control.hot
    for done in range(control.iterations):
        old = (cost, count[N_ABSENT], count[N_USED], count[N_MISSING])
        for k in range(old[1]):
            stock[k, OLD_ABSENT] = stock[k, ABSENT]
        ruin(task, state, control)
        totals(task, state)
        recreate(task, state, control, old[3] if control.aim == CHEAPER else FAR)
        new = totals(task, state)
        heat *= cooling
        count[ITERATIONS] += 1
        if not _accepts(task, state, control, old, new, heat):
            undo(task, state, old[1])
            count[N_USED], count[N_MISSING] = old[2], old[3]
            continue
        cost = new
        count[ACCEPTED] += 1
        forget(state)
        keep_if_best(task, state, cost)
        if control.aim != CHEAPER and count[N_MISSING] == 0:
            if control.aim == COMPLETE or not _spare_a_tour(task, state):
                return done + 1
            cost = totals(task, state)
    return control.iterations


@compiled
def begin(task: Task, state: State, from_best: int) -> float:
    """Make the state consistent: from its best tours, or as its sequences stand. Returns the cost."""
    if from_best == 1:
        load_best(task, state)
    else:
        for v in range(len(state.fleet)):
            renew(state, v)
            refresh(task, state, v)
    cost = totals(task, state)
    keep_if_best(task, state, cost)
    return cost


FEW = 4
"""So many tours are followed from start to end, at most, for one order on one tour while searching."""

ANNEAL, BEGIN_AS_IS, BEGIN_FROM_BEST, FOLLOW, PRICE, INSERT, REMOVE, REFRESH = range(8)


@door
def run(task: Task, state: State, control: Control, what: int, v: int, o: int) -> float:
    """The one door into compiled code, so that everything is compiled once: search, begin, follow the tour of
    vehicle v, price order o on it, insert the order where it was priced, remove it, read the tour anew."""
    state.tally[FOLLOWS] = FEW if what == ANNEAL else FAR
    if what == ANNEAL:
        return float(anneal(task, state, control))
    if what == FOLLOW:
        return evaluate(task, state, v, v, state.fleet[v, SIZE], np.int64(1))
    if what == PRICE:
        return price(task, state, o, v, float(FAR))
    if what == INSERT:
        put_in(task, state, o, v)
    elif what in (REMOVE, REFRESH):
        if what == REMOVE:
            take_out(task, state, o)
        renew(state, v)
        refresh(task, state, v)
    else:
        return begin(task, state, np.int64(what == BEGIN_FROM_BEST))
    return state.cost[v]
