"""Vouchers in the engine's tables."""

from decimal import Decimal
from typing import Any

from marketplace.engine.models import Voucher, VoucherChannelListing, VoucherCode
from tests.factories.engine_market import Market


def voucher(
    town: Market,
    code: str = "ZEITZ",
    *,
    value: str = "5.00",
    percent: bool = False,
    min_spent: str | None = None,
    more_codes: tuple[str, ...] = (),
    **columns: Any,
) -> Voucher:
    """A running voucher for the market's channel; `columns` are those of the model."""
    made = Voucher.objects.create(
        name="Stadtgutschein", discount_value_type="PERCENTAGE" if percent else "FIXED", **columns
    )
    for each in (code, *more_codes):
        VoucherCode.objects.create(voucher=made, code=each)
    VoucherChannelListing.objects.create(
        voucher=made,
        channel=town.channel,
        currency="EUR",
        discount_value=Decimal(value),
        min_spent_amount=min_spent and Decimal(min_spent),
    )
    return made
