"""Drawings: the same on every machine, one for every good of the demo town."""

import csv
from io import BytesIO

import pytest
from PIL import Image

from marketplace.catalogue.pictures.compose import tile
from marketplace.catalogue.pictures.files import (
    alt_text,
    category_picture,
    draw_ahead,
    forget_drawn,
    goods_picture,
    shop_front_picture,
    split_name,
)
from marketplace.catalogue.pictures.motifs import MOTIFS
from marketplace.catalogue.pictures.trades import WINDOWS, window
from marketplace.vendors.models import Trade
from tests.factories.catalogue import TOWN


@pytest.mark.parametrize("name", sorted(MOTIFS))
def test_every_motif_can_be_drawn(name: str) -> None:
    picture = tile(name, "", 64)
    assert picture.size == (64, 64)
    assert len(picture.getcolors(64 * 64)) > 20, "more than a ground"


def test_drawings_are_deterministic_and_square_webp() -> None:
    first = goods_picture("bread-dark")
    assert goods_picture("bread-dark") == first
    assert goods_picture("bread-red") != first
    with Image.open(BytesIO(first)) as picture:
        assert (picture.format, picture.size) == ("WEBP", (640, 640))


def test_drawing_ahead_in_processes_gives_the_same() -> None:
    alone = goods_picture("teddy")
    draw_ahead(["teddy", "bread"])
    assert goods_picture("teddy") == alone
    forget_drawn()
    assert goods_picture("teddy") == alone


def test_names_that_mean_nothing() -> None:
    for name in ("", "dragon", "bread-octarine", "bread-"):
        if name == "bread-":
            assert split_name(name) == ("bread", "")
            continue
        with pytest.raises(LookupError):
            split_name(name)


def test_every_trade_has_a_window_of_known_motifs() -> None:
    assert set(Trade.values) <= set(WINDOWS)
    assert all(name in MOTIFS for names in WINDOWS.values() for name in names)
    assert window("unheard of") == WINDOWS[""]


def test_shop_fronts_differ_by_shop() -> None:
    with Image.open(BytesIO(shop_front_picture("bakery", "laden-a"))) as front:
        assert front.size == (1600, 600)
    assert shop_front_picture("bakery", "laden-a") != shop_front_picture("bakery", "laden-b")


def test_category_tiles() -> None:
    for motifs in (("bread",), ("bread", "roll"), ("bread", "roll", "cake")):
        with Image.open(BytesIO(category_picture(motifs, "brot"))) as picture:
            assert picture.size == (640, 480)


def test_the_demo_town_names_known_drawings_only() -> None:
    for file, column in (("products.csv", "picture"), ("categories.csv", "motifs")):
        with (TOWN / file).open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                for name in row[column].split():
                    assert alt_text(name)
