"""What one can ask about goods."""

from typing import Any

import graphene

from marketplace.accounts.selectors import person_of
from marketplace.catalogue.models import Listing
from marketplace.catalogue.rules.ranking import Criterion, ranking
from marketplace.catalogue.schema.enums import TownSearchSortEnum, plain
from marketplace.catalogue.schema.objects import ListingConnection, ListingType
from marketplace.catalogue.schema.search_objects import (
    TownCategoryType,
    TownRankingCriterionType,
    TownSearchType,
    shelf_values,
)
from marketplace.catalogue.selectors.categories import category_tree
from marketplace.catalogue.selectors.listings import listing_by_slug, listings_of
from marketplace.catalogue.selectors.query import SearchPage, SearchQuery
from marketplace.catalogue.selectors.search import search
from marketplace.errors import NotFound
from marketplace.graphql.connections import Page, Slice, connection_field, paginate
from marketplace.graphql.scalars import PositiveDecimal
from marketplace.vendors.selectors import vendor_for

MOST_TEXT = 120
MOST_PAGE = 10_000


class TownSearchInput(graphene.InputObjectType):
    """All filters that are given must hold; several vendors mean any of them."""

    text = graphene.String()
    category = graphene.String(description="Slug; with everything below it.")
    vendors = graphene.List(graphene.NonNull(graphene.String), description="Slugs.")
    price_min = PositiveDecimal()
    price_max = PositiveDecimal()
    open_now = graphene.Boolean()
    collectable_today = graphene.Boolean()
    deliverable = graphene.Boolean()
    sort = TownSearchSortEnum()
    page = graphene.Int(description="From 1.")
    page_size = graphene.Int(description="At most 100.")


class Query:
    town_search = graphene.Field(
        TownSearchType,
        input=TownSearchInput(),
        description="Goods of all shops by words, filters and order, with facets.",
    )
    town_categories = graphene.List(
        graphene.NonNull(TownCategoryType), description="The shelves of the town as a tree."
    )
    town_ranking = graphene.List(
        graphene.NonNull(TownRankingCriterionType),
        description="How results are ordered, weightiest first.",
    )
    listing = graphene.Field(ListingType, slug=graphene.String(required=True), description="Goods that are on offer.")
    vendor_listings = connection_field(
        ListingConnection,
        vendor=graphene.String(required=True, description="Slug or id."),
        search=graphene.String(description="Part of a name or article number."),
        description="All goods of a shop, hidden ones included. Null unless the caller may act for the shop.",
    )

    @staticmethod
    def resolve_town_search(_root: None, info: Any, input: dict[str, Any] | None = None) -> SearchPage:
        return search(_query(input or {}), now=info.context.now)

    @staticmethod
    def resolve_town_categories(_root: None, _info: Any) -> list[dict[str, Any]]:
        return [shelf_values(shelf) for shelf in category_tree()]

    @staticmethod
    def resolve_town_ranking(_root: None, _info: Any) -> tuple[Criterion, ...]:
        return ranking()

    @staticmethod
    def resolve_listing(_root: None, _info: Any, slug: str) -> Listing | None:
        try:
            return listing_by_slug(slug)
        except NotFound:
            return None

    @staticmethod
    def resolve_vendor_listings(
        _root: None, info: Any, vendor: str, search: str | None = None, **paging: Any
    ) -> Page | None:
        wanted = Slice.of("vendorListings", **paging)
        try:
            shop = vendor_for(person_of(info.context), vendor)
        except NotFound:
            return None
        rows = listings_of(shop, text=(search or "")[:MOST_TEXT]).select_related("manufacturer")
        return paginate(rows, wanted, order=["name"])


def _query(given: dict[str, Any]) -> SearchQuery:
    told = {name: plain(value) for name, value in given.items() if value is not None}
    told["text"] = told.get("text", "")[:MOST_TEXT]
    told["vendors"] = tuple(told.get("vendors", ())[:50])
    told["page"] = min(max(told.get("page", 1), 1), MOST_PAGE)
    return SearchQuery(**told)
