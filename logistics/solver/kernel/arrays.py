"""The arrays that the compiled code works on, and the names of their columns.

N nodes, O orders, V vehicles, P profiles, D dimensions of load, M the longest tour. A node is a stop of an order, or
the start or end of a vehicle. Nodes of one order are neighbours: its pickups, then its drop. They are few and wide
on purpose: every array that a compiled function takes costs time to compile.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

I32 = NDArray[np.int32]
I64 = NDArray[np.int64]
F64 = NDArray[np.float64]

FAR = 2**60
"""Later and farther than anything; sums of a few of them still fit."""

# columns of Task.node; loads follow from LOAD_OF on, one per dimension, then windows as (opens, closes)
READY, DUE, SERVICE, ORDER, PLACE, WANTED, SETUP, ROLE, LOAD_OF = range(9)
# values of ROLE
GONE, FREE, LOCKED = range(3)
# columns of Task.order; whether a kind of vehicle may carry it follows from FITS on
FIRST, DROP, BOUND, LIMIT, SINCE, CLASS, QUARRELS, KEY, FITS = 0, 1, 2, 3, 4, 5, 6, 7, 13
KEYS = FITS - KEY
# columns of Task.vehicle; room and load at the start follow from ROOM on, then breaks as (earliest, latest, length)
DIST, LEG, DRIVE, PROFILE, START, END, OPENS, CLOSES, KIND, FIXED, MAX_DURATION, MAX_DISTANCE, BREAKS, ROOM = range(14)
# columns of Task.money: of vehicles, and in rows behind them of orders; the last row holds weights
PER_METRE, PER_SECOND, PER_USE = range(3)
LEFT_OUT = 0
LATENESS, BALANCE = range(2)
# fields of Task.rule; changes of speed follow from PACE on as (since, percent)
GENERAL, VEHICLES_FIRST, TIMED, CLASSES, DIMENSIONS, WINDOWS, KINDS, VEHICLES, PACES, RESTS, PACE = range(11)

# columns of State.tour; loads follow from LOAD on
SEQ, EARLY, LATE, LOAD = range(4)
# columns of State.fleet
SIZE, STAMP, OLD_SIZE, OLD_STAMP, TOUCHED, TOUCHED_LIST, BEST_SIZE, IDLE, OLD_IDLE = range(9)
# columns of State.stock
WHERE, ABSENT, MISSES, OLD_ABSENT = range(4)
# layers of State.other
OLD, BEST, SLOT = range(3)
# fields of State.tally
N_ABSENT, N_USED, MOST_USED, N_MISSING, N_TOUCHED, LAST_STAMP, DICE, ITERATIONS, ACCEPTED, IMPROVED, EVALUATED = range(
    11
)
# rows of State.scratch; times by number of breaks follow from REACH on, then how each was reached
LINE, SEEN, MARK, PICKUPS, KEPT, POSITION, ABOARD, TIME, MODE_NUMBER, MODE_WHERE, REACH = range(11)


class Task(NamedTuple):
    """What never changes during a search. Layers of `grid`: metres; service at the first node, fastest drive and
    setup at the second; and, when speeds change over the day, the drive alone at full speed."""

    grid: I32  # (layers, N, N)
    node: I64  # (N, columns)
    order: I64  # (O, columns)
    vehicle: I64  # (V, columns)
    money: F64  # (V + O + 1, 3)
    rule: I64
    near: I32  # (stops, Q) stops by distance, nearest first, itself at the front


class State(NamedTuple):
    """One search: the current tours, the best ones, and room to work in."""

    tour: I64  # (V + 2, M, 3 + D) the last rows are for tours under construction
    fleet: I64  # (V, columns)
    stock: I64  # (O, columns)
    cost: F64  # (2V + 3,) of each tour; mandatory orders absent, vehicles and cost of the best; costs to go back to
    memo: (
        F64  # (O, V, 2) cheapest insertion found, and the stamp of the tour it is about: negative if only a lower bound
    )
    other: I32  # (3, V, M) tours to go back to; best tours; index in the new tour of each node to be inserted
    tally: I64
    scratch: I64


class Control(NamedTuple):
    """How to search for the next stretch of iterations: temperatures in units of cost, stops removed on average,
    longest string, chance to overlook a tour, whether to get rid of a vehicle, chance to insert by regret."""

    iterations: int
    hot: float
    cold: float
    removed: float
    longest: float
    blink: float
    fleet: int
    regret: float
