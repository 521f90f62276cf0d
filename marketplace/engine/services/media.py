"""Pictures and videos on products."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from marketplace.engine.models import Product, ProductMedia, ProductVariant, VariantMedia
from marketplace.engine.refusals import int_pk_of, missing
from marketplace.engine.services.catalogue_event import product_changed
from marketplace.engine.services.pictures import forget_pictures, store_image
from marketplace.engine.services.products import product_by_id
from marketplace.errors import DomainError

_VIDEO_HOSTS = ("https://www.youtube.com/", "https://youtu.be/", "https://vimeo.com/")


@transaction.atomic
def create_media(
    *, product_id: str, image: UploadedFile | None, media_url: str | None, alt: str, now: datetime
) -> ProductMedia:
    """Add a picture by upload, or a video by its address. Nothing is fetched from elsewhere.

    Raises DomainError NOT_FOUND, REQUIRED, INVALID_FILE_TYPE, FILE_SIZE_LIMIT_EXCEEDED, UNSUPPORTED_MEDIA_PROVIDER.
    """
    product = product_by_id(product_id, field="product")
    media = ProductMedia(product=product, alt=alt[:250], sort_order=product.media.count())
    if image is not None and media_url:
        raise DomainError("DUPLICATED_INPUT_ITEM", "Either image or external URL is required.", field="input")
    if image is not None:
        media.image = store_image(image)
    elif media_url:
        if not media_url.startswith(_VIDEO_HOSTS):
            message = "Unsupported media provider or incorrect URL."
            raise DomainError("UNSUPPORTED_MEDIA_PROVIDER", message, field="mediaUrl")
        media.type, media.external_url = "VIDEO", media_url
    else:
        raise DomainError("REQUIRED", "Image or external URL is required.", field="input")
    media.save()
    product_changed([product.pk], now=now)
    return media


@transaction.atomic
def update_media(*, media_id: str, alt: str | None, now: datetime) -> ProductMedia:
    """Change the text that stands for the picture. Raises DomainError NOT_FOUND."""
    media = media_by_id(media_id)
    if alt is not None:
        media.alt = alt[:250]
        media.save(update_fields=["alt"])
    product_changed([media.product_id], now=now)
    return media


@transaction.atomic
def delete_media(*, media_id: str, now: datetime) -> ProductMedia:
    """Take a picture off; its files go once that is certain. Raises DomainError NOT_FOUND."""
    media = media_by_id(media_id)
    key, name = media.pk, media.image
    media.delete()
    media.pk = key
    forget_pictures([name])
    product_changed([media.product_id], now=now)
    return media


@transaction.atomic
def assign_media(*, variant: ProductVariant, media_id: str, now: datetime) -> ProductMedia:
    """Say that a picture of the product shows this variant. Raises DomainError NOT_PRODUCTS_IMAGE, NOT_FOUND."""
    media = media_by_id(media_id, field="mediaId")
    if media.product_id != variant.product_id:
        raise DomainError("NOT_PRODUCTS_IMAGE", "This media doesn't belong to that product.", field="mediaId")
    VariantMedia.objects.get_or_create(variant=variant, media=media)
    product_changed([media.product_id], now=now)
    return media


def media_by_id(media_id: str, *, field: str = "id") -> ProductMedia:
    """Raises DomainError NOT_FOUND, GRAPHQL_ERROR."""
    media = ProductMedia.objects.filter(pk=int_pk_of("ProductMedia", media_id, field=field)).first()
    if media is None:
        raise missing(media_id, field=field)
    return media


@transaction.atomic
def reorder_media(*, product_id: str, media_ids: list[str], now: datetime) -> Product:
    """Show the pictures in this order. Raises DomainError NOT_PRODUCTS_IMAGE unless all belong to the product."""
    product = product_by_id(product_id, field="productId")
    keys = [int_pk_of("ProductMedia", each, field="mediaIds") for each in media_ids]
    own = product.media.in_bulk(keys)
    if len(own) != len(set(keys)) or len(own) != product.media.count():
        raise DomainError("NOT_PRODUCTS_IMAGE", "Give all media of the product, each once.", field="mediaIds")
    for place, key in enumerate(keys):
        own[key].sort_order = place
    ProductMedia.objects.bulk_update(own.values(), ["sort_order"])
    product_changed([product.pk], now=now)
    return product
