"""What the catalogue asks others before it promises something."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from marketplace.registry import Registry
from marketplace.vendors.models import Vendor


class DeskCheck(Protocol):
    """Knows places at pickup desks, which opening hours do not."""

    def __call__(self, vendors: Sequence[Vendor], now: datetime) -> Collection[int]:
        """Primary keys of those among the shops where nothing more can be collected today. Queries must not grow with
        the number of shops."""
        ...


desk_checks: Registry[DeskCheck] = Registry("desk check")
