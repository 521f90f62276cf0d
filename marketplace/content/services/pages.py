"""Writing pages."""

from marketplace.content.kept import forget
from marketplace.content.rules.markup import document_of
from marketplace.content.services.texts import require_safe
from marketplace.saleor import pages
from marketplace.saleor.pages import Page


def create_page(*, title: str, text: str, teaser: str, slug: str | None = None) -> Page:
    """A draft. `text` is typed text (see `rules.markup`), `teaser` the sentence for search engines.

    The engine makes the slug unless one is given.

    Raises DomainError UNSAFE_ADDRESS, SaleorRefused, SaleorUnreachable.
    """
    require_safe(text)
    return pages.create_page(title=title, content=document_of(text), seo_description=teaser, slug=slug)


def update_page(*, page: Page, title: str, text: str | None, teaser: str) -> Page:
    """Change title and texts; a text of None stays as it is. Raises what `create_page` raises."""
    if text is not None:
        require_safe(text)
    content = None if text is None else document_of(text)
    changed = pages.update_page(id=page.id, title=title, content=content, seo_description=teaser)
    _forget(page)
    return changed


def publish_page(*, page: Page, is_published: bool) -> None:
    """Show or hide it."""
    pages.update_page(id=page.id, is_published=is_published)
    _forget(page)


def delete_page(*, page: Page) -> None:
    """Delete it for good, with the menu items that lead to it."""
    pages.delete_page(page.id)
    _forget(page)


def _forget(page: Page) -> None:
    forget([f"page:{page.slug}", "pages", "navigation"])
