"""Facets out of the counts of a search: the category tree and the shops, with what would be left of each."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from marketplace.catalogue.models import Category
from marketplace.catalogue.selectors.query import Facet, SearchQuery, VendorHours


@dataclass(frozen=True, kw_only=True)
class Node:
    """A category as facets need it."""

    pk: int
    slug: str
    name: str
    parent_id: int | None
    path: str


def category_nodes() -> list[Node]:
    """All categories in the order of the tree."""
    rows = Category.objects.order_by("position", "pk").values_list("pk", "slug", "name", "parent_id", "path")
    return [Node(pk=pk, slug=slug, name=name, parent_id=up, path=path) for pk, slug, name, up, path in rows]


def category_facets(nodes: Sequence[Node], counts: Mapping[int, int], query: SearchQuery) -> tuple[Facet, ...]:
    """Top categories that hold something; the chosen one, and the one above it, with their children."""
    by_pk = {node.pk: node for node in nodes}
    below: dict[int | None, list[Node]] = defaultdict(list)
    sums: dict[int, int] = defaultdict(int)
    for node in nodes:
        below[node.parent_id].append(node)
        at: Node | None = node
        while at is not None:
            sums[at.pk] += counts.get(node.pk, 0)
            at = by_pk.get(at.parent_id) if at.parent_id else None
    chosen = next((node for node in nodes if node.slug == query.category), None)

    def facet(node: Node) -> Facet:
        open_here = chosen is not None and (chosen.path == node.path or chosen.path.startswith(f"{node.path}/"))
        children = (
            tuple(facet(child) for child in below[node.pk] if sums[child.pk] or child == chosen) if open_here else ()
        )
        return Facet(slug=node.slug, name=node.name, count=sums[node.pk], selected=node == chosen, children=children)

    return tuple(facet(node) for node in below[None] if sums[node.pk] or node == chosen)


def vendor_facets(hours: Mapping[int, VendorHours], counts: Mapping[int, int], query: SearchQuery) -> tuple[Facet, ...]:
    """Shops that have something, and chosen ones, by name."""
    shown = [each.vendor for pk, each in hours.items() if counts.get(pk) or each.vendor.slug in query.vendors]
    return tuple(
        Facet(slug=row.slug, name=row.name, count=counts.get(row.pk, 0), selected=row.slug in query.vendors)
        for row in sorted(shown, key=lambda row: row.name.lower())
    )
