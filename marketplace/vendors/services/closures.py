"""Planned closures of a shop. The database refuses overlaps; we name the one that is in the way."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from marketplace.errors import DomainError
from marketplace.vendors.models import Closure, Vendor
from marketplace.vendors.rules.spans import local_midnight
from marketplace.vendors.selectors import region
from marketplace.vendors.services.changes import refuse_invalid
from marketplace.vendors.wording import span_of_days

LONGEST = timedelta(days=366)


def close_days(*, vendor: Vendor, first: date, last: date, reason: str = "", now: datetime) -> Closure:
    """Close the shop on whole local days, both included. Raises as `close_between`."""
    starts = local_midnight(first, region())
    ends = local_midnight(last + timedelta(days=1), region())
    return close_between(vendor=vendor, starts=starts, ends=ends, reason=reason, now=now)


def close_between(*, vendor: Vendor, starts: datetime, ends: datetime, reason: str = "", now: datetime) -> Closure:
    """Close the shop from `starts` up to, not including, `ends`.

    Raises DomainError CLOSURE_EMPTY, CLOSURE_PAST, CLOSURE_TOO_LONG, CLOSURE_OVERLAPS, TOO_LONG (reason).
    """
    if ends <= starts:
        raise DomainError("CLOSURE_EMPTY", _("Das Ende muss nach dem Beginn liegen."), field="ends")
    if ends <= now:
        raise DomainError("CLOSURE_PAST", _("Diese Zeit ist schon vorbei."), field="ends")
    if ends - starts > LONGEST:
        raise DomainError("CLOSURE_TOO_LONG", _("Eine Schließung kann höchstens ein Jahr dauern."), field="ends")
    closure = Closure(vendor=vendor, starts=starts, ends=ends, reason=reason.strip())
    refuse_invalid(closure, ["reason"])
    try:
        with transaction.atomic():
            closure.save()
    except IntegrityError:
        raise _overlap(vendor, starts, ends) from None
    return closure


def remove_closure(*, closure: Closure) -> None:
    """Take back a planned closure; one that is gone already is fine."""
    Closure.objects.filter(pk=closure.pk).delete()


def _overlap(vendor: Vendor, starts: datetime, ends: datetime) -> DomainError:
    other = Closure.objects.filter(vendor=vendor, starts__lt=ends, ends__gt=starts).first()
    when = span_of_days(other.starts, other.ends) if other else _("zu dieser Zeit")
    sentence = _("Es gibt schon eine Schließung: {when}. Bitte ändern Sie die Zeiten oder löschen Sie sie zuerst.")
    return DomainError("CLOSURE_OVERLAPS", sentence.format(when=when), field="starts")
