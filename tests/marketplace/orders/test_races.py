"""Two at once, on connections of their own: one wins, the other is told, nothing happens twice."""

from collections.abc import Callable
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from marketplace.errors import DomainError
from marketplace.orders.models import NumberCircle, PaymentAttempt, Purchase, VendorOrder
from marketplace.orders.services import (
    cancel_order,
    confirm_order,
    hand_over,
    next_number,
    place_order,
    reject_lines,
    split_order,
)
from marketplace.orders.services.intents import carry_out
from marketplace.orders.services.mails import queue_mail, send_mail
from tests.factories.baskets import MONDAY
from tests.marketplace.orders.acts import ready
from tests.marketplace.orders.shopping import basket_over
from tests.marketplace.orders.test_split_order import buy_past_us

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """What each deed returned, or the code of its refusal; all start together."""
    start, answers = Barrier(len(deeds)), [None] * len(deeds)

    def run(place: int, deed: Callable[[], object]) -> None:
        try:
            connection.ensure_connection()
            start.wait(timeout=20)
            answers[place] = deed()
        except DomainError as refusal:
            answers[place] = refusal.code
        finally:
            connection.close()

    threads = [Thread(target=run, args=each) for each in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads)
    return answers


def refusals(answers: list[object]) -> list[object]:
    return [answer for answer in answers if isinstance(answer, str)]


def test_two_staff_confirm(order, cast):
    answers = at_once(*[lambda: confirm_order(order=order, person=cast.baker, now=MONDAY)] * 4)
    assert refusals(answers) == ["ORDER_STATE_CHANGED"] * 3
    assert order.history.count() == order.mails.count() == 1


def test_two_staff_hand_over(order, cast, engine, way):
    ready(order, cast)
    answers = at_once(*[lambda: hand_over(order=order, code="1234", person=cast.baker, now=MONDAY)] * 4)
    assert refusals(answers) == ["ORDER_STATE_CHANGED"] * 3
    assert way.completed == ["place-1"]
    assert order.history.filter(kind="handed_over").count() == 1
    assert sorted(order.intents.values_list("kind", flat=True)) == ["capture", "fulfil"]


def test_the_shop_rejects_what_the_shopper_cancels(order, cast, carry_out):
    line = order.lines.first()
    answers = at_once(
        lambda: reject_lines(order=order, quantities={line.pk: 2}, reason="", person=cast.baker, now=MONDAY),
        lambda: cancel_order(order=order, person=cast.shopper, now=MONDAY),
    )
    assert len(refusals(answers)) == 1
    done = carry_out(order)
    assert done.voided == done.given_back
    assert done.given_back in (Decimal(20), Decimal(24))


def test_a_piece_is_rejected_once(order, cast):
    line = order.lines.last()

    def reject():
        return reject_lines(order=order, quantities={line.pk: 1}, reason="", person=cast.baker, now=MONDAY)

    assert refusals(at_once(*[reject] * 3)) == ["QUANTITY_TOO_LARGE"] * 2
    assert VendorOrder.objects.get(pk=order.pk).given_back == Decimal(4)


def test_two_workers_carry_out(order, cast, engine, gateway):
    ready(order, cast)
    hand_over(order=order, code="1234", person=cast.baker, now=MONDAY)
    at_once(*[lambda: carry_out(order.pk, now=MONDAY)] * 4)
    carry_out(order.pk, now=MONDAY)
    assert VendorOrder.objects.get(pk=order.pk).captured == Decimal(24)
    assert len(gateway.done) == len(engine.reports) == 1
    assert sum(engine.fulfilled.values()) == 3


def test_one_mail_by_two_workers(order, mailoutbox):
    row = queue_mail(order, "ready", now=MONDAY)
    answers = at_once(*[lambda: send_mail(row.pk, now=MONDAY)] * 4)
    assert sorted(map(bool, answers)) == [False, False, False, True]
    assert len(mailoutbox) == 1


def test_numbers_without_gaps_under_pressure():
    def take(fails: bool) -> int:
        try:
            with transaction.atomic():
                number = next_number("probe")
                if fails:
                    raise DomainError("ROLLED_BACK", "")
                return number
        finally:
            connection.close()

    answers = at_once(*[lambda fails=turn % 3 == 0: take(fails) for turn in range(12)])
    numbers = sorted(answer for answer in answers if isinstance(answer, int))
    assert numbers == list(range(1, 9))
    assert NumberCircle.objects.get(name="probe").last == 8


def test_a_number_is_taken_in_a_transaction():
    with pytest.raises(RuntimeError, match="outside"):
        next_number("probe")


def test_two_clicks_are_one_order(shops):
    checkout_id = basket_over(shops[:2])

    def click():
        return place_order(
            checkout_id=checkout_id, payment_method="pay_on_handover", person=None, language="de", now=MONDAY
        ).purchase

    answers = at_once(*[click] * 3)
    assert set(refusals(answers)) <= {"PLACEMENT_RUNNING"}
    assert Purchase.objects.count() == 1
    assert VendorOrder.objects.count() == 2
    assert PaymentAttempt.objects.count() == 1


def test_events_and_the_button_split_once(shops):
    order_id = buy_past_us(basket_over(shops))
    answers = at_once(*[lambda: split_order(saleor_order_id=order_id, now=MONDAY)] * 4)
    assert len({purchase.pk for purchase in answers}) == 1
    assert VendorOrder.objects.count() == 3
    assert NumberCircle.objects.get(name="purchase:2026").last == 1
