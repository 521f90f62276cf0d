"""What must be told to the engine and the gateway is told: after crashes, lost answers and refusals, and once."""

from datetime import timedelta
from decimal import Decimal

import pytest

from marketplace.errors import DomainError, NotFound
from marketplace.orders.extensions import PaymentAnswer, PaymentResult
from marketplace.orders.models import Deviation, Intent, VendorOrder
from marketplace.orders.services import hand_over, mark_ready, reject_lines, report_payment, retry_given_up
from marketplace.orders.services.intents import LEASE, MAX_ATTEMPTS, orders_with_open_intents
from tests.factories.orders import MONDAY
from tests.marketplace.orders.acts import ready

HOUR = timedelta(hours=1)


@pytest.fixture
def handed_over(order, cast):
    """One of three pieces was rejected, the others are in Erika's hands; nobody outside knows yet."""
    first = order.lines.first()
    reject_lines(order=order, quantities={first.pk: 1}, reason="", person=cast.baker, now=MONDAY)
    mark_ready(order=order, person=cast.baker, now=MONDAY)
    hand_over(order=order, code="1234", person=cast.baker, now=MONDAY)
    return order


def assert_all_is_told(order, engine, gateway):
    order.refresh_from_db()
    assert set(order.intents.values_list("state", flat=True)) == {"done"}
    assert [engine.fulfilled[line.saleor_line_id] for line in order.lines.all()] == [2, 1]
    assert sum(engine.returned.values()) == 1
    assert (order.voided, order.captured, order.refunded) == (Decimal(10), Decimal(14), Decimal(0))
    assert engine.sum_of("CANCEL_SUCCESS") == gateway.moved("cancel") == Decimal(10)
    assert engine.sum_of("CHARGE_SUCCESS") == gateway.moved("capture") == Decimal(14)


def test_intents_are_carried_out_in_their_order(handed_over, engine, gateway, carry_out):
    kinds = ["release", "void", "fulfil", "capture"]
    assert list(handed_over.intents.values_list("kind", flat=True)) == kinds
    carry_out(handed_over)
    assert_all_is_told(handed_over, engine, gateway)
    assert orders_with_open_intents(now=MONDAY + HOUR) == []


@pytest.mark.parametrize("calls", range(1, 8))
def test_any_answer_may_get_lost(calls, handed_over, engine, gateway, carry_out):
    """The deed was done, the answer never came: the next attempt finds out and does not do it twice."""
    for attempt in range(calls):
        engine.silent = 1
        carry_out(handed_over, now=MONDAY + attempt * HOUR)
    engine.silent = 0
    carry_out(handed_over, now=MONDAY + calls * HOUR)
    assert_all_is_told(handed_over, engine, gateway)


def test_an_engine_that_is_away_is_asked_again(handed_over, engine, gateway, carry_out):
    engine.away = 1
    carry_out(handed_over)
    first = handed_over.intents.first()
    assert (first.state, first.attempts) == ("open", 1)
    assert "nobody there" in first.last_error
    assert orders_with_open_intents(now=MONDAY) == []
    assert orders_with_open_intents(now=MONDAY + HOUR) == [handed_over.pk]
    carry_out(handed_over, now=MONDAY + HOUR)
    assert_all_is_told(handed_over, engine, gateway)


def test_a_later_intent_never_overtakes(handed_over, engine, carry_out):
    engine.away = 1
    carry_out(handed_over)
    assert engine.fulfilled == {}
    assert engine.reports == {}


def test_what_never_works_is_given_up_and_shown_to_the_operator(handed_over, engine, carry_out):
    engine.away = 10**6
    for attempt in range(MAX_ATTEMPTS):
        carry_out(handed_over, now=MONDAY + attempt * 2 * HOUR)
    assert handed_over.intents.first().state == "failed"
    assert Deviation.objects.get().code == "INTENT_FAILED"


def test_a_dead_worker_delays_no_longer_than_its_lease(handed_over, engine, gateway, carry_out):
    VendorOrder.objects.filter(pk=handed_over.pk).update(lease_until=MONDAY + LEASE)
    carry_out(handed_over)
    assert engine.reports == {}
    assert orders_with_open_intents(now=MONDAY) == []
    later = MONDAY + LEASE
    assert orders_with_open_intents(now=later) == [handed_over.pk]
    carry_out(handed_over, now=later)
    assert_all_is_told(handed_over, engine, gateway)


def test_carrying_out_twice_changes_nothing(handed_over, engine, gateway, carry_out):
    carry_out(handed_over)
    entries = handed_over.history.count()
    carry_out(handed_over)
    assert_all_is_told(handed_over, engine, gateway)
    assert handed_over.history.count() == entries


def test_a_refused_capture_is_shown_to_the_operator(order, cast, engine, gateway, carry_out):
    ready(order, cast)
    hand_over(order=order, code="1234", person=cast.baker, now=MONDAY)
    gateway.answers = [PaymentResult.FAILED]
    done = carry_out(order)
    assert (done.captured, done.payment_state) == (Decimal(0), "open")
    assert done.intents.get(kind="capture").state == "failed"
    assert engine.sum_of("CHARGE_FAILURE") == Decimal(24)
    assert done.deviations.get().code == "PAYMENT_FAILED"


class TestAnswersLater:
    @pytest.fixture
    def pending(self, order, cast, gateway, carry_out):
        ready(order, cast)
        hand_over(order=order, code="1234", person=cast.baker, now=MONDAY)
        gateway.answers = [PaymentResult.PENDING]
        carry_out(order)
        return order.intents.get(kind="capture")

    def test_pending_money_counts_when_it_is_reported(self, pending, order, engine):
        assert (pending.state, order.captured) == ("pending", Decimal(0))
        answer = PaymentAnswer(result=PaymentResult.DONE, psp_reference="bank-7")
        for _ in range(2):
            report_payment(reference=pending.reference, answer=answer, now=MONDAY)
        order.refresh_from_db()
        assert (order.captured, order.payment_state) == (Decimal(24), "paid")
        assert engine.reports == {("CHARGE_SUCCESS", "bank-7"): Decimal(24)}

    def test_a_report_about_nothing(self, db):
        answer = PaymentAnswer(result=PaymentResult.DONE)
        with pytest.raises(DomainError, match="PAYMENT_UNKNOWN"):
            report_payment(reference="x", answer=answer, now=MONDAY)

    def test_pending_is_not_asked_again(self, pending, order, gateway, carry_out):
        carry_out(order, now=MONDAY + HOUR)
        assert gateway.done == {}
        assert Intent.objects.get(pk=pending.pk).state == "pending"


def test_the_operator_has_another_go_at_what_was_given_up(handed_over, cast, engine, gateway, carry_out):
    engine.away = 10**6
    for attempt in range(MAX_ATTEMPTS):
        carry_out(handed_over, now=MONDAY + attempt * 2 * HOUR)
    case = Deviation.objects.get(code="INTENT_FAILED")
    for person in (cast.baker, None):
        with pytest.raises(NotFound):
            retry_given_up(deviation_pk=case.pk, person=person, now=MONDAY + 30 * HOUR)
    engine.away = 0
    retry_given_up(deviation_pk=case.pk, person=cast.operator, now=MONDAY + 30 * HOUR)
    carry_out(handed_over, now=MONDAY + 60 * HOUR)
    assert_all_is_told(handed_over, engine, gateway)
    case.refresh_from_db()
    assert (case.resolved_by, case.note) == (cast.operator, "Noch einmal versucht.")
