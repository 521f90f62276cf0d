"""Keeps our copy of an account true, and gives roles."""

from django.db import IntegrityError, transaction

from marketplace.accounts.models import Person, Role
from marketplace.saleor import customers
from marketplace.saleor.client import Caller
from marketplace.saleor.customers import User


@transaction.atomic
def ensure_person(user: User) -> Person:
    """The person of a Saleor account, created on first sight, with the account's present name and address of mail.

    An address that was replaced stays in `previous_email` until it has been told.
    """
    copy = {
        "email": user.email,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "language": user.language[:2],
    }
    known = Person.objects.select_for_update().filter(saleor_user_id=user.id).first()
    if known is not None and known.email.lower() != user.email.lower():
        copy["previous_email"] = known.email
    person, _ = Person.objects.update_or_create(saleor_user_id=user.id, defaults=copy)
    return person


def ensure_person_of_token(*, user_id: str, email: str) -> Person:
    """The person of a verified token, created on first sight; names follow at the first sign-in."""
    try:
        with transaction.atomic():
            person, _ = Person.objects.get_or_create(saleor_user_id=user_id, defaults={"email": email})
    except IntegrityError:  # two first requests at once
        person = Person.objects.get(saleor_user_id=user_id)
    return person


def update_profile(person: Person, *, caller: Caller, first_name: str, last_name: str, language: str) -> Person:
    """Change name and language of the account, in Saleor and here. Raises SaleorRefused, SaleorUnreachable."""
    user = customers.update_account(caller=caller, first_name=first_name, last_name=last_name, language=language)
    person.first_name, person.last_name, person.language = user.first_name, user.last_name, user.language[:2]
    person.save(update_fields=["first_name", "last_name", "language"])
    return person


def grant_role(person: Person, kind: Role.Kind | str) -> Role:
    """Let the person act in a role; granting twice changes nothing."""
    return Role.objects.get_or_create(person=person, kind=Role.Kind(kind))[0]


def revoke_role(person: Person, kind: Role.Kind | str) -> None:
    Role.objects.filter(person=person, kind=Role.Kind(kind)).delete()
