"""Pictures of shops: whatever a phone sends is read, turned upright, made smaller and stored anew.

Re-encoding drops everything that is no picture: place and time of the shot (EXIF), hidden payloads, animation.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from threading import Lock
from typing import BinaryIO

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from marketplace.errors import DomainError
from marketplace.vendors.models import Vendor

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 50_000_000
MIN_SIDE = 200
FORMATS = ("JPEG", "PNG", "WEBP")
LARGEST = (1600, 1600)
_switch = Lock()


def set_picture(*, vendor: Vendor, file: BinaryIO, alt: str = "") -> Vendor:
    """Replace the shop's picture.

    Raises DomainError PICTURE_TOO_LARGE, PICTURE_UNREADABLE, PICTURE_TOO_SMALL with field `picture`.
    """
    content = encoded(file)
    name = f"{vendor.slug}-{sha256(content).hexdigest()[:12]}.webp"
    with transaction.atomic():
        locked = Vendor.objects.select_for_update().get(pk=vendor.pk)
        old = locked.picture.name
        locked.picture.save(name, ContentFile(content), save=False)
        locked.picture_alt = alt.strip()[:200]
        locked.save(update_fields=["picture", "picture_alt", "updated"])
        _delete_after_commit(locked, old)
    return locked


@transaction.atomic
def remove_picture(*, vendor: Vendor) -> Vendor:
    """Go back to the drawing of the trade."""
    locked = Vendor.objects.select_for_update().get(pk=vendor.pk)
    old, locked.picture, locked.picture_alt = locked.picture.name, "", ""
    locked.save(update_fields=["picture", "picture_alt", "updated"])
    _delete_after_commit(locked, old)
    return locked


def encoded(file: BinaryIO) -> bytes:
    """The picture as WebP of at most 1600 pixels a side. Raises DomainError as `set_picture`."""
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise _refusal("PICTURE_TOO_LARGE", _("Das Bild ist zu groß. Es darf höchstens 10 MB haben."))
    try:
        with _whole_pictures_only(), Image.open(BytesIO(data), formats=FORMATS) as image:
            return _small(image)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise _refusal(
            "PICTURE_UNREADABLE", _("Das ist kein Bild, das wir lesen können. Es geht mit JPEG, PNG und WebP.")
        ) from None


@contextmanager
def _whole_pictures_only() -> Iterator[None]:
    """Pillow's switch for half-read pictures is one for the whole process, and the package that writes our PDFs turns
    it on: an upload that broke off would be stored with a grey rest."""
    with _switch:
        before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = before


def _small(image: Image.Image) -> bytes:
    if image.width * image.height > MAX_PIXELS:
        raise _refusal("PICTURE_TOO_LARGE", _("Das Bild hat zu viele Bildpunkte. Bitte verkleinern Sie es."))
    if min(image.size) < MIN_SIDE:
        raise _refusal("PICTURE_TOO_SMALL", _("Das Bild ist zu klein. Jede Seite braucht mindestens 200 Punkte."))
    image.draft("RGB", LARGEST)
    upright = ImageOps.exif_transpose(image).convert("RGB")
    upright.thumbnail(LARGEST, Image.Resampling.LANCZOS)
    out = BytesIO()
    upright.save(out, "WEBP", quality=82, method=4)
    return out.getvalue()


def _refusal(code: str, message: str) -> DomainError:
    return DomainError(code, message, field="picture")


def _delete_after_commit(vendor: Vendor, name: str | None) -> None:
    if name and name != vendor.picture.name:
        storage = vendor.picture.storage
        transaction.on_commit(lambda: storage.delete(name))
