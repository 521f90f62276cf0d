"""Collections: goods that the town chose by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from marketplace.saleor.channels import channel_by_slug
from marketplace.saleor.client import Caller, execute, mutate
from marketplace.saleor.wire import Illustration, given, nodes, texts


@dataclass(frozen=True, kw_only=True)
class Collection:
    """`description` is an EditorJS document in JSON, None where there is none."""

    id: str
    slug: str
    name: str
    description: str | None
    seo_title: str
    seo_description: str
    picture: Illustration | None


@dataclass(frozen=True, kw_only=True)
class KeptCollection(Collection):
    """A collection as its makers see it: is it shown in the market's channel, and how many products are in it?"""

    is_published: bool
    size: int


@dataclass(frozen=True, kw_only=True)
class FullCollection(Collection):
    """A collection with its products in order, by id."""

    product_ids: tuple[str, ...]


def collections() -> tuple[KeptCollection, ...]:
    """All collections, hidden ones too."""
    return tuple(_kept(node) for node in nodes("collections", "collections"))


def shown_collections() -> tuple[tuple[str, str], ...]:
    """Slug and name of every collection that shoppers see."""
    rows = nodes("collections_shown", "collections", {"channel": settings.CHANNEL_SLUG}, caller=Caller.anonymous())
    return tuple((node["slug"], node["name"]) for node in rows)


def shown_collection(slug: str) -> FullCollection | None:
    """The collection with the products that shoppers see; None while it is not shown."""
    return _full({"slug": slug, "channel": settings.CHANNEL_SLUG}, Caller.anonymous())


def collection(id: str) -> FullCollection | None:
    """The collection with all its products, hidden or not; None if there is none."""
    return _full({"id": id}, Caller.app())


def create_collection(*, name: str, description: str, seo_description: str = "", slug: str | None = None) -> Collection:
    """A collection in the market's channel that nobody sees yet. `description` is an EditorJS document in JSON.

    Raises SaleorRefused (REQUIRED, UNIQUE).
    """
    values = given(name=name, slug=slug, description=description, seo={"description": seo_description})
    made = _collection(mutate("collection_create", {"input": values})["collection"])
    publish_collection(id=made.id, is_published=False)
    return made


def update_collection(
    *, id: str, name: str | None = None, description: str | None = None, seo_description: str | None = None
) -> Collection:
    """Change what is not None. Raises SaleorRefused (NOT_FOUND, REQUIRED)."""
    seo = None if seo_description is None else {"description": seo_description}
    values = given(name=name, description=description, seo=seo)
    return _collection(mutate("collection_update", {"id": id, "input": values})["collection"])


def set_collection_picture(*, id: str, image: bytes, file_name: str, content_type: str, alt: str) -> Collection:
    """Upload the picture (JPEG, PNG, WebP, AVIF). Raises SaleorRefused (INVALID, FILE_SIZE_LIMIT_EXCEEDED)."""
    upload = SimpleUploadedFile(file_name, image, content_type)
    values = {"backgroundImage": upload, "backgroundImageAlt": alt}
    return _collection(mutate("collection_update", {"id": id, "input": values})["collection"])


def publish_collection(*, id: str, is_published: bool) -> None:
    """Show or hide it in the market's channel. Raises LookupError while there is no market."""
    channel = channel_by_slug(settings.CHANNEL_SLUG)
    if channel is None:
        raise LookupError("the market has no channel yet")
    listing = {"channelId": channel.id, "isPublished": is_published}
    mutate("collection_channel_listing_update", {"id": id, "input": {"addChannels": [listing]}})


def add_products(*, id: str, product_ids: Sequence[str]) -> None:
    """Put products in, behind the others. Raises SaleorRefused (NOT_FOUND)."""
    mutate("collection_add_products", {"id": id, "products": list(product_ids)})


def remove_products(*, id: str, product_ids: Sequence[str]) -> None:
    mutate("collection_remove_products", {"id": id, "products": list(product_ids)})


def move_product(*, id: str, product_id: str, step: int) -> None:
    """Move a product by so many places (negative: up). Raises SaleorRefused (NOT_FOUND)."""
    mutate("collection_reorder_products", {"id": id, "moves": [{"productId": product_id, "sortOrder": step}]})


def delete_collection(id: str) -> None:
    mutate("collection_delete", {"id": id})


def _full(variables: dict[str, Any], caller: Caller) -> FullCollection | None:
    ids: list[str] = []
    after = None
    while True:
        value = execute("collection", {**variables, "after": after}, caller=caller)["collection"]
        if value is None:
            return None
        ids += [edge["node"]["id"] for edge in value["products"]["edges"]]
        page = value["products"]["pageInfo"]
        if not page["hasNextPage"]:
            return FullCollection(**_own(value), product_ids=tuple(ids))
        after = page["endCursor"]


def _own(value: dict[str, Any]) -> dict[str, Any]:
    return {"id": value["id"], "slug": value["slug"], "name": value["name"], **texts(value)}


def _collection(value: dict[str, Any]) -> Collection:
    return Collection(**_own(value))


def _kept(value: dict[str, Any]) -> KeptCollection:
    listings = {each["channel"]["slug"]: each["isPublished"] for each in value["channelListings"] or ()}
    return KeptCollection(
        **_own(value),
        is_published=listings.get(settings.CHANNEL_SLUG, False),
        size=value["products"]["totalCount"],
    )
