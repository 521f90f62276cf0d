"""The answer of the town's search."""

from typing import Any

import graphene

from marketplace.catalogue.rules.ranking import Criterion
from marketplace.catalogue.schema.objects import ListingType
from marketplace.catalogue.selectors.query import SearchPage
from marketplace.graphql.scalars import DateTime, Decimal
from marketplace.vendors.models import Vendor
from marketplace.vendors.schema.objects import VendorType


class TownSearchHitType(graphene.ObjectType):
    """A listing as a result. `score` are the points of `townRanking` that it was ranked by."""

    class Meta:
        name = "TownSearchHit"

    listing = graphene.Field(ListingType, required=True)
    score = graphene.Int(required=True)
    collectable_today = graphene.Boolean(required=True)
    collect_from = DateTime(description="When packed goods can be collected today at the earliest.")
    deliverable = graphene.Boolean(required=True)
    is_open = graphene.Boolean(required=True, description="The shop, now.")
    open_until = DateTime()

    @staticmethod
    def resolve_collect_from(root: Any, _info: Any) -> Any:
        return root.hours.collect_from if root.collectable_today else None

    @staticmethod
    def resolve_is_open(root: Any, _info: Any) -> bool:
        return root.hours.is_open

    @staticmethod
    def resolve_open_until(root: Any, _info: Any) -> Any:
        return root.hours.open_until


class TownSearchFacetType(graphene.ObjectType):
    """A value to filter by, and how many listings it would leave under all other filters."""

    class Meta:
        name = "TownSearchFacet"

    slug = graphene.String(required=True)
    name = graphene.String(required=True)
    count = graphene.Int(required=True)
    selected = graphene.Boolean(required=True)
    children = graphene.List(graphene.NonNull(lambda: TownSearchFacetType), required=True)


class TownSearchFacetsType(graphene.ObjectType):
    class Meta:
        name = "TownSearchFacets"

    categories = graphene.List(graphene.NonNull(TownSearchFacetType), required=True)
    vendors = graphene.List(graphene.NonNull(TownSearchFacetType), required=True)
    price_min = Decimal()
    price_max = Decimal()
    open_now = graphene.Int(required=True)
    collectable_today = graphene.Int(required=True)
    deliverable = graphene.Int(required=True)


class TownSearchType(graphene.ObjectType):
    """One page of what the town has."""

    class Meta:
        name = "TownSearch"

    hits = graphene.List(graphene.NonNull(TownSearchHitType), required=True)
    total = graphene.Int(required=True)
    pages = graphene.Int(required=True)
    facets = graphene.Field(TownSearchFacetsType, required=True)
    vendors = graphene.List(graphene.NonNull(VendorType), required=True, description="Shops that the text names.")
    similar_to = graphene.String(description="What was searched instead of a word that nobody uses.")
    partial = graphene.Boolean(required=True, description="No listing has all words; these have the most.")

    @staticmethod
    def resolve_vendors(root: SearchPage, _info: Any) -> list[Vendor]:
        return [each.vendor for each in root.vendors]

    @staticmethod
    def resolve_similar_to(root: SearchPage, _info: Any) -> str | None:
        return root.similar_to or None


class TownCategoryType(graphene.ObjectType):
    """A shelf of the town."""

    class Meta:
        name = "TownCategory"

    slug = graphene.String(required=True)
    name = graphene.String(required=True)
    description = graphene.String(required=True)
    unit_price_required = graphene.Boolean(required=True)
    manufacturer_required = graphene.Boolean(required=True)
    children = graphene.List(graphene.NonNull(lambda: TownCategoryType), required=True)


def shelf_values(shelf: Any) -> dict[str, Any]:
    """A shelf of the category tree as TownCategory."""
    row = shelf.category
    return {
        "slug": row.slug,
        "name": row.name,
        "description": row.description,
        "unit_price_required": row.unit_price_required,
        "manufacturer_required": row.manufacturer_required,
        "children": [shelf_values(child) for child in shelf.children],
    }


class TownRankingCriterionType(graphene.ObjectType):
    """One parameter of the order of results; what is shown here is what ranks (law D-8, D-10)."""

    class Meta:
        name = "TownRankingCriterion"

    code = graphene.String(required=True)
    points = graphene.Int(required=True)
    per_word = graphene.Boolean(required=True)

    @staticmethod
    def resolve_points(root: Criterion, _info: Any) -> int:
        return root.weight
