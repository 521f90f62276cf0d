"""Independent proof of plans. Reads problem and plan, and nothing else."""

from logistics.checker.bound import least_distance
from logistics.checker.check import check
from logistics.checker.verdict import Verdict, Violation

__all__ = ["Verdict", "Violation", "check", "least_distance"]
