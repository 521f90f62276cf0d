"""The base of the platform's own mutations: do one thing, answer with the object or with `errors`."""

from typing import Any

import graphene

from marketplace.errors import DomainError, PermissionRefused


class MarketplaceError(graphene.ObjectType):
    """A refusal: what is wrong, where, and a code to branch on."""

    field = graphene.String(description="The input field at fault, where one is.")
    message = graphene.String(required=True, description="A sentence for the user, in the request's language.")
    code = graphene.String(required=True, description="Stable upper-case code.")


class BaseMutation(graphene.Mutation):
    """Subclasses write `perform(cls, info, **input)`; a DomainError becomes `errors`.

    The one service that `perform` calls owns the transaction: none is open here, because a service may talk to the
    commerce engine over the network before and after it. PermissionRefused and unexpected exceptions go on to
    graphql-core and become top-level errors, the latter with a report.
    """

    class Meta:
        abstract = True

    errors = graphene.List(graphene.NonNull(MarketplaceError), required=True)

    @classmethod
    def __init_subclass_with_meta__(cls, _meta: Any = None, **options: Any) -> None:
        super().__init_subclass_with_meta__(_meta=_meta, **options)

    @classmethod
    def perform(cls, info: Any, *args: Any, **data: Any) -> "BaseMutation":
        raise TypeError(f"{cls.__name__} has no perform()")

    @classmethod
    def mutate(cls, _root: None, info: graphene.ResolveInfo, **data: Any) -> "BaseMutation":
        try:
            answer = cls.perform(info, **data)
        except PermissionRefused:
            raise
        except DomainError as error:
            return cls(errors=[MarketplaceError(field=error.field, message=str(error.message), code=error.code)])
        answer.errors = []
        return answer
