"""The tree of categories."""

from dataclasses import dataclass
from typing import Any

from marketplace.saleor.client import Caller, execute, mutate
from marketplace.saleor.rich_text import rich_text
from marketplace.saleor.wire import Illustration, given, metadata_input, nodes, texts


@dataclass(frozen=True, kw_only=True)
class Category:
    """A node of the tree; roots have level 0 and no parent."""

    id: str
    slug: str
    name: str
    level: int
    parent_id: str | None


@dataclass(frozen=True, kw_only=True)
class CategoryTexts:
    """What a category says of itself; `description` is an EditorJS document in JSON, None where there is none."""

    description: str | None
    seo_title: str
    seo_description: str
    picture: Illustration | None


def category_texts(slug: str) -> CategoryTexts | None:
    """The texts that shoppers read on a category's page; None if there is no such category."""
    value = execute("category", {"slug": slug}, caller=Caller.anonymous())["category"]
    return value and CategoryTexts(**texts(value))


def categories() -> tuple[Category, ...]:
    """All categories, in Saleor's order."""
    return tuple(_category(node) for node in nodes("categories", "categories"))


def create_category(
    *,
    slug: str,
    name: str,
    parent_id: str | None = None,
    description: str = "",
    metadata: dict[str, str] | None = None,
) -> Category:
    """`description` is plain text. Raises SaleorRefused (UNIQUE for a taken slug)."""
    values = given(slug=slug, name=name, metadata=metadata and metadata_input(metadata))
    if description:
        values["description"] = rich_text(description)
    return _category(mutate("category_create", given(input=values, parent=parent_id))["category"])


def update_category(*, id: str, name: str | None = None, slug: str | None = None) -> Category:
    """Change what is not None."""
    return _category(mutate("category_update", {"id": id, "input": given(name=name, slug=slug)})["category"])


def _category(value: dict[str, Any]) -> Category:
    parent = value["parent"]
    return Category(
        id=value["id"],
        slug=value["slug"],
        name=value["name"],
        level=value["level"],
        parent_id=parent and parent["id"],
    )
