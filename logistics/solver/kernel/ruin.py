"""Take strings of stops out of tours that lie close together (Christiaens and Vanden Berghe 2020); their orders
leave with them."""

import numpy as np

from logistics.solver.kernel.arrays import (
    FREE,
    LINE,
    N_USED,
    ORDER,
    ROLE,
    SEQ,
    SITE_OF,
    SIZE,
    TOUCHED,
    WHERE,
    Control,
    State,
    Task,
)
from logistics.solver.kernel.compiling import compiled, inlined
from logistics.solver.kernel.dice import below, fraction
from logistics.solver.kernel.tours import refresh, renew, save, take_out

KEPT_STRING = 0.5
LONGER_GAP = 0.9


@compiled
def ruin(task: Task, state: State, control: Control) -> None:
    """Empty the surroundings of one stop, drawn at random."""
    fleet, stops = state.fleet, np.int64(0)
    for v in range(len(fleet)):
        stops += fleet[v, SIZE] - 2
    if stops == 0:
        return
    longest = min(control.longest, stops / max(1, state.tally[N_USED]))
    most = 4.0 * control.removed / (1.0 + longest) - 1.0
    strings = int(1.0 + fraction(state.tally) * max(0.0, most))
    seed = _any_stop(state, stops)
    for k in range(-1, task.near.shape[1]):
        at = seed if k < 0 else np.int64(task.near[task.node[seed, SITE_OF], k])
        v = state.stock[task.node[at, ORDER], WHERE]
        if task.node[at, ROLE] != FREE or v < 0 or fleet[v, TOUCHED]:
            continue
        length = int(1.0 + fraction(state.tally) * min(float(fleet[v, SIZE] - 2), longest))
        save(task, state, v)
        _remove_string(task, state, v, at, min(length, fleet[v, SIZE] - 2))
        renew(state, v)
        refresh(task, state, v)
        strings -= 1
        if strings == 0:
            break


@inlined
def _any_stop(state: State, stops: int) -> int:
    """A stop of a tour in use; every stop is drawn alike."""
    drawn = below(state.tally, stops)
    for v in range(len(state.fleet)):
        if drawn < state.fleet[v, SIZE] - 2:
            return state.tour[v, drawn + 1, SEQ]
        drawn -= state.fleet[v, SIZE] - 2
    return 0


@inlined
def _remove_string(task: Task, state: State, v: int, at: int, length: int) -> None:
    """Remove `length` stops around the node, or as many with a kept stretch in their middle."""
    n, where = state.fleet[v, SIZE], 0
    for k in range(1, n - 1):
        if state.tour[v, k, SEQ] == at:
            where = k
    gap = 0
    if length > 1 and fraction(state.tally) < KEPT_STRING:
        while length + gap < n - 2 and gap < length and fraction(state.tally) < LONGER_GAP:
            gap += 1
    span = length + gap
    low, high = max(1, where - span + 1), min(where, n - 1 - span)
    begin = low + below(state.tally, high - low + 1)
    hole = 1 + below(state.tally, length - 1) if gap else span
    _remove(task, state, v, begin, span, hole, gap)


@inlined
def _remove(task: Task, state: State, v: int, begin: int, span: int, hole: int, gap: int) -> int:
    """Take out the orders of `span` stops from index `begin` on, but for `gap` stops after the first `hole` ones."""
    line, taken = state.scratch[LINE], 0
    for k in range(span):
        line[k] = state.tour[v, begin + k, SEQ]
    for k in range(span):
        o = task.node[line[k], ORDER]
        if not hole <= k < hole + gap and task.node[line[k], ROLE] == FREE and state.stock[o, WHERE] == v:
            take_out(task, state, o)
            taken += 1
    return taken


@compiled
def clear_tour(task: Task, state: State, v: int) -> None:
    """Take every free order out of the tour."""
    n = state.fleet[v, SIZE]
    _remove(task, state, v, np.int64(1), n - 2, n, np.int64(0))
    renew(state, v)
    refresh(task, state, v)
