"""The arrays that the compiled code works on, and the names of their columns.

N nodes, S sites, O orders, V vehicles, D dimensions of load, M the longest tour. A node is a stop of an order, or
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

# columns of Task.node; loads follow from LOAD_OF on, one per dimension, then windows as (opens, closes). SITE_OF is its
# row of the grid: stops at one place with the same service share it
READY, DUE, SERVICE, ORDER, PLACE, WANTED, SETUP, SITE_OF, ROLE, LOAD_OF = range(10)
# values of ROLE
GONE, FREE, LOCKED = range(3)
# columns of Task.order; whether a kind of vehicle may carry it follows from FITS on. A DELICATE order asks for more
# than fast checks can say, and so does a vehicle with DELICACY
FIRST, DROP, BOUND, LIMIT, SINCE, CLASS, QUARRELS, DELICATE, KEY, FITS = 0, 1, 2, 3, 4, 5, 6, 7, 8, 14
KEYS = FITS - KEY
# columns of Task.vehicle; room and load at the start follow from ROOM on, then breaks as (earliest, latest, length)
DIST, LEG, DRIVE, PROFILE, START, END, OPENS, CLOSES, KIND, FIXED, MAX_DURATION, MAX_DISTANCE = range(12)
BREAKS, ABOARD_FIRST, DELICACY, ROOM = range(12, 16)
# columns of Task.money: of vehicles, and in rows behind them of orders; the last row holds weights
PER_METRE, PER_SECOND, PER_USE = range(3)
LEFT_OUT = 0
LATENESS, BALANCE = range(2)
# fields of Task.rule; changes of speed follow from PACE on as (since, percent)
CLOCKED, VEHICLES_FIRST, TIMED, CLASSES, LIMITED, FRAGILE, DIMENSIONS, WINDOWS, KINDS = range(9)
VEHICLES, PACES, RESTS, PACE = range(9, 13)

# columns of State.tour; loads follow from LOAD on. The last ones are only there in problems that ask for them. Where
# time costs: seconds of driving and service so far, the latest departure that all windows so far allow, the end of the
# tour when the stop begins as early as its window opens. Where goods have a limit: seconds so far at the fastest, and
# how many more the goods on board bear until the next stop. Where there are breaks: the one on the way here while
# searching, as MOMENTS * number + moment (0 for none)
SEQ, SITE, EARLY, LATE, LOAD = range(5)
BUSY, HEAD, CATCH, SWIFT, TIGHT, REST = range(-6, 0)
EXTRAS = 6
MOMENTS = 3
# columns of State.fleet; FRAIL counts stops of delicate orders, SPENT are the seconds of the tour by the columns above,
# LOOK is the last look around an order that found it near
SIZE, STAMP, OLD_SIZE, OLD_STAMP, TOUCHED, TOUCHED_LIST, BEST_SIZE, LENGTH, FRAIL, SPENT, LOOK = range(11)
# columns of State.stock
WHERE, ABSENT, MISSES, OLD_ABSENT = range(4)
# layers of State.other
OLD, BEST, SLOT, OLD_REST = range(4)
# fields of State.tally
N_ABSENT, N_USED, MOST_USED, N_MISSING, N_TOUCHED, LAST_STAMP, DICE, ITERATIONS, ACCEPTED, IMPROVED = range(10)
EVALUATED, FOLLOWS, PATIENCE, LOOKS = range(10, 14)
# rows of State.scratch; times by number of breaks follow from REACH on, then how each was reached
LINE, SEEN, MARK, PICKUPS, KEPT, POSITION, ABOARD, TIME, MODE_NUMBER, MODE_WHERE, AWAY, FLOOR = range(12)
SPARE, DELAY, LONGER, SINCE_WHEN, UNTIL_WHEN, REACH = range(12, 18)


# values of Control.aim: cheaper tours, one vehicle less, or a place for every order that must not be left out
CHEAPER, FEWER, COMPLETE = range(3)


class Task(NamedTuple):
    """What never changes during a search. Layers of `grid`: metres; service at the first site, fastest drive and
    setup at the second; and, when speeds change over the day, the drive alone at full speed."""

    grid: I32  # (layers, S, S)
    node: I64  # (N, columns)
    order: I64  # (O, columns)
    vehicle: I64  # (V, columns)
    money: F64  # (V + O + 1, 3)
    rule: I64
    near: I32  # (S, Q) for every site stops by distance, nearest first


class State(NamedTuple):
    """One search: the current tours, the best ones, and room to work in."""

    tour: I64  # (V + 2, M, 4 + D, or 10 + D) the last rows are for tours under construction
    fleet: I64  # (V, columns)
    stock: I64  # (O, columns)
    cost: F64  # (2V + 3,) of each tour; mandatory orders absent, vehicles and cost of the best; costs to go back to
    memo: (
        F64  # (O, V, 2) cheapest insertion found, and the stamp of the tour it is about: negative if only a lower bound
    )
    other: (
        I32  # (4, V, M) tours to go back to; best tours; index in the new tour of nodes to be inserted; breaks of old
    )
    tally: I64
    scratch: I64


class Control(NamedTuple):
    """How to search for the next stretch of iterations: temperatures in units of cost, stops removed on average,
    longest string, chance to overlook a tour, what for, chance to insert by regret."""

    iterations: int
    hot: float
    cold: float
    removed: float
    longest: float
    blink: float
    aim: int
    regret: float
