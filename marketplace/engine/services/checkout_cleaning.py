"""What checkouts leave behind: reservations that have ended, baskets that nobody finishes, their addresses."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from marketplace.engine.models import Address, Checkout, Reservation
from marketplace.engine.rules.checkout_age import EMPTY, OF_CUSTOMER, OF_NOBODY

BATCH = 500


@transaction.atomic
def delete_ended_reservations(*, now: datetime) -> int:
    """Forget reservations that count no more; returns how many. Rows that somebody is changing are left to them."""
    ended = Reservation.objects.filter(reserved_until__lte=now).select_for_update(skip_locked=True)
    deleted, _by_model = Reservation.objects.filter(pk__in=list(ended.values_list("pk", flat=True))).delete()
    return deleted


def delete_abandoned_checkouts(*, now: datetime) -> int:
    """Forget checkouts that were not touched for long, with their addresses; at most a batch. Returns how many.

    One with a payment stays: money needs its story.
    """
    abandoned = Checkout.objects.filter(transactions__isnull=True).filter(
        Q(lines__isnull=True, updated_at__lt=now - EMPTY)
        | Q(user__isnull=True, updated_at__lt=now - OF_NOBODY)
        | Q(updated_at__lt=now - OF_CUSTOMER)
    )
    keys = list(abandoned.order_by("updated_at").values_list("pk", flat=True).distinct()[:BATCH])
    with transaction.atomic():
        rows = Checkout.objects.select_for_update(no_key=True, skip_locked=True).filter(pk__in=keys)
        held = list(rows.values_list("pk", "shipping_address", "billing_address"))
        Checkout.objects.filter(pk__in=[pk for pk, _shipping, _billing in held]).delete()
        addresses = {address for _pk, *both in held for address in both if address is not None}
        Address.objects.filter(pk__in=addresses, user__isnull=True).delete()
    return len(held)
