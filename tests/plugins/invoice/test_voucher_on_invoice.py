"""A voucher on an invoice: full prices, what it took off, tax and sum after it; corrections give back what was paid."""

from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from marketplace.orders.services import take_back
from plugins.invoice.services import correct_invoice, issue_invoice, read_invoice
from tests.factories.orders import MONDAY


@pytest.fixture
def bought_with_voucher(handed_over):
    """2 x 10.00, 1 x 4.00 and 3.00 delivery; a voucher took 4.00, 0.80 and 0.60 off."""
    for line, off in zip(handed_over.lines.all(), ("4.00", "0.80"), strict=True):
        line.discount, line.total = Decimal(off), line.total - Decimal(off)
        line.save()
    order = handed_over
    order.subtotal, order.delivery_price, order.delivery_discount = Decimal("19.20"), Decimal("2.40"), Decimal("0.60")
    order.total = Decimal("21.60")
    order.save()
    order.purchase.voucher_code, order.purchase.discount = "ZEITZ", Decimal("5.40")
    order.purchase.save()
    return order


def text_of(invoice) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(read_invoice(invoice.pk))).pages)


def test_the_rows_add_up_to_what_is_owed(bought_with_voucher):
    invoice = issue_invoice(order_pk=bought_with_voucher.pk, now=MONDAY)
    facts = invoice.facts
    rows = sum(Decimal(row["total"]) for row in facts["rows"])
    assert rows + Decimal(facts["delivery"]) - Decimal(facts["discount"]) == Decimal(facts["gross"]) == Decimal("21.60")
    assert sum(Decimal(row["gross"]) for row in facts["taxes"]) == Decimal("21.60")
    text = text_of(invoice)
    for fact in ("20,00 €", "4,00 €", "3,00 €", "Gutschein ZEITZ", "−5,40 €", "21,60 €"):
        assert fact in text, fact


def test_a_correction_gives_back_what_was_paid(bought_with_voucher, bakery):
    issue_invoice(order_pk=bought_with_voucher.pk, now=MONDAY)
    line = bought_with_voucher.lines.first()
    order = take_back(
        order=bought_with_voucher, quantities={line.pk: 1}, reason="defekt", person=bakery.seller, now=MONDAY
    )
    entry = order.history.filter(kind="returned").last()
    correction = correct_invoice(order_pk=order.pk, entry_pk=entry.pk, now=MONDAY)
    (row,) = correction.facts["rows"]
    assert (row["unit_price"], row["total"], correction.gross) == ("8.00", "-8.00", Decimal("-8.00"))
