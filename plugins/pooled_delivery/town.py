"""The tours and zones of a town, from its CSV files."""

import csv
from collections.abc import Iterator
from datetime import datetime, time
from decimal import Decimal
from pathlib import Path

from plugins.pooled_delivery.models import TourPattern, Zone
from plugins.pooled_delivery.services.tours import create_tours, save_pattern, save_zone


def load(folder: Path, *, now: datetime) -> str:
    """Read `zones.csv` and `tours.csv` and make the coming tours; may be run again. One line to report.

    zones.csv: postal_code, name, price and minimum_order (gross), position (the order in which tours drive).
    tours.csv: code, name, weekday (Monday 0), collects, starts, ends (local), cut_off, cut_off_days_before, capacity
    (stops), cost (of one run), postal_codes (parted by blanks).
    """
    zones = [_zone(row) for row in _rows(folder / "zones.csv")]
    patterns = [_pattern(row) for row in _rows(folder / "tours.csv")]
    made = create_tours(now=now)
    return f"{len(zones)} zones, {len(patterns)} tours a week, {made} new dates"


def _rows(path: Path) -> Iterator[dict[str, str]]:
    if path.exists():
        with path.open(newline="", encoding="utf-8") as file:
            yield from csv.DictReader(file)


def _zone(row: dict[str, str]) -> Zone:
    return save_zone(
        postal_code=row["postal_code"],
        name=row["name"],
        price=Decimal(row["price"]),
        minimum_order=Decimal(row["minimum_order"]),
        position=int(row["position"]),
    )


def _pattern(row: dict[str, str]) -> TourPattern:
    return save_pattern(
        code=row["code"],
        name=row["name"],
        weekday=int(row["weekday"]),
        collects=time.fromisoformat(row["collects"]),
        starts=time.fromisoformat(row["starts"]),
        ends=time.fromisoformat(row["ends"]),
        cut_off=time.fromisoformat(row["cut_off"]),
        cut_off_days_before=int(row["cut_off_days_before"]),
        capacity=int(row["capacity"]),
        cost=Decimal(row["cost"]),
        postal_codes=row["postal_codes"].split(),
    )
