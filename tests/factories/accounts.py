"""People for tests: rows of ours without an account in Saleor, and accounts opened through the seam."""

from itertools import count

from marketplace.accounts.models import Person, Role
from marketplace.graphql.ids import global_id
from tests.factories.engine_accounts import make_user

_numbers = count(900_001)


def make_person(*roles: str, email: str | None = None, **fields: object) -> Person:
    """A person with the given roles (`city`, `driver`, `operator`)."""
    number = next(_numbers)
    values = {
        "saleor_user_id": global_id("User", number),
        "email": email or f"person-{number}@example.org",
        "first_name": "Person",
        "last_name": str(number),
        **fields,
    }
    person = Person.objects.create(**values)
    Role.objects.bulk_create(Role(person=person, kind=kind) for kind in roles)
    return person


def open_account(email: str, password: str, *, first_name: str = "Kundin", last_name: str = "Muster") -> str:
    """An account in the engine whose address is proven; returns the address."""
    return make_user(email, password, first_name=first_name, last_name=last_name).email
