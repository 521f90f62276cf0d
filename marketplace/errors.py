"""Refusals that a user can read and a program can branch on.

The tree: DomainError (a rule said no) > NotFound (missing, or not yours: the two answer alike), PermissionRefused.
Services raise them; each edge translates once: GraphQL into `errors { field message code }`, pages into a line with
status 422 or a 404. Anything else that escapes a service is a defect and becomes a 500 with a report.
"""

from collections.abc import Sequence


class DomainError(Exception):
    """A refusal with a stable code.

    `code` is upper snake case and never changes its meaning; `message` is a (lazily) translated sentence that says what
    happened and what to do; `field` names the input in lower camel case where one is at fault; `details` carries plain
    values for clients (ids, limits).
    """

    def __init__(self, code: str, message: object, *, field: str | None = None, **details: object) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.field = field
        self.details = details


class NotFound(DomainError):
    """The object is missing or belongs to somebody else."""

    def __init__(self, field: str | None = None, message: object = "Couldn't resolve to an object.") -> None:
        super().__init__("NOT_FOUND", message, field=field)


class PermissionRefused(DomainError):
    """The caller lacks a role or permission that the operation always needs (not: this one object)."""

    def __init__(self, message: object, permissions: Sequence[str] = ()) -> None:
        super().__init__("PERMISSION_DENIED", message, permissions=tuple(permissions))
