"""Compiling collections. The engine keeps them; what shoppers see is asked anew after each act."""

from collections.abc import Iterable
from typing import BinaryIO

from django.utils.translation import gettext as _

from marketplace.content.kept import forget
from marketplace.content.rules.markup import document_of
from marketplace.content.services.texts import require_safe
from marketplace.errors import DomainError
from marketplace.saleor import collections
from marketplace.saleor.collections import Collection, FullCollection
from marketplace.vendors.services.pictures import encoded

MOST_GOODS = 300


def create_collection(*, name: str, text: str, teaser: str, slug: str | None = None) -> Collection:
    """A collection without goods that nobody sees yet.

    `text` is typed text (see `rules.markup`), `teaser` the sentence for search engines; the engine makes the
    slug unless one is given. Raises DomainError
    UNSAFE_ADDRESS, SaleorRefused, SaleorUnreachable.
    """
    require_safe(text)
    return collections.create_collection(name=name, description=document_of(text), seo_description=teaser, slug=slug)


def update_collection(*, collection: Collection, name: str, text: str | None, teaser: str) -> Collection:
    """Change name and texts; a text of None stays as it is. Raises what `create_collection` raises."""
    if text is not None:
        require_safe(text)
    changed = collections.update_collection(
        id=collection.id,
        name=name,
        description=None if text is None else document_of(text),
        seo_description=teaser,
    )
    _forget(collection)
    return changed


def set_picture(*, collection: Collection, file: BinaryIO, alt: str) -> None:
    """Replace the picture, read and written anew. Raises DomainError PICTURE_TOO_LARGE, PICTURE_UNREADABLE,
    PICTURE_TOO_SMALL, SaleorRefused, SaleorUnreachable."""
    content = encoded(file)
    collections.set_collection_picture(
        id=collection.id,
        image=content,
        file_name=f"{collection.slug}.webp",
        content_type="image/webp",
        alt=alt.strip()[:128],
    )
    _forget(collection)


def show_collection(*, collection: FullCollection, is_shown: bool) -> None:
    """Show or hide it. Raises DomainError EMPTY_COLLECTION: a page without goods helps nobody."""
    if is_shown and not collection.product_ids:
        message = _("In dieser Zusammenstellung ist noch keine Ware. Legen Sie zuerst etwas hinein.")
        raise DomainError("EMPTY_COLLECTION", message)
    collections.publish_collection(id=collection.id, is_published=is_shown)
    _forget(collection)


def add_goods(*, collection: FullCollection, product_ids: Iterable[str]) -> int:
    """Put goods in, behind the others; returns how many were not in it before. Raises DomainError TOO_MANY_GOODS."""
    new = [each for each in dict.fromkeys(product_ids) if each not in collection.product_ids]
    if len(collection.product_ids) + len(new) > MOST_GOODS:
        message = _("Höchstens %(most)d Waren passen in eine Zusammenstellung.") % {"most": MOST_GOODS}
        raise DomainError("TOO_MANY_GOODS", message)
    if new:
        collections.add_products(id=collection.id, product_ids=new)
        _forget(collection)
    return len(new)


def remove_goods(*, collection: Collection, product_id: str) -> None:
    """Take one product out. Raises SaleorRefused (NOT_FOUND)."""
    collections.remove_products(id=collection.id, product_ids=[product_id])
    _forget(collection)


def move_goods(*, collection: Collection, product_id: str, step: int) -> None:
    """Move one product by so many places (negative: up). Raises SaleorRefused (NOT_FOUND)."""
    collections.move_product(id=collection.id, product_id=product_id, step=step)
    _forget(collection)


def delete_collection(*, collection: Collection) -> None:
    """Take it apart for good; the goods stay."""
    collections.delete_collection(collection.id)
    _forget(collection)


def _forget(collection: Collection) -> None:
    forget([f"collection:{collection.slug}", "collections", "navigation"])
