"""The demo town's shelves come in through the importer, once, whatever happens in between."""

from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from config import town as towns
from marketplace.catalogue import town
from marketplace.catalogue.models import Category, Listing
from marketplace.catalogue.services.goods import set_stock
from tests.factories.catalogue import TUESDAY

FILES = {
    "manufacturers.csv": 'name,address,contact\nSpielwerk GmbH,"Weg 1, 06712 Zeitz",post@spielwerk.example\n',
    "categories.csv": (
        "slug,name,parent,motifs,unit_price_required,manufacturer_required,description\n"
        "essen,Essen,,bread roll,no,no,Alles zum Essen.\n"
        "brot,Brot,essen,bread,yes,no,Laibe.\n"
        "spielzeug,Spielzeug,,teddy,no,yes,Zum Spielen.\n"
    ),
    "products.csv": (
        "shop,sku,name,category,price,net_quantity,net_unit,tax_class,stock,manufacturer,picture\n"
        "laden-a,A-1,Roggenbrot,brot,3.20,500,g,reduced,4,,bread-dark\n"
        "laden-a,A-2,Teddy,spielzeug,24.90,,,standard,2,Spielwerk GmbH,teddy\n"
        "laden-b,B-1,Weißbrot,brot,2.20,500,g,reduced,6,,bread\n"
    ),
}


@pytest.fixture
def folder(tmp_path: Path, settings) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def goods() -> list[tuple[str, str, bool]]:
    rows = Listing.objects.exclude(external_reference="").order_by("sku")
    return list(rows.values_list("sku", "name", "is_published"))


def test_shelves_are_filled_with_pictures(cast, folder: Path) -> None:
    told = town.load(folder, now=TUESDAY)
    assert told == "3 categories, 3 new goods, 2 shop fronts drawn"
    assert goods() == [("A-1", "Roggenbrot", True), ("A-2", "Teddy", True), ("B-1", "Weißbrot", True)]
    assert all(default_storage.exists(row.picture) for row in Category.objects.exclude(motif=""))
    cast.shop.refresh_from_db()
    assert cast.shop.picture
    assert cast.shop.picture_alt.endswith("(Zeichnung)")


def test_a_second_load_leaves_goods_as_their_shop_left_them(cast, folder: Path) -> None:
    town.load(folder, now=TUESDAY)
    bread = Listing.objects.get(sku="A-1")
    set_stock(listing=bread, quantity=1, now=TUESDAY)
    assert town.load(folder, now=TUESDAY) == "3 categories, 0 new goods, 0 shop fronts drawn"
    bread.refresh_from_db()
    assert bread.available == 1


def test_a_load_that_was_cut_off_goes_on(cast, folder: Path, monkeypatch) -> None:
    real, calls = town.apply_import, []

    def once(plan, **options):
        if calls:
            raise KeyboardInterrupt
        calls.append(plan)
        return real(plan, **options)

    monkeypatch.setattr(town, "apply_import", once)
    with pytest.raises(KeyboardInterrupt):
        town.load(folder, now=TUESDAY)
    assert 0 < len(goods()) < 3
    monkeypatch.setattr(town, "apply_import", real)
    town.load(folder, now=TUESDAY)
    assert len(goods()) == 3


def test_a_row_that_cannot_be_loaded_stops_the_load(cast, folder: Path) -> None:
    products = folder / "products.csv"
    products.write_text(products.read_text() + "laden-b,B-2,Brot ohne Gewicht,brot,2.20,,,reduced,6,,bread\n")
    with pytest.raises(ValueError, match="laden-b"):
        town.load(folder, now=TUESDAY)


def test_town_data_is_loaded_from_the_lowest_layer_up() -> None:
    order = towns.loading_order()
    assert order[:3] == ["marketplace.accounts", "marketplace.vendors", "marketplace.catalogue"]
    assert [name.startswith("plugins.") for name in order] == sorted(name.startswith("plugins.") for name in order)


def test_a_town_that_has_goods_is_not_loaded_again(cast, monkeypatch) -> None:
    def never(*_args: object, **_options: object) -> None:
        raise AssertionError("it was loaded")

    monkeypatch.setattr("config.management.commands.load_town.load_town", never)
    call_command("load_town", "zeitz", only_if_empty=True)


@pytest.mark.django_db
def test_an_unknown_town() -> None:
    assert towns.is_empty()
    with pytest.raises(CommandError, match="atlantis"):
        call_command("load_town", "atlantis")
