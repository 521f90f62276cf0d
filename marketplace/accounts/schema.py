"""Who am I to the town? (`me` is Saleor's: the account.)"""

import graphene

from marketplace.accounts.models import Person
from marketplace.accounts.selectors import person_of, roles_of


class Viewer(graphene.ObjectType):
    """The person who asks, as the town knows them."""

    name = graphene.String(required=True)
    email = graphene.String(required=True)
    roles = graphene.List(
        graphene.NonNull(graphene.String),
        required=True,
        description="What they do for the town: city, driver, operator.",
    )

    @staticmethod
    def resolve_roles(person: Person, _info: graphene.ResolveInfo) -> tuple[str, ...]:
        return roles_of(person)


class Query:
    viewer = graphene.Field(Viewer, description="The signed-in person; null for nobody.")

    @staticmethod
    def resolve_viewer(_root: None, info: graphene.ResolveInfo) -> Person | None:
        return person_of(info.context)
