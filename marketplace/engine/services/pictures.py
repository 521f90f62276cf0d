"""Files of pictures: taking them in, making small ones, forgetting them."""

import io
import uuid
from collections.abc import Sequence

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from PIL import Image, ImageOps, UnidentifiedImageError

from marketplace.engine.rules.thumbnails import FORMATS, SIZES
from marketplace.errors import DomainError

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 50_000_000
KINDS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif", "AVIF": "avif"}


def store_image(file: UploadedFile, *, folder: str = "products") -> str:
    """Keep an uploaded picture under a name of its own and return that name.

    Raises DomainError INVALID_FILE_TYPE (by content, whatever the name says), FILE_SIZE_LIMIT_EXCEEDED.
    """
    invalid = DomainError("INVALID_FILE_TYPE", "Invalid file type.", field="image")
    if (file.size or 0) > MAX_BYTES:
        raise DomainError("FILE_SIZE_LIMIT_EXCEEDED", f"File is larger than {MAX_BYTES} bytes.", field="image")
    try:
        with Image.open(file) as picture:
            kind, (width, height) = picture.format, picture.size
            picture.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise invalid from None
    if kind not in KINDS:
        raise invalid
    if width * height > MAX_PIXELS:
        raise DomainError("FILE_SIZE_LIMIT_EXCEEDED", f"Picture has more than {MAX_PIXELS} pixels.", field="image")
    file.seek(0)
    return default_storage.save(f"{folder}/{uuid.uuid4().hex}.{KINDS[kind]}", file)


def store_background(file: UploadedFile, *, folder: str) -> str:
    """Keep the picture behind a category's or collection's name; returns its name in the storage.

    Raises DomainError INVALID, FILE_SIZE_LIMIT_EXCEEDED, in the name of `backgroundImage`.
    """
    try:
        return store_image(file, folder=folder)
    except DomainError as error:
        code = "INVALID" if error.code == "INVALID_FILE_TYPE" else error.code
        raise DomainError(code, error.message, field="backgroundImage") from None


def forget_pictures(names: Sequence[str]) -> None:
    """Delete stored pictures and their scaled copies once the open transaction is committed."""
    files = [each for name in names if name for each in (name, *_scaled_names(name))]

    def delete() -> None:
        for each in files:
            default_storage.delete(each)

    transaction.on_commit(delete, robust=True)


def _scaled_name(name: str, size: int, kind: str) -> str:
    stem, _dot, own = name.rpartition(".")
    return f"thumbnails/{stem}_{size}.{kind.lower() or own}"


def _scaled_names(name: str) -> list[str]:
    return [_scaled_name(name, size, kind) for size in SIZES for kind in set(FORMATS.values())]


def thumbnail(*, name: str, size: int, kind: str) -> str:
    """The name of a scaled copy of a stored picture, made if there is none yet.

    `size` bounds the longer side in pixels; `kind` is "WEBP", "AVIF" or "" for the picture's own format. Raises
    FileNotFoundError if the picture is gone.
    """
    target = _scaled_name(name, size, kind)
    if not default_storage.exists(target):
        saved = default_storage.save(target, ContentFile(_scaled(name, size, kind)))
        if saved != target:  # another request was faster, and the storage gave ours another name
            default_storage.delete(saved)
    return target


def _scaled(name: str, size: int, kind: str) -> bytes:
    with default_storage.open(name) as file, Image.open(file) as picture:
        chosen = kind or picture.format or "PNG"
        turned = ImageOps.exif_transpose(picture)
        if turned.mode not in ("RGB", "RGBA", "L"):
            turned = turned.convert("RGBA" if "transparency" in turned.info else "RGB")
        if chosen == "JPEG" and turned.mode == "RGBA":
            turned = turned.convert("RGB")
        turned.thumbnail((size, size))
        out = io.BytesIO()
        turned.save(out, chosen, quality=80)
    return out.getvalue()
