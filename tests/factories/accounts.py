"""People for tests. They have no account in Saleor; sign-in tests make one through the seam."""

from itertools import count

from marketplace.accounts.models import Person, Role
from marketplace.graphql.ids import global_id

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
