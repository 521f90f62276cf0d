"""Steps that many tests take."""

import pytest

from marketplace.errors import DomainError
from marketplace.orders.models import VendorOrder
from marketplace.orders.services import confirm_order, mark_ready
from tests.factories.orders import MONDAY


def facts(order) -> tuple:
    """All that a refusal must leave as it is."""
    row = VendorOrder.objects.get(pk=order.pk)
    counts = row.history.count(), row.intents.count(), row.mails.count()
    return row.state, row.given_back, counts, [line.quantity_rejected for line in row.lines.all()]


def refused(act, order, expected, /, **more) -> DomainError:
    before = facts(order)
    with pytest.raises(DomainError) as refusal:
        act(order=order, now=MONDAY, **more)
    assert refusal.value.code == expected
    assert facts(order) == before
    return refusal.value


def ready(order, cast):
    confirm_order(order=order, person=cast.baker, now=MONDAY)
    return mark_ready(order=order, person=cast.baker, now=MONDAY)
