"""Who somebody is, and what they may do for the town."""

from django.db.models import QuerySet

from marketplace.accounts.models import Person, Role
from marketplace.graphql.context import Context


def person_of(context: Context) -> Person | None:
    """The person behind a GraphQL operation; None for nobody and for the App. At most two queries an operation."""
    requestor = context.requestor
    if not requestor.is_user or requestor.user_id is None:
        return None
    if "accounts.person" not in context.memory:
        context.memory["accounts.person"] = person_by_saleor_id(requestor.user_id)
    person: Person | None = context.memory["accounts.person"]
    return person


def person_by_saleor_id(saleor_user_id: str) -> Person | None:
    """The person with that Saleor account, roles loaded."""
    return _active().filter(saleor_user_id=saleor_user_id).first()


def active_person(pk: int) -> Person | None:
    """The person of that key unless erased, roles loaded."""
    return _active().filter(pk=pk).first()


def _active() -> QuerySet[Person]:
    return Person.objects.filter(erased_at=None).prefetch_related("roles")


def person_by_email(email: str) -> Person | None:
    """The person with that address of mail, in any spelling of upper and lower case."""
    return Person.objects.filter(email__iexact=email).order_by("pk").first()


def has_role(person: Person | None, *kinds: str) -> bool:
    """True if the person holds any of the roles. Costs no query when the person's roles are loaded."""
    return person is not None and any(role.kind in kinds for role in person.roles.all())


def roles_of(person: Person) -> tuple[str, ...]:
    """The person's roles, sorted."""
    return tuple(sorted(role.kind for role in person.roles.all()))


def people_with_role(kind: Role.Kind | str) -> list[Person]:
    """Everybody who holds the role, by name."""
    return list(Person.objects.filter(roles__kind=kind).order_by("last_name", "first_name", "pk"))
