"""Promotions: goods that cost less for a while, for everybody. The market's have one rule: percent off some shelves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from marketplace.money import cents
from marketplace.saleor.client import execute, mutate
from marketplace.saleor.wire import PAGE, given, moment, nodes


@dataclass(frozen=True, kw_only=True)
class Promotion:
    """`percent` and `category_ids` are those of its first rule; None and empty where it is of another kind."""

    id: str
    name: str
    percent: Decimal | None
    category_ids: tuple[str, ...]
    starts: datetime
    ends: datetime | None


def promotions() -> Iterator[Promotion]:
    """Every promotion, latest start first, page by page."""
    return (_promotion(node) for node in nodes("promotions", "promotions", {"first": PAGE}))


def promotion(id: str) -> Promotion | None:
    """One promotion, or None. Raises SaleorRefused for nonsense."""
    value = execute("promotion", {"id": id})["promotion"]
    return _promotion(value) if value else None


def create_promotion(
    *,
    name: str,
    percent: Decimal,
    category_ids: Sequence[str],
    channel_id: str,
    starts: datetime,
    ends: datetime | None = None,
) -> Promotion:
    """Percent off all that lies in these categories directly. Raises SaleorRefused (INVALID, REQUIRED)."""
    rule = {
        "cataloguePredicate": {"categoryPredicate": {"ids": list(category_ids)}},
        "rewardValueType": "PERCENTAGE",
        "rewardValue": str(percent),
        "channels": [channel_id],
    }
    values = given(
        name=name, type="CATALOGUE", startDate=starts.isoformat(), endDate=ends and ends.isoformat(), rules=[rule]
    )
    return _promotion(mutate("promotion_create", {"input": values})["promotion"])


def set_end(id: str, ends: datetime | None) -> Promotion:
    """Let a promotion end at this moment, or go on without one. Raises SaleorRefused (NOT_FOUND, INVALID)."""
    values = {"endDate": ends.isoformat() if ends else None}
    return _promotion(mutate("promotion_update", {"id": id, "input": values})["promotion"])


def delete_promotion(id: str) -> None:
    """Remove a promotion; prices are as before. Raises SaleorRefused (NOT_FOUND)."""
    mutate("promotion_delete", {"id": id})


def _promotion(value: dict[str, Any]) -> Promotion:
    starts = moment(value["startDate"])
    assert starts is not None, "Promotion.startDate is not nullable"
    rule = next(iter(value["rules"] or ()), None) or {}
    shelves = (rule.get("cataloguePredicate") or {}).get("categoryPredicate") or {}
    is_percent = rule.get("rewardValueType") == "PERCENTAGE" and rule.get("rewardValue") is not None
    return Promotion(
        id=value["id"],
        name=value["name"],
        percent=cents(Decimal(str(rule["rewardValue"]))) if is_percent else None,
        category_ids=tuple(shelves.get("ids") or ()),
        starts=starts,
        ends=moment(value["endDate"]),
    )
