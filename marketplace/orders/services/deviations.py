"""Marks what is not as agreed, and takes the mark off when the operator has decided."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from marketplace.accounts.models import Person
from marketplace.accounts.selectors import has_role
from marketplace.errors import DomainError, NotFound
from marketplace.orders.models import Deviation, Purchase, VendorOrder

MISSED = ("NOT_MET", "NOT_COLLECTED")


def flag(
    purchase: Purchase, code: str, *, order: VendorOrder | None = None, now: datetime, **details: object
) -> Deviation:
    """Mark a deviation once: an open one with the same code and order is left as it is."""
    found = Deviation.objects.filter(purchase=purchase, order=order, code=code, resolved_at__isnull=True).first()
    return found or Deviation.objects.create(purchase=purchase, order=order, code=code, details=details, found_at=now)


@transaction.atomic
def resolve_deviation(*, deviation_pk: int, note: str, person: Person | None, now: datetime) -> Deviation:
    """The operator has talked to everybody and says what was decided. Raises NotFound, DomainError NOTE_MISSING."""
    deviation = held_deviation(deviation_pk, person)
    if not note.strip():
        raise DomainError("NOTE_MISSING", _("Bitte schreiben Sie auf, was vereinbart wurde."), field="note")
    return settle_deviation(deviation, note=note.strip(), person=person, now=now)


def settle_missed(order: VendorOrder, *, now: datetime) -> None:
    """The goods have changed hands after all: nobody needs to call any more."""
    missed = Deviation.objects.filter(order=order, code__in=MISSED, resolved_at__isnull=True)
    missed.update(resolved_at=now, note=_("Die Ware ist inzwischen übergeben."))


def settle_deviation(deviation: Deviation, *, note: str, person: Person | None, now: datetime) -> Deviation:
    """Take the mark off a deviation that the caller holds."""
    deviation.resolved_at, deviation.resolved_by, deviation.note = now, person, note
    deviation.save(update_fields=["resolved_at", "resolved_by", "note"])
    return deviation


def held_deviation(deviation_pk: int, person: Person | None) -> Deviation:
    """An open deviation, locked until the transaction ends, for the operator. Raises NotFound."""
    rows = Deviation.objects.select_for_update().filter(pk=deviation_pk, resolved_at__isnull=True)
    deviation = rows.first() if has_role(person, "operator") else None
    if deviation is None:
        raise NotFound("id")
    return deviation
