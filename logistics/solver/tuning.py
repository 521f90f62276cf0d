"""The numbers that steer the search, each with what it does. Temperatures are in units of one average leg's cost."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tuning:
    """Defaults were chosen on published instances, those for limited goods on days like the one in Zeitz; see
    `docs/routes.md` for how to measure a change.

    removed, longest: average number of stops a ruin takes, and the longest string of one tour (c-bar and L-max of
    the paper). limited_removed, limited_longest: the same where goods have a limit on their time on board; after large
    ruins somebody hardly ever finds a place again there. blink: chance to overlook a tour on insertion. regret: chance
    to insert by regret.
    hot, cold: first and last temperature of a cycle. spread: each further thread searches this much cooler.
    cycles: how often the temperature falls from hot to cold in one run.
    fleet_share: the most of a run or round that is spent on using fewer vehicles alone; frugal_share: the same of a
    round that looks for few vehicles where they do not count first. fleet_heat: temperature of that part.
    rounds: how many rounds a run has at most where vehicles count first, short_rounds: where they do not, every second
    of which looks for few vehicles; each has round_length iterations per order or more.
    rounds_share: the part of the run that rounds may take, the rest goes on from the best of them.
    """

    removed: float = 10.0
    longest: float = 10.0
    limited_removed: float = 6.0
    limited_longest: float = 4.0
    blink: float = 0.01
    regret: float = 0.05
    hot: float = 1.0
    cold: float = 0.03
    spread: float = 0.3
    cycles: int = 4
    fleet_share: float = 0.3
    frugal_share: float = 0.6
    fleet_heat: float = 0.3
    rounds: int = 8
    short_rounds: int = 32
    round_length: float = 100.0
    rounds_share: float = 0.5
