"""What stands on an invoice or a correction: plain values that become JSON, a page and nothing else.

The fields are those of §14 para. 4 UStG: both names and addresses, the seller's VAT number, day of issue, consecutive
number, quantity and name of the goods, day of supply, net amounts by rate, tax or the reason why there is none.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from marketplace.orders.rules.amounts import TaxShare

FORM = 1


def invoice_number(vendor: int, sequence: int) -> str:
    """A shop's consecutive number: (7, 12) -> RM-0007-00012. The prefix keeps it apart from the shop's own till."""
    return f"RM-{vendor:04d}-{sequence:05d}"


@dataclass(frozen=True, kw_only=True)
class Seller:
    """The shop as it stands before the law."""

    name: str
    legal_name: str
    legal_form: str
    representative: str
    street: str
    town: str
    phone: str
    email: str
    register: str
    vat_id: str
    tax_exempt: bool


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of the paper. Amounts are gross and before a voucher; on a correction negative and after it."""

    quantity: int
    name: str
    unit_price: str
    total: str
    rate: str


@dataclass(frozen=True, kw_only=True)
class Payment:
    """How it is or was paid. `iban` is empty where nothing is to be transferred; `due_on` likewise."""

    label: str
    paid: bool
    holder: str = ""
    iban: str = ""
    bic: str = ""
    due_on: str = ""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """Everything on one paper. `corrects` is the number and day of the invoice that a correction belongs to.

    `discount` is what a voucher took off rows and delivery; the tax table is after it. `history_until` is how much of
    the order's history the paper knows: what comes later needs a correction.
    """

    kind: str
    language: str
    number: str
    issued_on: str
    supplied_on: str
    order_number: str
    ordered_on: str
    seller: Seller
    buyer: Sequence[str]
    rows: Sequence[Row]
    delivery: str
    delivery_label: str
    taxes: Sequence[Mapping[str, str]]
    net: str
    tax: str
    gross: str
    currency: str
    payment: Payment
    market: str
    history_until: int
    discount: str = "0.00"
    discount_label: str = ""
    corrects: Mapping[str, str] | None = None
    reason: str = ""

    def as_json(self) -> dict[str, Any]:
        return {"form": FORM, **asdict(self)}


def tax_rows(shares: Iterable[TaxShare]) -> list[dict[str, str]]:
    """The tax table as text."""
    return [
        {"rate": rate_text(each.rate), "net": str(each.net), "tax": str(each.tax), "gross": str(each.gross)}
        for each in shares
    ]


def rate_text(rate: Decimal) -> str:
    """A VAT rate in percent without idle zeros."""
    return str(rate.normalize() + 0)


def sums(shares: Sequence[TaxShare], gross: Decimal, *, exempt: bool) -> tuple[Decimal, Decimal]:
    """Net and tax of the whole; a small business owes no tax, so net is gross (§19 UStG)."""
    if exempt:
        return gross, Decimal("0.00")
    tax = sum((share.tax for share in shares), Decimal("0.00"))
    return gross - tax, tax


def negated(shares: Iterable[TaxShare]) -> list[TaxShare]:
    """The same with minus signs, for a correction."""
    return [TaxShare(rate=each.rate, net=-each.net, tax=-each.tax, gross=-each.gross) for each in shares]


def transfer_text(number: str, order_number: str) -> str:
    """What the shopper writes on the transfer."""
    return f"{number} {order_number}"


def day(text: str) -> date:
    return date.fromisoformat(text)
