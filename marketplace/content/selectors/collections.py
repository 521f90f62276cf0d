"""Collections as shoppers see them, and as their makers do."""

from marketplace.content.kept import kept
from marketplace.errors import NotFound
from marketplace.saleor import collections
from marketplace.saleor.collections import FullCollection, KeptCollection


def collection_by_slug(slug: str) -> FullCollection:
    """A collection that is shown, with the ids of its products in order. Raises NotFound, SaleorUnreachable."""
    found = kept(f"collection:{slug}", lambda: collections.shown_collection(slug))
    if found is None:
        raise NotFound("slug")
    return found


def shown_collections() -> tuple[tuple[str, str], ...]:
    """Slug and name of all that are shown. Raises SaleorUnreachable."""
    return kept("collections", collections.shown_collections)


def collection_to_edit(collection_id: str) -> FullCollection:
    """A collection with all its products, shown or not. Raises NotFound."""
    found = collections.collection(collection_id)
    if found is None:
        raise NotFound("id")
    return found


def collections_to_edit() -> tuple[KeptCollection, ...]:
    """All collections by name."""
    return tuple(sorted(collections.collections(), key=lambda each: each.name.lower()))
