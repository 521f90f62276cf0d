"""Gives out numbers without gaps."""

from django.db import transaction

from marketplace.orders.models import NumberCircle


def hold_circle(circle: str) -> NumberCircle:
    """The row of a circle, locked until the open transaction ends: one holder after the other.

    Raises RuntimeError outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"circle {circle} was taken outside transaction.atomic")
    NumberCircle.objects.bulk_create([NumberCircle(name=circle)], ignore_conflicts=True)
    return NumberCircle.objects.select_for_update().get(name=circle)


def next_number(circle: str) -> int:
    """The next number of a circle, from 1, to be used in the transaction that is open now.

    Numbers become visible in their order, and a rollback gives the number back.
    """
    return count_up(hold_circle(circle))


def count_up(row: NumberCircle) -> int:
    """The next number of a circle that the open transaction holds."""
    row.last += 1
    row.save(update_fields=["last"])
    return row.last
