"""How the engine says no: DomainError with Saleor's codes; several at once as Refusals."""

from collections.abc import Sequence
from uuid import UUID

from django.db import DatabaseError, DataError

from marketplace.errors import DomainError
from marketplace.graphql import ids


class Refusals(Exception):
    """Several refusals of one input, e.g. of several lines."""

    def __init__(self, errors: Sequence[DomainError]) -> None:
        super().__init__("; ".join(str(error) for error in errors))
        self.errors = list(errors)


def refusal_of(error: DatabaseError) -> DomainError:
    """What the database refused, in words for a client: a value that is too long or taken meanwhile by somebody else.

    Any other error is a defect and is raised on. https://www.postgresql.org/docs/current/errcodes-appendix.html
    """
    state = getattr(error.__cause__, "sqlstate", None)
    if state == "23505":
        return DomainError("UNIQUE", "Such an object exists already.")
    if isinstance(error, DataError):
        return DomainError("INVALID", "A value is too long or too large.")
    raise error


def pk_of(type_name: str, value: str | None, *, field: str | None = "id") -> str:
    """The key inside a global id; nonsense is refused in Saleor's words with GRAPHQL_ERROR."""
    try:
        return ids.pk_of(type_name, value, field=field)
    except DomainError:
        raise DomainError("GRAPHQL_ERROR", f"Invalid ID: {value}. Expected: {type_name}.", field=field) from None


def int_pk_of(type_name: str, value: str | None, *, field: str | None = "id") -> int:
    """Like `pk_of` for integer keys."""
    try:
        return ids.int_pk_of(type_name, value, field=field)
    except DomainError:
        raise DomainError("GRAPHQL_ERROR", f"Invalid ID: {value}. Expected: {type_name}.", field=field) from None


def uuid_of(type_name: str, value: str | None, *, field: str = "id") -> UUID:
    """The UUID inside a global id. Raises DomainError GRAPHQL_ERROR."""
    try:
        return UUID(pk_of(type_name, value, field=field))
    except ValueError:
        raise DomainError("GRAPHQL_ERROR", f"Invalid ID: {value}. Expected: {type_name}.", field=field) from None


def missing(value: str | None, *, field: str | None = "id") -> DomainError:
    """The id is well formed but names nothing."""
    return DomainError("NOT_FOUND", f"Couldn't resolve to a node: {value}", field=field)


def required(field: str) -> DomainError:
    """A field that must be filled is empty."""
    return DomainError("REQUIRED", "This field cannot be blank.", field=field)
