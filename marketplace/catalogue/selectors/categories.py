"""The tree of shelves."""

from dataclasses import dataclass

from marketplace.catalogue.models import Category
from marketplace.errors import NotFound


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """A category with its children."""

    category: Category
    children: tuple["Shelf", ...]


def category_by_slug(slug: str) -> Category:
    """Raises NotFound."""
    category = Category.objects.select_related("parent").filter(slug=slug).first()
    if category is None:
        raise NotFound("slug")
    return category


def category_slugs() -> tuple[str, ...]:
    """The slugs of all categories, in the order of the tree."""
    return tuple(Category.objects.values_list("slug", flat=True))


def category_tree() -> tuple[Shelf, ...]:
    """All categories as a tree, in one query."""
    rows = list(Category.objects.all())

    def below(parent: int | None) -> tuple[Shelf, ...]:
        return tuple(Shelf(category=row, children=below(row.pk)) for row in rows if row.parent_id == parent)

    return below(None)
