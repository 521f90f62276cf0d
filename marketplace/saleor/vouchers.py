"""Vouchers: what a code takes off in the market's channel, and for how long."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings

from marketplace.money import Money, cents
from marketplace.saleor.client import SaleorRefused, execute, mutate
from marketplace.saleor.wire import PAGE, given, moment, money, nodes

ENTIRE_ORDER, SPECIFIC_PRODUCT, SHIPPING = "ENTIRE_ORDER", "SPECIFIC_PRODUCT", "SHIPPING"


@dataclass(frozen=True, kw_only=True)
class Voucher:
    """`type` is Saleor's; `value` is percent or euros, None where the voucher is in no channel of ours.

    `used` counts orders only while there is a limit (Saleor's rule).
    """

    id: str
    name: str
    code: str
    type: str
    is_percent: bool
    value: Decimal | None
    min_spent: Money | None
    usage_limit: int | None
    used: int
    once_per_customer: bool
    starts: datetime
    ends: datetime | None


@dataclass(frozen=True, kw_only=True)
class NewVoucher:
    """A voucher of one code. `category_ids` and `product_ids` are those of the goods of SPECIFIC_PRODUCT."""

    name: str
    code: str
    value: Decimal
    is_percent: bool = False
    type: str = ENTIRE_ORDER
    min_spent: Decimal | None = None
    usage_limit: int | None = None
    once_per_customer: bool = False
    starts: datetime | None = None
    ends: datetime | None = None
    category_ids: Sequence[str] = ()
    product_ids: Sequence[str] = ()


def vouchers() -> Iterator[Voucher]:
    """Every voucher, latest start first, page by page."""
    return (_voucher(node) for node in nodes("vouchers", "vouchers", {"first": PAGE}))


def voucher(id: str) -> Voucher | None:
    """One voucher, or None. Raises SaleorError for nonsense."""
    value = execute("voucher", {"id": id})["voucher"]
    return _voucher(value) if value else None


def create_voucher(new: NewVoucher, *, channel_id: str) -> Voucher:
    """Make a voucher and put it into the channel; without its value there it would be of no use, so it goes again.

    Raises SaleorRefused (ALREADY_EXISTS for the code, INVALID for `endDate` and `discountValue`, REQUIRED).
    """
    values = given(
        name=new.name,
        addCodes=[new.code],
        type=new.type,
        discountValueType="PERCENTAGE" if new.is_percent else "FIXED",
        usageLimit=new.usage_limit,
        applyOncePerCustomer=new.once_per_customer,
        startDate=new.starts and new.starts.isoformat(),
        endDate=new.ends and new.ends.isoformat(),
        categories=list(new.category_ids) or None,
        products=list(new.product_ids) or None,
    )
    made = mutate("voucher_create", {"input": values})["voucher"]
    listing = given(
        channelId=channel_id, discountValue=str(new.value), minAmountSpent=new.min_spent and str(new.min_spent)
    )
    try:
        listed = mutate("voucher_channel_listing_update", {"id": made["id"], "input": {"addChannels": [listing]}})
    except SaleorRefused:
        delete_voucher(made["id"])
        raise
    return _voucher(listed["voucher"])


def set_end(id: str, ends: datetime | None) -> Voucher:
    """Let a voucher end at this moment, or go on without one. Raises SaleorRefused (NOT_FOUND, INVALID)."""
    values = {"endDate": ends.isoformat() if ends else None}
    return _voucher(mutate("voucher_update", {"id": id, "input": values})["voucher"])


def delete_voucher(id: str) -> None:
    """Remove a voucher; orders keep what it took off. Raises SaleorRefused (NOT_FOUND)."""
    mutate("voucher_delete", {"id": id})


def _voucher(value: dict[str, Any]) -> Voucher:
    starts = moment(value["startDate"])
    assert starts is not None, "Voucher.startDate is not nullable"
    listings = value["channelListings"] or ()
    listing = next((each for each in listings if each["channel"]["slug"] == settings.CHANNEL_SLUG), None)
    return Voucher(
        id=value["id"],
        name=value["name"] or "",
        code=value["code"] or "",
        type=value["type"],
        is_percent=value["discountValueType"] == "PERCENTAGE",
        value=cents(Decimal(str(listing["discountValue"]))) if listing else None,
        min_spent=money(listing["minSpent"]) if listing and listing["minSpent"] else None,
        usage_limit=value["usageLimit"],
        used=value["used"],
        once_per_customer=value["applyOncePerCustomer"],
        starts=starts,
        ends=moment(value["endDate"]),
    )
