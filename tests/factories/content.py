"""Collections, pages and menus, made as Stadtmarketing makes them."""

from collections.abc import Sequence

from marketplace.catalogue.models import Listing
from marketplace.content.selectors.collections import collection_to_edit
from marketplace.content.selectors.pages import page_to_edit
from marketplace.content.services.collections import add_goods, create_collection, show_collection
from marketplace.content.services.pages import create_page, publish_page
from marketplace.saleor.collections import FullCollection
from marketplace.saleor.pages import Page


def make_collection(
    goods: Sequence[Listing], *, name: str = "Zum Herbst", text: str = "Äpfel und **Kürbis**.", shown: bool = True
) -> FullCollection:
    made = create_collection(name=name, text=text, teaser="")
    add_goods(collection=collection_to_edit(made.id), product_ids=[row.product_id for row in goods])
    if shown:
        show_collection(collection=collection_to_edit(made.id), is_shown=True)
    return collection_to_edit(made.id)


def make_page(*, title: str = "Über uns", text: str = "Guten Tag.", shown: bool = True) -> Page:
    made = create_page(title=title, text=text, teaser="")
    if shown:
        publish_page(page=made, is_published=True)
    return page_to_edit(made.id)
