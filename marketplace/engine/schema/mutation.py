"""The base of the engine's mutations, and the error types that Saleor gives each kind of them."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import graphene
from django.db import DatabaseError

from marketplace.engine.refusals import Refusals, refusal_of
from marketplace.engine.schema.enums import enum_of
from marketplace.errors import DomainError, PermissionRefused


def error_type(name: str, codes: str, *, code_name: str | None = None, **extra: Any) -> type[graphene.ObjectType]:
    """Saleor's error object of a kind of mutation, e.g. ProductError with the enum ProductErrorCode.

    `extra` are further fields; a DomainError's `details` of the same (snake case) names fill them.
    """
    code = enum_of(code_name or f"{name}Code", codes)
    fields = {
        "field": graphene.String(),
        "message": graphene.String(),
        "code": code(required=True),
        "codes": frozenset(codes.split()),
        **extra,
    }
    made: type[graphene.ObjectType] = type(name, (graphene.ObjectType,), fields)
    return made


class EngineMutation(graphene.Mutation):
    """Subclasses name `error_type` (and `permissions`: one suffices) in Meta and write `perform(info, **data)`.

    A DomainError or Refusals that `perform` raises becomes `errors`; the service that it calls owns the transaction. A
    code that the error type lacks is a defect and raises LookupError.
    """

    class Meta:
        abstract = True

    @classmethod
    def __init_subclass_with_meta__(
        cls, error_type: Any = None, permissions: tuple[str, ...] = (), **options: Any
    ) -> None:
        cls.error_type = error_type
        cls.permissions = permissions
        cls.errors = graphene.List(graphene.NonNull(error_type), required=True)
        super().__init_subclass_with_meta__(**options)

    perform: ClassVar[Callable[..., Any]]
    """`perform(cls, info, **data)`: act through one service and return `cls(...)`."""

    @classmethod
    def mutate(cls, _root: None, info: graphene.ResolveInfo, **data: Any) -> "EngineMutation":
        if cls.permissions:
            info.context.requestor.require(*cls.permissions)
        try:
            answer = cls.perform(info, **data)
        except PermissionRefused:
            raise
        except DomainError as error:
            return cls(errors=[cls._refusal(error)])
        except Refusals as refusals:
            return cls(errors=[cls._refusal(error) for error in refusals.errors])
        except DatabaseError as error:
            return cls(errors=[cls._refusal(refusal_of(error))])
        answer.errors = []
        return answer  # type: ignore[no-any-return]

    @classmethod
    def _refusal(cls, error: DomainError) -> Mapping[str, Any]:
        if error.code not in cls.error_type.codes:
            raise LookupError(f"{cls.error_type.__name__} has no code {error.code} ({error.message})") from error
        return {**error.details, "field": error.field, "message": str(error.message), "code": error.code}
