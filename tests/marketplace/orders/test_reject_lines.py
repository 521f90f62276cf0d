"""What a shop cannot give: the shopper is told, the goods are free again, the money comes back."""

from datetime import timedelta
from decimal import Decimal

import pytest

from marketplace.orders.extensions import Captures
from marketplace.orders.models import VendorOrder
from marketplace.orders.rules.deadlines import UNCOLLECTED_FOR
from marketplace.orders.services import (
    cancel_order,
    confirm_order,
    hand_over,
    mark_ready,
    reject_lines,
    rejections,
    release_overdue,
    resolve_deviation,
    take_back,
)
from marketplace.orders.services.deviations import flag
from marketplace.orders.services.rejections import release_order
from tests.factories.orders import MONDAY, make_order
from tests.marketplace.orders.acts import ready, refused


@pytest.fixture
def lines(order):
    return list(order.lines.all())


def reject(order, cast, quantities, reason="Leider ausverkauft."):
    return reject_lines(order=order, quantities=quantities, reason=reason, person=cast.baker, now=MONDAY)


def test_some_pieces(order, lines, cast, engine, gateway, carry_out):
    changed = reject(order, cast, {lines[0].pk: 1})
    assert (changed.state, changed.given_back, changed.due) == ("partly_rejected", Decimal(10), Decimal(14))
    assert changed.confirmed_at == MONDAY
    done = carry_out(order)
    assert (done.voided, done.captured, done.refunded) == (Decimal(10), Decimal(0), Decimal(0))
    assert engine.returned == {lines[0].saleor_line_id: 1}
    assert engine.sum_of("CANCEL_SUCCESS") == gateway.moved("cancel") == Decimal(10)
    entry = order.history.get(kind="lines_rejected")
    assert entry.data["lines"] == [{"line": lines[0].pk, "name": "Ware 1", "quantity": 1, "amount": "10.00"}]
    assert order.mails.get().kind == "lines_rejected"


def test_what_is_left_is_paid_and_handed_over(order, lines, cast, engine, gateway, carry_out):
    reject(order, cast, {lines[0].pk: 1})
    mark_ready(order=order, person=cast.baker, now=MONDAY)
    hand_over(order=order, code="1234", person=cast.baker, now=MONDAY)
    done = carry_out(order)
    assert (done.captured, done.voided, done.payment_state) == (Decimal(14), Decimal(10), "paid")
    assert engine.fulfilled == {lines[0].saleor_line_id: 2, lines[1].saleor_line_id: 1}
    assert engine.returned == {lines[0].saleor_line_id: 1}


def test_all_pieces_cancel_the_order(cast, engine, gateway, way, carry_out):
    order = make_order(
        cast.bakery,
        (2, "10.00"),
        person=cast.shopper,
        delivery_price="3.50",
        fulfilment_method="fake_way",
        fulfilment_reference="place-9",
    )
    changed = reject(order, cast, {order.lines.get().pk: 2})
    assert (changed.state, changed.cancelled_at, changed.due) == ("cancelled", MONDAY, Decimal(0))
    assert carry_out(order).voided == Decimal("23.50")
    assert order.payment_state == "nothing_due"
    assert way.cancelled == ["place-9"]
    assert list(order.mails.values_list("kind", flat=True)) == ["cancelled"]


def test_taken_money_is_refunded(order, lines, cast, engine, gateway, carry_out):
    gateway.captures = Captures.AT_CONFIRMATION
    confirm_order(order=order, person=cast.baker, now=MONDAY)
    carry_out(order)
    reject(order, cast, {lines[1].pk: 1})
    done = carry_out(order)
    assert (done.captured, done.voided, done.refunded) == (Decimal(24), Decimal(0), Decimal(4))
    assert done.payment_state == "paid"
    assert engine.sum_of("REFUND_SUCCESS") == gateway.moved("refund") == Decimal(4)


def test_money_that_is_just_being_taken_is_refunded_too(order, lines, cast, gateway, carry_out):
    """The capture is planned, not done, when the rejection comes: the plan counts, so nothing is given back twice."""
    gateway.captures = Captures.AT_CONFIRMATION
    confirm_order(order=order, person=cast.baker, now=MONDAY)
    reject(order, cast, {lines[1].pk: 1})
    done = carry_out(order)
    assert (done.captured, done.voided, done.refunded) == (Decimal(24), Decimal(0), Decimal(4))


def test_money_charged_with_the_order_comes_back(order, cast, gateway, carry_out):
    VendorOrder.objects.filter(pk=order.pk).update(captured=order.total)
    cancel_order(order=order, person=cast.shopper, now=MONDAY)
    done = carry_out(order)
    assert (done.refunded, done.payment_state) == (Decimal(24), "refunded")


def test_piece_by_piece_leaves_no_cent(cast, engine, gateway, way, carry_out):
    order = make_order(cast.bakery, (3, "3.33"), person=cast.shopper)
    line = order.lines.get()
    order.lines.update(total=Decimal("10.00"))
    VendorOrder.objects.filter(pk=order.pk).update(subtotal=Decimal("10.00"), total=Decimal("10.00"))
    for _ in range(3):
        reject(order, cast, {line.pk: 1})
    assert carry_out(order).voided == Decimal("10.00")
    assert order.state == "cancelled"


@pytest.mark.parametrize("quantities", [{}, {1: 0}])
def test_nothing_selected(quantities, order, cast):
    refused(reject_lines, order, "NOTHING_SELECTED", person=cast.baker, quantities=quantities, reason="")


def test_too_many_and_foreign_lines_are_refused_whole(order, lines, cast):
    foreign = make_order(cast.flowers, person=cast.shopper).lines.first()
    first, second = lines
    for quantities, code in [
        ({first.pk: 3}, "QUANTITY_TOO_LARGE"),
        ({first.pk: -1}, "QUANTITY_TOO_LARGE"),
        ({second.pk: 1, first.pk: 3}, "QUANTITY_TOO_LARGE"),
        ({second.pk: 1, foreign.pk: 1}, "LINE_UNKNOWN"),
    ]:
        refused(reject_lines, order, code, person=cast.baker, quantities=quantities, reason="")


@pytest.mark.parametrize("who", ["shopper", "florist", "stranger", "driver"])
def test_only_the_shop_and_the_operator_reject(who, order, lines, cast):
    refused(reject_lines, order, "NOT_YOURS_TO_DO", person=getattr(cast, who), quantities={lines[0].pk: 1}, reason="")


def test_a_rejection_after_packing_leaves_it_ready(order, lines, cast):
    ready(order, cast)
    assert reject(order, cast, {lines[0].pk: 2}).state == "ready"


class TestCancel:
    def test_a_shopper_changes_their_mind(self, order, cast, carry_out):
        assert cancel_order(order=order, person=cast.shopper, now=MONDAY).state == "cancelled"
        assert carry_out(order).voided == Decimal(24)
        assert set(order.mails.values_list("kind", flat=True)) == {"cancelled", "vendor_cancelled"}

    def test_the_holder_of_the_token_is_the_shopper(self, order):
        cancel_order(order=order, person=None, now=MONDAY)
        assert order.history.get().role == "shopper"

    def test_too_late_for_the_shopper_not_for_the_shop(self, order, cast):
        confirm_order(order=order, person=cast.baker, now=MONDAY)
        refused(cancel_order, order, "TOO_LATE_TO_CANCEL", person=cast.shopper)
        refused(cancel_order, order, "NOT_YOURS_TO_DO", person=cast.stranger)
        assert cancel_order(order=order, person=cast.baker, now=MONDAY).state == "cancelled"

    def test_the_clock_releases_what_nobody_collected(self, order, cast):
        ready(order, cast)
        VendorOrder.objects.filter(pk=order.pk).update(ends=MONDAY + timedelta(hours=6))
        assert release_overdue(now=MONDAY + UNCOLLECTED_FOR) == 0
        late = MONDAY + timedelta(hours=6) + UNCOLLECTED_FOR
        assert release_overdue(now=late) == 1
        entry = order.history.last()
        assert (entry.kind, entry.role, entry.data["reason"]) == (
            "cancelled",
            "system",
            "Die Ware wurde nicht abgeholt.",
        )
        assert {row.kind for row in order.mails.all()} >= {"cancelled", "vendor_cancelled"}
        assert release_overdue(now=late) == 0
        assert release_order(order_pk=order.pk, now=late) is None

    @pytest.mark.parametrize("whole", [True, False])
    def test_the_clock_releases_what_no_shop_answered_unless_the_operator_is_at_it(self, order, cast, whole):
        late = MONDAY + timedelta(days=15)
        case = flag(order.purchase, "TOTAL_CHANGED", order=None if whole else order, now=MONDAY)
        assert release_overdue(now=late) == 0
        resolve_deviation(deviation_pk=case.pk, note="Der Laden meldet sich", person=cast.operator, now=MONDAY)
        assert release_overdue(now=late) == 1
        assert order.history.last().data["reason"] == "Der Laden hat die Bestellung nicht bestätigt."

    def test_one_that_cannot_be_released_does_not_hold_up_the_others(self, order, cast, monkeypatch, caplog):
        late, other = MONDAY + timedelta(days=15), make_order(cast.bakery)
        real = rejections.release_order

        def breaks_at_the_first(*, order_pk, now):
            if order_pk == order.pk:
                raise RuntimeError("no state is like this")
            return real(order_pk=order_pk, now=now)

        monkeypatch.setattr(rejections, "release_order", breaks_at_the_first)
        assert release_overdue(now=late) == 1
        other.refresh_from_db()
        assert other.state == "cancelled"
        assert f"order {order.pk} is overdue" in caplog.text

    def test_whoever_was_faster_than_the_clock_keeps_the_order(self, order, cast):
        confirm_order(order=order, person=cast.baker, now=MONDAY)
        assert release_order(order_pk=order.pk, now=MONDAY + timedelta(days=60)) is None


class TestTakeBack:
    def test_money_comes_back_and_the_order_stays_handed_over(self, order, lines, cast, engine, gateway, carry_out):
        ready(order, cast)
        hand_over(order=order, code="1234", person=cast.baker, now=MONDAY)
        carry_out(order)
        take_back(order=order, quantities={lines[0].pk: 2}, reason="defekt", person=cast.baker, now=MONDAY)
        done = carry_out(order)
        assert (done.state, done.refunded, done.due, done.payment_state) == (
            "handed_over",
            Decimal(20),
            Decimal(4),
            "paid",
        )
        assert engine.returned == {}
        assert done.mails.filter(kind="returned").count() == 1

    def test_before_the_hand_over_there_is_nothing_to_take_back(self, order, lines, cast):
        refused(take_back, order, "ORDER_STATE_CHANGED", person=cast.baker, quantities={lines[0].pk: 1}, reason="")
