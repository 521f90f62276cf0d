"""The search for good plans: `solve` composes it, `kernel` is its compiled heart."""

from logistics.solver.kernel import COMPILED_BEFORE
from logistics.solver.search import Report
from logistics.solver.solve import LockBroken, Result, solve
from logistics.solver.stopping import Interruptible, MaxIterations, MaxSeconds, StoppingRule
from logistics.solver.tuning import Tuning
from logistics.solver.warm_up import compile_now

__all__ = [
    "COMPILED_BEFORE",
    "Interruptible",
    "LockBroken",
    "MaxIterations",
    "MaxSeconds",
    "Report",
    "Result",
    "StoppingRule",
    "Tuning",
    "compile_now",
    "solve",
]
