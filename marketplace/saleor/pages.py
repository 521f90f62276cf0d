"""Pages of text that the town writes."""

from dataclasses import dataclass
from typing import Any

from marketplace.saleor.client import Caller, execute, mutate
from marketplace.saleor.wire import given, nodes

# The one kind of page that the market writes; a second run finds it by its slug.
KIND = "seite"


@dataclass(frozen=True, kw_only=True)
class Page:
    """`content` is an EditorJS document in JSON, None where there is none."""

    id: str
    slug: str
    title: str
    content: str | None
    is_published: bool
    seo_title: str
    seo_description: str


def pages(*, caller: Caller | None = None) -> tuple[Page, ...]:
    """All pages that the caller may see; by default the App, which sees drafts too."""
    return tuple(_page(node) for node in nodes("pages", "pages", caller=caller or Caller.app()))


def shown_page(slug: str) -> Page | None:
    """The page as shoppers see it; None while it is not published."""
    value = execute("page", {"slug": slug}, caller=Caller.anonymous())["page"]
    return value and _page(value)


def page(id: str) -> Page | None:
    """The page, published or not; None if there is none."""
    value = execute("page", {"id": id})["page"]
    return value and _page(value)


def create_page(*, title: str, content: str, seo_description: str = "", slug: str | None = None) -> Page:
    """A page that nobody sees yet; `content` is an EditorJS document in JSON.

    Raises SaleorRefused (REQUIRED, UNIQUE).
    """
    values = given(title=title, slug=slug, content=content, seo={"description": seo_description}, pageType=_kind())
    return _page(mutate("page_create", {"input": values})["page"])


def update_page(
    *,
    id: str,
    title: str | None = None,
    content: str | None = None,
    seo_description: str | None = None,
    is_published: bool | None = None,
) -> Page:
    """Change what is not None. Raises SaleorRefused (NOT_FOUND, REQUIRED)."""
    seo = None if seo_description is None else {"description": seo_description}
    values = given(title=title, content=content, seo=seo, isPublished=is_published)
    return _page(mutate("page_update", {"id": id, "input": values})["page"])


def delete_page(id: str) -> None:
    mutate("page_delete", {"id": id})


def _kind() -> str:
    """The id of the kind of page, made when it is missing."""
    edges = execute("page_types", {"slugs": [KIND]})["pageTypes"]["edges"]
    if edges:
        return str(edges[0]["node"]["id"])
    made = mutate("page_type_create", {"input": {"name": "Seite", "slug": KIND}})
    return str(made["pageType"]["id"])


def _page(value: dict[str, Any]) -> Page:
    return Page(
        id=value["id"],
        slug=value["slug"],
        title=value["title"],
        content=value["content"],
        is_published=value["isPublished"],
        seo_title=value["seoTitle"] or "",
        seo_description=value["seoDescription"] or "",
    )
