"""Goods out of a file: plan what would happen (a dry run), then do it."""

from marketplace.catalogue.services.importing.apply import ImportResult, apply_import, import_goods
from marketplace.catalogue.services.importing.plan import Change, ImportPlan, PlannedRow, plan_import, plan_rows

__all__ = [
    "Change",
    "ImportPlan",
    "ImportResult",
    "PlannedRow",
    "apply_import",
    "import_goods",
    "plan_import",
    "plan_rows",
]
