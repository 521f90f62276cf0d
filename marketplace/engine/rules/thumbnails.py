"""Sizes and formats of scaled pictures."""

SIZES = (32, 64, 128, 256, 512, 1024, 2048, 4096)
FORMATS = {"": "", "original": "", "webp": "WEBP", "avif": "AVIF"}


def thumbnail_size(size: int | None) -> int:
    """The kept size nearest to the wanted one, in pixels of the longer side; the largest if none is wanted."""
    if not size:
        return SIZES[-1]
    return min(SIZES, key=lambda kept: (abs(kept - size), -kept))
