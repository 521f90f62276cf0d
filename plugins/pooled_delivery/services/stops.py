"""Driving a tour: what was collected, brought, or could not be brought."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from marketplace.accounts.models import Person
from marketplace.errors import DomainError
from plugins.pooled_delivery.models import Load, Stop, StopKind, StopState

MAX_REASON = 200


@transaction.atomic
def complete_stop(*, stop: Stop, person: Person | None, now: datetime) -> Stop:
    """The goods were collected at the shop, or brought to the shopper. Doing it again changes nothing.

    Raises DomainError NOTHING_TO_DO if no firm load changes hands there.
    """
    row = _locked(stop)
    if row.state == StopState.DONE:
        return row
    loads = _firm_loads(row)
    if not loads:
        raise DomainError("NOTHING_TO_DO", _("An diesem Halt gibt es nichts zu tun."))
    if row.kind == StopKind.COLLECT:
        Load.objects.filter(pk__in=[load.pk for load in loads], collected_at=None).update(collected_at=now)
    return _close(row, StopState.DONE, "", person, now)


@transaction.atomic
def report_not_met(*, stop: Stop, reason: str, person: Person | None, now: datetime) -> Stop:
    """Nobody was there to take the goods, or the shop had none. Doing it again with the same reason changes nothing; a
    later `complete_stop` overrules it.

    Raises DomainError REASON_MISSING, or STOP_DONE when the goods have changed hands already.
    """
    text = " ".join(reason.split())[:MAX_REASON]
    if not text:
        raise DomainError("REASON_MISSING", _("Bitte schreiben Sie kurz, was war."), field="reason")
    row = _locked(stop)
    if row.state == StopState.DONE:
        raise DomainError("STOP_DONE", _("Dieser Halt ist schon als erledigt gemeldet."))
    if row.state == StopState.NOT_MET and row.reason == text:
        return row
    return _close(row, StopState.NOT_MET, text, person, now)


@transaction.atomic
def reopen_stop(*, stop: Stop, person: Person | None, now: datetime) -> Stop:
    """Undo a slip of the finger. Raises DomainError TOO_LATE once an order has been closed because of it."""
    row = _locked(stop)
    if row.state == StopState.OPEN:
        return row
    loads = _firm_loads(row)
    if any(load.handed_over_at for load in loads):
        raise DomainError("TOO_LATE", _("Die Bestellung ist schon als geliefert gemeldet."))
    if row.kind == StopKind.COLLECT:
        Load.objects.filter(pk__in=[load.pk for load in loads]).update(collected_at=None)
    row.state, row.reason, row.done_at, row.done_by = StopState.OPEN, "", None, None
    row.save(update_fields=["state", "reason", "done_at", "done_by"])
    return row


def _locked(stop: Stop) -> Stop:
    return Stop.objects.select_for_update().get(pk=stop.pk)


def _firm_loads(stop: Stop) -> list[Load]:
    rows = Load.objects.filter(held_until=None, cancelled_at=None)
    return list(rows.filter(collect=stop) if stop.kind == StopKind.COLLECT else rows.filter(drop=stop))


def _close(row: Stop, state: StopState, reason: str, person: Person | None, now: datetime) -> Stop:
    row.state, row.reason, row.done_at, row.done_by = state, reason, now, person
    row.save(update_fields=["state", "reason", "done_at", "done_by"])
    return row
