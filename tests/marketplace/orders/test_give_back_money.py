"""The shop gives money back while the goods stay: shown before, never more than there is, tried again if it fails."""

from decimal import Decimal

import pytest

from marketplace.errors import NotFound
from marketplace.orders.extensions import Captures, PaymentResult
from marketplace.orders.models import Deviation, Intent, VendorOrder
from marketplace.orders.selectors.refunds import RefundState
from marketplace.orders.selectors.sheets import sheet
from marketplace.orders.services import (
    hand_over,
    preview_refund,
    preview_take_back,
    refund_amount,
    reject_lines,
    retry_refund,
    take_back,
)
from marketplace.orders.services.intents import MAX_ATTEMPTS
from marketplace.orders.services.mails import send_mail
from tests.factories.orders import MONDAY
from tests.marketplace.orders.acts import facts, ready, refused
from tests.marketplace.orders.test_races import at_once, refusals


@pytest.fixture
def sold(order, cast, carry_out):
    """2 x 10.00 and 1 x 4.00, handed over and paid."""
    ready(order, cast)
    hand_over(order=order, code="1234", person=cast.baker, now=MONDAY)
    return carry_out(order)


@pytest.fixture
def lines(sold):
    return list(sold.lines.all())


def give(order, cast, amount, line=None, reason="Delle in der Dose", **more):
    pk = line.pk if line else None
    return refund_amount(
        order=order, amount=Decimal(amount), line_pk=pk, reason=reason, person=cast.baker, now=MONDAY, **more
    )


def test_a_lower_price_of_one_line(sold, lines, cast, gateway, engine, carry_out):
    shown = preview_refund(order=sold, amount=Decimal("3.50"), line_pk=lines[0].pk, person=cast.baker)
    assert (shown.amount.amount, shown.returned.amount, shown.due.amount) == (
        Decimal("3.50"),
        Decimal("3.50"),
        Decimal("20.50"),
    )
    changed = give(sold, cast, "3.50", lines[0], shown_due=shown.due.amount)
    assert (changed.due, changed.state) == (Decimal("20.50"), "handed_over")
    done = carry_out(sold)
    assert (done.refunded, done.payment_state) == (Decimal("3.50"), "paid")
    assert engine.sum_of("REFUND_SUCCESS") == gateway.moved("refund") == Decimal("3.50")
    lines[0].refresh_from_db()
    assert (lines[0].quantity_left, lines[0].amount_left) == (2, Decimal("16.50"))
    (refund,) = sheet(sold, cast.shopper, now=MONDAY).refunds
    assert (refund.state, refund.reason, refund.done_at) == (RefundState.DONE, "Delle in der Dose", MONDAY)


def test_an_amount_for_all_goods_is_shared_by_what_is_left_of_each(sold, lines, cast):
    give(sold, cast, "6.00")
    assert [line.given_back for line in sold.lines.all()] == [Decimal("5.00"), Decimal("1.00")]
    now = VendorOrder.objects.get(pk=sold.pk)
    shares = sheet(now, cast.shopper, now=MONDAY).taxes
    assert sum(share.gross for share in shares) == now.due == Decimal("18.00")


def test_pieces_that_come_back_after_a_lower_price_return_no_more_than_was_paid(sold, lines, cast, carry_out):
    give(sold, cast, "15.00", lines[0])
    shown = preview_take_back(order=sold, quantities={lines[0].pk: 2}, person=cast.baker)
    assert shown.amount.amount == Decimal("5.00")
    take_back(order=sold, quantities={lines[0].pk: 1}, reason="", person=cast.baker, now=MONDAY)
    take_back(order=sold, quantities={lines[0].pk: 1}, reason="", person=cast.baker, now=MONDAY)
    done = carry_out(sold)
    assert (done.refunded, done.due) == (Decimal("20.00"), Decimal("4.00"))


def test_before_the_money_is_taken_less_is_taken(order, cast, gateway, carry_out):
    ready(order, cast)
    order.refresh_from_db()
    shown = preview_refund(order=order, amount=Decimal(4), line_pk=None, person=cast.baker)
    assert (shown.returned.amount, shown.due.amount) == (Decimal(0), Decimal(20))
    give(order, cast, "4.00")
    hand_over(order=order, code="1234", person=cast.baker, now=MONDAY)
    done = carry_out(order)
    assert (done.captured, done.voided, done.refunded) == (Decimal(20), Decimal(4), Decimal(0))
    assert sheet(done, cast.shopper, now=MONDAY).refunds == ()


def test_after_a_lower_price_the_last_piece_cancels_the_order_with_all_that_is_left(order, cast, carry_out):
    ready(order, cast)
    give(order, cast, "4.00")
    everything = {line.pk: line.quantity for line in order.lines.all()}
    done = reject_lines(order=order, quantities=everything, reason="", person=cast.baker, now=MONDAY)
    assert (done.state, done.due) == ("cancelled", Decimal(0))
    assert carry_out(order).voided == Decimal(24)


@pytest.mark.parametrize(
    ("amount", "reason", "code"),
    [
        ("24.01", "x", "AMOUNT_TOO_LARGE"),
        ("0.00", "x", "AMOUNT_INVALID"),
        ("-1.00", "x", "AMOUNT_INVALID"),
        ("1.005", "x", "AMOUNT_INVALID"),
        ("1.00", "  ", "REASON_MISSING"),
    ],
)
def test_what_cannot_be_given_back(sold, cast, amount, reason, code):
    refused(refund_amount, sold, code, amount=Decimal(amount), line_pk=None, reason=reason, person=cast.baker)


def test_only_the_shop_and_the_operator_give_back(sold, lines, cast):
    wish = {"amount": Decimal(1), "line_pk": None, "reason": "x"}
    for stranger in (cast.shopper, cast.florist, cast.stranger, None):
        refused(refund_amount, sold, "NOT_YOURS_TO_DO", person=stranger, **wish)
        refused(lambda order, now, **_: preview_refund(order=order, **_), sold, "NOT_YOURS_TO_DO",
                person=stranger, amount=Decimal(1), line_pk=None)  # fmt: skip
    assert refund_amount(order=sold, person=cast.operator, now=MONDAY, **wish).due == Decimal(23)
    refused(refund_amount, sold, "LINE_UNKNOWN", person=cast.baker, amount=Decimal(1), line_pk=0, reason="x")


def test_before_the_shop_has_confirmed_there_is_no_price_to_lower(order, cast):
    refused(refund_amount, order, "ORDER_STATE_CHANGED", person=cast.baker, amount=Decimal(1), line_pk=None, reason="x")


def test_a_button_that_is_pressed_twice_gives_back_once(sold, lines, cast):
    give(sold, cast, "3.00", shown_due=Decimal("21.00"))
    before = facts(sold)
    refused(
        refund_amount, sold, "AMOUNT_CHANGED",
        person=cast.baker, amount=Decimal(3), line_pk=None, reason="x", shown_due=Decimal(21),
    )  # fmt: skip
    refused(
        take_back, sold, "AMOUNT_CHANGED",
        person=cast.baker, quantities={lines[0].pk: 1}, reason="", shown_due=Decimal(14),
    )  # fmt: skip
    assert facts(sold) == before


def test_a_refund_that_was_refused_is_tried_again_once(sold, cast, gateway, engine, carry_out):
    gateway.answers = [PaymentResult.FAILED]
    give(sold, cast, "3.00")
    done = carry_out(sold)
    assert (done.refunded, done.payment_state) == (Decimal(0), "refund_due")
    assert Deviation.objects.filter(code="PAYMENT_FAILED", resolved_at=None).count() == 1
    (failed,) = sheet(sold, cast.baker, now=MONDAY).refunds
    assert failed.state == RefundState.FAILED
    retry_refund(order=sold, refund_pk=failed.pk, person=cast.baker, now=MONDAY)
    refused(retry_refund, sold, "REFUND_NOT_FAILED", refund_pk=failed.pk, person=cast.baker)
    assert carry_out(sold).refunded == engine.sum_of("REFUND_SUCCESS") == Decimal(3)
    (again,) = sheet(sold, cast.baker, now=MONDAY).refunds
    assert (again.state, again.pk != failed.pk) == (RefundState.DONE, True)
    assert not Deviation.objects.filter(resolved_at=None).exists()
    refused(retry_refund, sold, "REFUND_NOT_FAILED", refund_pk=again.pk, person=cast.baker)


def test_what_nobody_answered_is_asked_again_under_the_same_reference(sold, cast, engine, gateway, carry_out):
    give(sold, cast, "3.00")
    intent = Intent.objects.get(kind="refund")
    Intent.objects.filter(pk=intent.pk).update(state="failed", attempts=MAX_ATTEMPTS)
    retry_refund(order=sold, refund_pk=intent.pk, person=cast.operator, now=MONDAY)
    assert carry_out(sold).refunded == Decimal(3)
    assert [reference for reference, (kind, _sum) in gateway.done.items() if kind == "refund"] == [intent.reference]


def test_nobody_else_tries_again(sold, cast, gateway, carry_out):
    gateway.answers = [PaymentResult.FAILED]
    give(sold, cast, "3.00")
    carry_out(sold)
    failed = Intent.objects.get(kind="refund")
    refused(retry_refund, sold, "NOT_YOURS_TO_DO", refund_pk=failed.pk, person=cast.shopper)
    capture = Intent.objects.get(kind="capture")
    with pytest.raises(NotFound):
        retry_refund(order=sold, refund_pk=capture.pk, person=cast.baker, now=MONDAY)


def test_the_shopper_reads_why_and_how_much(sold, lines, cast, mailoutbox):
    give(sold, cast, "3.50", lines[0])
    mail = sold.mails.get(kind="refunded")
    assert send_mail(mail.pk, now=MONDAY)
    sent = mailoutbox[-1]
    assert sent.subject == f"Erstattung zu Ihrer Bestellung {sold.number} bei Bäckerei am Markt"
    assert f"/bestellung/{sold.token}/" in sent.body
    for words in ("Ware 1: 3,50 €", "Delle in der Dose", "Sie bekommen 3,50 € zurück", "Die Ware bleibt Ihre."):
        assert words in sent.body
        assert words in sent.alternatives[0][0]


@pytest.mark.django_db(transaction=True)
def test_two_clerks_never_give_back_too_much(order, cast, gateway, carry_out):
    gateway.captures = Captures.AT_CONFIRMATION
    ready(order, cast)
    carry_out(order)
    pieces = {line.pk: line.quantity for line in order.lines.all()}
    hand_over(order=order, code="1234", person=cast.baker, now=MONDAY)
    answers = at_once(
        lambda: give(order, cast, "15.00"),
        lambda: give(order, cast, "15.00"),
        lambda: take_back(order=order, quantities=pieces, reason="", person=cast.baker, now=MONDAY),
        lambda: take_back(order=order, quantities=pieces, reason="", person=cast.operator, now=MONDAY),
    )
    assert 1 <= len(refusals(answers)) <= 3
    assert set(refusals(answers)) <= {"AMOUNT_TOO_LARGE", "QUANTITY_TOO_LARGE"}
    done = carry_out(order)
    assert done.refunded == done.given_back == gateway.moved("refund") <= done.captured == Decimal(24)


@pytest.mark.django_db(transaction=True)
def test_two_clerks_try_again_at_once(order, cast, gateway, carry_out):
    gateway.captures = Captures.AT_CONFIRMATION
    ready(order, cast)
    carry_out(order)
    gateway.answers = [PaymentResult.FAILED]
    give(order, cast, "3.00")
    carry_out(order)
    failed = Intent.objects.get(kind="refund")
    answers = at_once(*[lambda: retry_refund(order=order, refund_pk=failed.pk, person=cast.baker, now=MONDAY)] * 3)
    assert refusals(answers) == ["REFUND_NOT_FAILED"] * 2
    assert carry_out(order).refunded == gateway.moved("refund") == Decimal(3)
