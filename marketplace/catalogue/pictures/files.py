"""Pictures as WebP files in memory, each drawn once per process."""

from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from io import BytesIO
from multiprocessing import get_context

from PIL import Image

from marketplace.catalogue.pictures.compose import tile
from marketplace.catalogue.pictures.motifs import MOTIFS
from marketplace.catalogue.pictures.palette import TONES
from marketplace.catalogue.pictures.scenes import category_tile, shop_front

SIDE = 640
CONTENT_TYPE = "image/webp"


_ahead: dict[str, bytes] = {}


def goods_picture(name: str) -> bytes:
    """The square picture called `motif` or `motif-tone` (`bread`, `shirt-red`). Raises LookupError if unknown."""
    return _ahead.get(name) or _drawn(name)


def draw_ahead(names: Iterable[str], *, processes: int = 2) -> None:
    """Draw many pictures in processes of their own, for an import that will need them all."""
    missing = sorted(set(names) - set(_ahead))
    if not missing:
        return
    # Spawned, not forked: a copy of this process would share its database connections.
    try:
        with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
            _ahead.update(zip(missing, pool.map(_drawn, missing, chunksize=16), strict=True))
    except BrokenProcessPool:
        return  # no processes to be had: each picture is drawn when it is asked for


def forget_drawn() -> None:
    """Give back the memory of `draw_ahead`."""
    _ahead.clear()


@lru_cache(maxsize=64)
def _drawn(name: str) -> bytes:
    motif, tone = split_name(name)
    return _webp(tile(motif, tone, SIDE))


def shop_front_picture(trade: str, key: str) -> bytes:
    """The wide picture of a shop, 1600 x 600."""
    return _webp(shop_front(trade, key))


def category_picture(motifs: tuple[str, ...], key: str) -> bytes:
    """The tile of a category, 640 x 480."""
    return _webp(category_tile(motifs, key))


def split_name(name: str) -> tuple[str, str]:
    """`shirt-red` as motif and tone; the tone is empty where the name has none. Raises LookupError if unknown."""
    motif, _, tone = name.partition("-")
    if motif not in MOTIFS or (tone and tone not in TONES):
        raise LookupError(f"no drawing is called {name!r}")
    return motif, tone


def alt_text(name: str) -> str:
    """German words for the drawing."""
    return MOTIFS[split_name(name)[0]].label


def _webp(picture: Image.Image) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, "WEBP", quality=84, method=2)
    return buffer.getvalue()
