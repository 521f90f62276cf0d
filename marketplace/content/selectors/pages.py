"""Pages as shoppers see them, and as their writers do; and the texts of categories."""

from marketplace.content.kept import kept
from marketplace.errors import NotFound
from marketplace.saleor import categories, pages
from marketplace.saleor.categories import CategoryTexts
from marketplace.saleor.client import Caller
from marketplace.saleor.pages import Page


def page_by_slug(slug: str) -> Page:
    """A published page. Raises NotFound, SaleorUnreachable."""
    found = kept(f"page:{slug}", lambda: pages.shown_page(slug))
    if found is None:
        raise NotFound("slug")
    return found


def shown_pages() -> tuple[Page, ...]:
    """All published pages. Raises SaleorUnreachable."""
    return kept("pages", lambda: pages.pages(caller=Caller.anonymous()))


def page_to_edit(page_id: str) -> Page:
    """A page, published or not. Raises NotFound."""
    found = pages.page(page_id)
    if found is None:
        raise NotFound("id")
    return found


def pages_to_edit() -> tuple[Page, ...]:
    """All pages by title."""
    return tuple(sorted(pages.pages(), key=lambda each: each.title.lower()))


def category_texts(slug: str) -> CategoryTexts | None:
    """What the engine says of a category; None where it does not answer: the shelf can be shown without."""
    return kept(f"category:{slug}", lambda: categories.category_texts(slug), otherwise=None)
