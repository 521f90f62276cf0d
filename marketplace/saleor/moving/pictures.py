"""The pictures of goods as they were uploaded."""

from collections.abc import Sequence
from mimetypes import guess_type
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

import httpx
from django.conf import settings
from django.core.files.storage import default_storage

from marketplace.saleor.client import execute
from marketplace.saleor.products import NewPicture

PATIENCE = 20.0  # seconds for one picture


def pictures_of(product_ids: Sequence[str]) -> dict[str, tuple[NewPicture, ...]]:
    """The pictures of at most a hundred products, in their order, by product id. Videos elsewhere are left out.

    Raises OSError or httpx.HTTPError for a picture that cannot be read.
    """
    edges = execute("product_pictures", {"ids": list(product_ids)})["products"]["edges"]
    return {edge["node"]["id"]: tuple(_picture(each) for each in _images(edge["node"])) for edge in edges}


def _images(node: dict[str, list[dict[str, str]]]) -> list[dict[str, str]]:
    return [media for media in node["media"] or () if media["type"] == "IMAGE"]


def _picture(media: dict[str, str]) -> NewPicture:
    name = PurePosixPath(unquote(urlsplit(media["url"]).path)).name
    return NewPicture(
        image=_read(media["url"]),
        file_name=name,
        content_type=guess_type(name)[0] or "image/webp",
        alt=media["alt"],
    )


def _read(url: str) -> bytes:
    """What lies at an address; files of this installation come from its storage, which needs no server."""
    here = f"{settings.PUBLIC_URL}{settings.MEDIA_URL}"
    if url.startswith(here):
        with default_storage.open(unquote(url.removeprefix(here))) as file:
            return bytes(file.read())
    return httpx.get(url, timeout=PATIENCE).raise_for_status().content
