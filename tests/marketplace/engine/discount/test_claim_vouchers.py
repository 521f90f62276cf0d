"""The last use of a voucher goes to one buyer, however many press the button at once."""

from typing import Any

import pytest

from marketplace.engine.models import Order, Voucher, VoucherCode, VoucherCustomer
from tests.factories.engine_discounts import voucher
from tests.factories.engine_market import market
from tests.marketplace.engine import documents
from tests.marketplace.engine.catalogue.test_at_the_same_time import together
from tests.marketplace.engine.discount.documents import ADD_CODE
from tests.marketplace.engine.platform import ask
from tests.marketplace.engine.shopping import new_checkout, paid, with_delivery

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("platform")]

BUYERS = 6


def _race(emails: list[str], **columns: Any) -> list[str]:
    """How each buyer ends who has paid a checkout with the code and completes it at the same moment."""
    town = market()
    voucher(town, **columns)
    ready = []
    for email in emails:
        checkout = new_checkout(town, town.line("A-1"), email=email)
        assert ask(ADD_CODE, {"id": checkout["id"], "code": "ZEITZ"})["errors"] == []
        ready.append(with_delivery(checkout))
        paid(ready[-1])

    def complete(number: int) -> str:
        answer = ask(documents.COMPLETE, {"id": ready[number]["id"]})
        return "order" if answer["order"] else str(answer["errors"][0]["code"])

    return sorted(together(len(emails), complete))


def _strangers() -> list[str]:
    return [f"buyer{number}@example.com" for number in range(BUYERS)]


def test_a_limit_holds() -> None:
    ends = _race(_strangers(), usage_limit=2)
    assert ends == ["VOUCHER_NOT_APPLICABLE"] * (BUYERS - 2) + ["order"] * 2
    assert Voucher.objects.get().times_used == VoucherCode.objects.get().used == Order.objects.count() == 2


def test_a_single_use_code_is_used_once() -> None:
    ends = _race(_strangers(), single_use=True)
    assert ends == ["VOUCHER_NOT_APPLICABLE"] * (BUYERS - 1) + ["order"]


def test_a_customer_uses_it_once() -> None:
    ends = _race(["erika@example.com"] * BUYERS, apply_once_per_customer=True)
    assert ends == ["VOUCHER_NOT_APPLICABLE"] * (BUYERS - 1) + ["order"]
    assert VoucherCustomer.objects.count() == Order.objects.count() == 1
