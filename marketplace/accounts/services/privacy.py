"""What we know about a person, handed out and forgotten (GDPR Art. 15, 17 and 20)."""

import logging
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from marketplace.accounts.extensions import personal_data
from marketplace.accounts.models import Erasure, Person
from marketplace.errors import DomainError
from marketplace.saleor import customers, orders
from marketplace.saleor.client import Caller, SaleorRefused, SaleorUnreachable

logger = logging.getLogger(__name__)


def export_person(person: Person, *, caller: Caller, now: datetime) -> dict[str, Any]:
    """Everything held about the person, by who holds it, as plain JSON values.

    `caller` is the person's own: the account, its addresses and orders come from Saleor.
    Raises SaleorRefused, SaleorUnreachable: half an answer would be a wrong one.
    """
    exported: dict[str, Any] = {"exported_at": now.isoformat(), "account": _account(caller)}
    for code in personal_data.codes():
        if held := personal_data[code].export(person):
            exported[code] = held
    return exported


def erase_person(person: Person, *, now: datetime) -> Erasure:
    """Forget the person here at once and have the account in Saleor deleted right after.

    What the law obliges us to keep (invoices, tax records) stays and is named in `remains`.
    Raises DomainError ERASED if it was done before; a holder of data may refuse with its own DomainError (an open
    order), then nothing is erased.
    """
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person.pk)
        if person.erased_at is not None:
            raise DomainError("ERASED", _("Dieses Konto ist schon gelöscht."))
        remains = [personal_data[code].erase(person, now=now) for code in personal_data.codes()]
        erasure = Erasure.objects.create(
            person=person,
            saleor_user_id=person.saleor_user_id,
            requested_at=now,
            remains=[sentence for sentence in remains if sentence],
        )
        _anonymise(person, now=now)
    _delete_account(erasure, now=now)
    return erasure


def refuse_erasure(person: Person, *, now: datetime) -> None:
    """Raise the DomainError with which a holder of data would refuse to erase the person now; nothing is erased."""
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person.pk)
        for code in personal_data.codes():
            personal_data[code].erase(person, now=now)
        transaction.set_rollback(True)


def finish_erasures(*, now: datetime) -> int:
    """Delete the accounts that Saleor could not delete when the person asked; returns how many are done now."""
    return sum(_delete_account(erasure, now=now) for erasure in Erasure.objects.filter(finished_at=None).order_by("pk"))


def _account(caller: Caller) -> dict[str, Any]:
    account = customers.own_account(caller)
    if account is None:
        return {}
    return {
        "user": asdict(account.user),
        "addresses": [asdict(address) for address in account.addresses],
        "orders": [
            {"number": each.number, "created_at": each.created_at.isoformat(), "total": str(each.total.amount)}
            for each in orders.all_orders_of(caller)
        ],
    }


def _anonymise(person: Person, *, now: datetime) -> None:
    person.roles.all().delete()
    person.saleor_user_id, person.email = f"erased:{person.pk}", f"erased-{person.pk}@invalid"
    person.first_name = person.last_name = person.previous_email = ""
    person.erased_at = now
    person.save()


def _delete_account(erasure: Erasure, *, now: datetime) -> bool:
    """True if Saleor's account is gone. Doing it twice is harmless."""
    try:
        customers.delete_customer(erasure.saleor_user_id)
    except SaleorUnreachable as error:
        logger.warning("the account of erasure %s stays for now: %s", erasure.pk, error)
        return False
    except SaleorRefused as refusal:
        if refusal.code != "NOT_FOUND":
            logger.exception("Saleor refuses to delete the account of erasure %s", erasure.pk)
            return False
    erasure.finished_at, erasure.saleor_user_id = now, ""
    erasure.save(update_fields=["finished_at", "saleor_user_id"])
    return True
