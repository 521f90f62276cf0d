"""Pictures and their addresses."""

from collections.abc import Sequence

from django.conf import settings
from django.core.files.storage import default_storage

from marketplace.engine.models import Category, Collection, Product, ProductMedia
from marketplace.engine.rules.thumbnails import thumbnail_size
from marketplace.errors import NotFound
from marketplace.graphql.ids import global_id, int_pk_of, type_of


def media_url(media: ProductMedia, *, size: int | None = None, format: str | None = None) -> str:
    """The absolute address of a picture, scaled to about `size` pixels, or of a video elsewhere.

    A size of 0 (or none with no format) is the picture as it was uploaded; no size means 4096 as in Saleor.
    """
    if media.external_url:
        return media.external_url
    if size == 0:
        return absolute(default_storage.url(media.image))
    return thumbnail_url("ProductMedia", media.pk, size=size, format=format)


def thumbnail_url(type_name: str, pk: object, *, size: int | None, format: str | None) -> str:
    """Where a scaled picture is served: /thumbnail/<global id>/<size>/[<format>/]."""
    wanted = "" if format in (None, "ORIGINAL") else f"{str(format).lower()}/"
    return f"{settings.PUBLIC_URL}/thumbnail/{global_id(type_name, pk)}/{thumbnail_size(size)}/{wanted}"


def absolute(url: str) -> str:
    """An address with scheme and host."""
    return url if "://" in url else f"{settings.PUBLIC_URL}{url}"


def attach_first_images(products: Sequence[Product]) -> None:
    """Give each product its first picture as `__dict__["first_image"]`, with one statement where any is missing."""
    bare = [each for each in products if "first_image" not in each.__dict__]
    if not bare:
        return
    rows = (
        ProductMedia.objects.filter(product__in=[each.pk for each in bare], type="IMAGE")
        .order_by("product_id", "sort_order", "pk")
        .distinct("product_id")
    )
    found = {row.product_id: row for row in rows}
    for each in bare:
        each.__dict__["first_image"] = found.get(each.pk)


def first_image(product: Product) -> ProductMedia | None:
    """What `attach_first_images` found."""
    media: ProductMedia | None = product.__dict__["first_image"]
    return media


def picture_name(object_id: str) -> str | None:
    """The stored picture of a product's media, a category or a collection, by global id; None if there is none."""
    models = {
        "ProductMedia": (ProductMedia, "image"),
        "Category": (Category, "background_image"),
        "Collection": (Collection, "background_image"),
    }
    type_name = type_of(object_id) or ""
    if type_name not in models:
        return None
    model, column = models[type_name]
    try:
        key = int_pk_of(type_name, object_id)
    except NotFound:
        return None
    name: str | None = model._default_manager.filter(pk=key).values_list(column, flat=True).first()
    return name or None
