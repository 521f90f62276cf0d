"""The base of the engine's mutations, and the error types that Saleor gives each kind of them."""

from collections.abc import Mapping
from typing import Any

import graphene

from marketplace.engine.refusals import Refusals
from marketplace.errors import DomainError, PermissionRefused


def code_enum(name: str, codes: str) -> type[graphene.Enum]:
    """An enum of error codes from their names, separated by blanks. A value is its own name."""
    made: type[graphene.Enum] = type(graphene.Enum)(name, (graphene.Enum,), {code: code for code in codes.split()})
    return made


def error_type(name: str, codes: str, *, code_name: str | None = None, **extra: Any) -> type[graphene.ObjectType]:
    """Saleor's error object of a kind of mutation, e.g. ProductError with the enum ProductErrorCode.

    `extra` are further fields; a DomainError's `details` of the same (snake case) names fill them.
    """
    code = code_enum(code_name or f"{name}Code", codes)
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
    """Subclasses name `error_type` in Meta (and `permissions`, of which one suffices) and write `perform(info, **input)`.

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

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **data: Any) -> "EngineMutation":
        raise TypeError(f"{cls.__name__} has no perform()")

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
        answer.errors = []
        return answer

    @classmethod
    def _refusal(cls, error: DomainError) -> Mapping[str, Any]:
        if error.code not in cls.error_type.codes:
            raise LookupError(f"{cls.error_type.__name__} has no code {error.code} ({error.message})") from error
        return {**error.details, "field": error.field, "message": str(error.message), "code": error.code}
