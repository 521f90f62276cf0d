"""Problem and plan: frozen values, refused in their constructors when they cannot be right."""

from logistics.model.locks import Lock, OnBoard, Visit
from logistics.model.objective import Objective
from logistics.model.orders import GoodsClass, Order, Stop
from logistics.model.plan import Plan, ScheduledBreak, ScheduledVisit, Tour
from logistics.model.problem import Place, Problem
from logistics.model.quantities import ALWAYS, FOREVER, NO_TIME, Load, Metres, Seconds, Window
from logistics.model.refusal import Refused
from logistics.model.travel import Matrix, Pace, Travel
from logistics.model.vehicles import Break, Vehicle

__all__ = [
    "ALWAYS",
    "FOREVER",
    "NO_TIME",
    "Break",
    "GoodsClass",
    "Load",
    "Lock",
    "Matrix",
    "Metres",
    "Objective",
    "OnBoard",
    "Order",
    "Pace",
    "Place",
    "Plan",
    "Problem",
    "Refused",
    "ScheduledBreak",
    "ScheduledVisit",
    "Seconds",
    "Stop",
    "Tour",
    "Travel",
    "Vehicle",
    "Visit",
    "Window",
]
