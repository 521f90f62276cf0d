"""Nobody was there, or the goods were not: shopper, shop and operator learn of it."""

from datetime import timedelta

import pytest
from django.core import mail

from marketplace.orders.models import Deviation, OrderMail, VendorOrder
from marketplace.orders.services import mark_ready
from marketplace.orders.services.mails import send_mail
from plugins.pooled_delivery.models import Stop, StopKind
from plugins.pooled_delivery.services.deliveries import UNDO, close_brought_orders, tell_missed_orders
from plugins.pooled_delivery.services.stops import complete_stop, reopen_stop, report_not_met
from tests.factories.accounts import make_person
from tests.plugins.pooled_delivery.test_close_brought_orders import AFTERNOON, orders

__all__ = ["orders"]


def cases():
    return list(Deviation.objects.filter(resolved_at=None).order_by("order").values_list("code", "order"))


@pytest.fixture
def drop(orders, driver):
    stop = Stop.objects.get(kind=StopKind.DROP)
    return report_not_met(stop=stop, reason="Niemand öffnet", person=driver, now=AFTERNOON)


def test_a_minute_later_everybody_knows_and_once(orders, drop, driver):
    assert tell_missed_orders(now=AFTERNOON + UNDO / 2) == 0
    assert not OrderMail.objects.filter(kind="not_met").exists()
    assert tell_missed_orders(now=AFTERNOON + UNDO) == 1
    assert tell_missed_orders(now=AFTERNOON + 2 * UNDO) == 0
    assert cases() == [("NOT_MET", order.pk) for order in orders]
    entry = orders[0].history.get(kind="not_met")
    assert (entry.role, entry.person, entry.data["reason"]) == ("driver", driver, "Niemand öffnet")
    row = OrderMail.objects.get(kind="not_met", order=orders[0])
    assert send_mail(row.pk, now=AFTERNOON + 2 * UNDO)
    message = mail.outbox[-1]
    assert message.to == [orders[0].email]
    for text in (message.body, message.alternatives[0][0]):
        assert "Niemand öffnet" in text
        assert "Wir rufen Sie an oder schreiben Ihnen" in text
        assert orders[0].number in text


def test_a_run_that_was_cut_off_writes_no_second_mail(orders, drop):
    tell_missed_orders(now=AFTERNOON + UNDO)
    Stop.objects.update(told_at=None)
    assert tell_missed_orders(now=AFTERNOON + 2 * UNDO) == 1
    assert OrderMail.objects.filter(kind="not_met").count() == len(orders)


def test_a_slip_of_the_finger_is_told_to_nobody(orders, drop, driver):
    reopen_stop(stop=drop, person=driver, now=AFTERNOON + UNDO / 2)
    assert tell_missed_orders(now=AFTERNOON + UNDO) == 0
    assert cases() == []


def test_a_second_attempt_in_vain_is_told_again(orders, drop, driver):
    tell_missed_orders(now=AFTERNOON + UNDO)
    later = AFTERNOON + timedelta(hours=1)
    reopen_stop(stop=drop, person=driver, now=later)
    report_not_met(stop=drop, reason="Wieder niemand", person=driver, now=later)
    assert tell_missed_orders(now=later + UNDO) == 1
    assert OrderMail.objects.filter(kind="not_met", order=orders[0]).count() == 2
    assert cases() == [("NOT_MET", order.pk) for order in orders]


def test_goods_that_are_brought_after_all_settle_the_case(orders, drop, driver):
    tell_missed_orders(now=AFTERNOON + UNDO)
    mark_ready(order=orders[1], person=make_person("operator"), now=AFTERNOON)
    complete_stop(stop=drop, person=driver, now=AFTERNOON + timedelta(hours=1))
    assert close_brought_orders(now=AFTERNOON + timedelta(hours=2)) == 2
    assert cases() == []


def test_goods_that_were_not_there_are_the_operators_matter_alone(orders, driver):
    stop = Stop.objects.get(kind=StopKind.COLLECT, vendor=orders[0].vendor)
    report_not_met(stop=stop, reason="Laden zu", person=driver, now=AFTERNOON)
    assert tell_missed_orders(now=AFTERNOON + UNDO) == 1
    assert cases() == [("NOT_COLLECTED", orders[0].pk)]
    assert not OrderMail.objects.filter(kind="not_met").exists()
    assert VendorOrder.objects.get(pk=orders[0].pk).history.filter(kind="not_collected").exists()
