"""A process is killed between what the engine did and our row: the task finishes it, once."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from marketplace.orders.models import OrderMail, PaymentAttempt, Placement, Purchase, VendorOrder
from marketplace.orders.services import confirm_order, hand_over, mark_ready
from marketplace.orders.services.intents import LEASE, carry_out, orders_with_open_intents
from marketplace.orders.services.placements import abandoned, finish
from marketplace.saleor import orders as saleor_orders
from tests.factories.accounts import make_person
from tests.factories.baskets import MONDAY
from tests.marketplace.orders.shopping import basket_over, order_over

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[3]
PREPARE = """
import os, signal, sys
from datetime import datetime
import django
django.setup()
import config.celery
from marketplace.saleor import {module}
done = {module}.{name}
def then_die(*args, **call):
    done(*args, **call)
    os.kill(os.getpid(), signal.SIGKILL)
{module}.{name} = then_die
now = datetime.fromisoformat(sys.argv[1])
"""
PLACE = (
    PREPARE
    + """
from marketplace.orders.services import place_order
place_order(checkout_id=sys.argv[2], payment_method="pay_on_handover", person=None, language="de", now=now)
"""
)
CARRY_OUT = (
    PREPARE
    + """
from marketplace.orders.services.intents import carry_out
carry_out(int(sys.argv[2]), now=now)
"""
)


def run_and_die(script: str, *arguments: object) -> None:
    """Run a script on this test's database in a process of its own, which must be killed in the middle."""
    held = connection.settings_dict
    address = f"postgres://{held['USER']}:{held['PASSWORD']}@{held['HOST']}:{held['PORT']}/{held['NAME']}"
    environment = os.environ | {"DATABASE_URL": address.replace(":@", "@"), "DJANGO_SETTINGS_MODULE": "config.settings"}
    ended = subprocess.run(
        [sys.executable, "-c", script, MONDAY.isoformat(), *map(str, arguments)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr


@pytest.mark.parametrize(
    ("module", "name"),
    [("payments", "initialize_transaction"), ("checkouts", "complete_checkout"), ("orders", "order")],
)
def test_killed_while_placing(module, name, shops):
    checkout_id = basket_over(shops)
    run_and_die(PLACE.format(module=module, name=name), checkout_id)
    assert not Purchase.objects.exists()
    assert Placement.objects.get().state == "started"

    later = MONDAY + LEASE + timedelta(seconds=1)
    assert abandoned(now=later) == [checkout_id]
    purchase = finish(checkout_id, now=later)
    assert finish(checkout_id, now=later) == purchase
    assert purchase.vendor_orders.count() == 3
    assert purchase.deviations.count() == 0
    assert PaymentAttempt.objects.filter(voided=False).count() == 1
    assert OrderMail.objects.count() == 6


@pytest.mark.parametrize(("module", "name"), [("orders", "fulfill"), ("payments", "report_event")])
def test_killed_while_telling_the_engine(module, name, shops):
    operator = make_person("operator")
    purchase = order_over(shops[:1], person=make_person())
    order = purchase.vendor_orders.get()
    confirm_order(order=order, person=operator, now=MONDAY)
    mark_ready(order=order, person=operator, now=MONDAY)
    hand_over(order=order, code=_code(order), person=operator, now=MONDAY)
    run_and_die(CARRY_OUT.format(module=module, name=name), order.pk)
    assert VendorOrder.objects.get().captured == 0

    assert orders_with_open_intents(now=MONDAY) == []
    later = MONDAY + LEASE + timedelta(seconds=1)
    assert orders_with_open_intents(now=later) == [order.pk]
    carry_out(order.pk, now=later)
    order.refresh_from_db()
    assert (order.captured, order.payment_state) == (order.total, "paid")
    engine_order = saleor_orders.order(purchase.saleor_order_id)
    assert [line.quantity_fulfilled for line in engine_order.lines] == [1, 1]
    assert len(engine_order.fulfillments) == 1
    (paid,) = engine_order.transactions
    assert (paid.charged.amount, paid.authorized.amount) == (order.total, 0)


def _code(order: VendorOrder) -> str:
    from marketplace.orders.selectors.sheets import sheet

    return sheet(order, None, now=MONDAY).way.code


def test_these_processes_share_our_settings():
    assert settings.SALEOR_API_URL is None
