"""Goods out of a file: first what would happen, then that it happens, once."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.catalogue.models import Listing
from marketplace.catalogue.services.goods import archive, set_stock
from marketplace.catalogue.services.importing import apply, apply_import, import_goods, plan_import
from marketplace.errors import DomainError
from marketplace.saleor import products
from tests.factories.catalogue import TUESDAY

HEAD = "Artikelnummer;Name;Preis;Kategorie;Inhalt;Bestand;MwSt;Bild\n"
FILE = HEAD + "1;Bergkäse;4,90;Käse;200 g;7;7 %;cheese\n2;Ziegenkäse;6,20;kaese;150 g;3;7 %;softcheese\n"
LATER = TUESDAY + timedelta(days=1)


def plan(cast, text: str = FILE, **options):
    return plan_import(vendor=cast.shop, data=text.encode(), now=TUESDAY, **options)


def load(cast, text: str = FILE, **options):
    return apply_import(plan(cast, text, **options), now=TUESDAY)


def own(cast):
    return {row.sku: row for row in Listing.objects.filter(vendor=cast.shop, external_reference__startswith="laden-a:")}


def test_a_dry_run_does_nothing(cast) -> None:
    found = plan(cast)
    assert found.counts == {"new": 2, "changed": 0, "unchanged": 0, "refused": 0}
    assert [(row.number, row.key, row.name) for row in found.rows] == [(2, "1", "Bergkäse"), (3, "2", "Ziegenkäse")]
    assert own(cast) == {}


def test_new_goods_come_with_everything(cast) -> None:
    result = load(cast)
    assert (result.created, result.changed, result.failed) == (2, 0, [])
    cheese = own(cast)["1"]
    assert (cheese.name, cheese.price, cheese.unit_price, cheese.available) == (
        "Bergkäse",
        Decimal("4.90"),
        Decimal("24.50"),
        7,
    )
    assert (cheese.tax_rate, cheese.category_slug, cheese.drawing, cheese.is_published) == (7, "kaese", "cheese", True)
    assert cheese.picture


def test_the_same_file_again_changes_nothing(cast) -> None:
    load(cast)
    again = plan(cast)
    assert again.counts == {"new": 0, "changed": 0, "unchanged": 2, "refused": 0}
    assert apply_import(again, now=LATER).created == 0
    assert len(own(cast)) == 2


def test_the_diff_names_old_and_new(cast) -> None:
    load(cast)
    found = plan(cast, FILE.replace("4,90", "5,40").replace("Ziegenkäse", "Ziegenkäse mild").replace(";3;", ";9;"))
    changes = {row.key: [(each.field, each.old, each.new) for each in row.changes] for row in found.of("changed")}
    assert changes == {
        "1": [("price", "4.90", "5.40")],
        "2": [("name", "Ziegenkäse", "Ziegenkäse mild"), ("stock", "3", "9")],
    }
    result = apply_import(found, now=LATER)
    assert (result.created, result.changed, result.failed) == (0, 2, [])
    assert own(cast)["1"].price == Decimal("5.40")
    assert (own(cast)["2"].name, own(cast)["2"].available) == ("Ziegenkäse mild", 9)


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("3;;4,90;Käse;200 g;1;7;", "NAME_MISSING", "name"),
        ("3;Käse;4,9x;Käse;200 g;1;7;", "NUMBER_INVALID", "price"),
        ("3;Käse;1.250;Käse;200 g;1;7;", "NUMBER_AMBIGUOUS", "price"),
        ("3;Käse;-1;Käse;200 g;1;7;", "PRICE_INVALID", "price"),
        ("3;Käse;4,90;Mond;200 g;1;7;", "CATEGORY_UNKNOWN", "category"),
        ("3;Käse;4,90;Käse;;1;7;", "UNIT_PRICE_MISSING", "netQuantity"),
        ("3;Käse;4,90;Käse;200 Furlong;1;7;", "NUMBER_INVALID", "net_quantity"),
        ("3;Käse;4,90;Käse;200 g;1,5;7;", "STOCK_INVALID", "stock"),
        ("3;Käse;4,90;Käse;200 g;1;16 %;", "TAX_CLASS_UNKNOWN", "tax_class"),
        ("3;Käse;4,90;Käse;200 g;1;7;dragon", "PICTURE_UNKNOWN", "picture"),
        ("3;Käse;4,90;Käse;200 g;1;7;foto.jpg", "PICTURE_UNKNOWN", "picture"),
        (";Käse;4,90;Käse;200 g;1;7;", "KEY_MISSING", "sku"),
        ("1;Käse;4,90;Käse;200 g;1;7;", "KEY_TWICE", "sku"),
        ("3;Puppe;9,90;Spielzeug;;1;19;", "MANUFACTURER_MISSING", "manufacturer"),
    ],
)
def test_a_wrong_row_is_refused_with_its_reason_and_the_others_go_on(cast, row: str, code: str, column: str) -> None:
    found = plan(cast, FILE + row + "\n")
    (refused,) = found.of("refused")
    assert [(fault.code, fault.column) for fault in refused.faults] == [(code, column)]
    assert refused.number == 4
    assert refused.reasons[0] != code, "every code has a sentence"
    assert apply_import(found, now=TUESDAY).created == 2


def test_a_price_that_jumps_waits_for_a_yes(cast) -> None:
    load(cast)
    jumped = FILE.replace("4,90", "490,00")
    (refused,) = plan(cast, jumped).of("refused")
    assert [fault.code for fault in refused.faults] == ["PRICE_JUMP"]
    assert own(cast)["1"].price == Decimal("4.90")
    assert load(cast, jumped, allow_price_jumps=True).changed == 1
    assert own(cast)["1"].price == Decimal("490.00")


def test_an_import_that_was_cut_off_goes_on_without_duplicates(cast) -> None:
    """The engine made the product, the copy was never written: the next run finds it instead of making it twice."""
    load(cast, HEAD + FILE.splitlines()[1] + "\n")
    Listing.objects.filter(external_reference="laden-a:1").delete()
    result = load(cast)
    assert (result.created, result.failed) == (1, [])
    assert len(own(cast)) == 2
    assert sum((each.external_reference or "").startswith("laden-a:") for each in products.all_products()) == 2


def test_goods_that_only_the_engine_knows_are_taken_over_not_offered_again(cast, monkeypatch) -> None:
    """A new platform at a full engine: the shop's shelf is read, no product is sent, nobody else's is touched."""
    load(cast)
    apply_import(plan_import(vendor=cast.rival, data=FILE.encode(), now=TUESDAY), now=TUESDAY)
    Listing.objects.all().delete()
    monkeypatch.setattr(apply, "create_products", lambda wanted: pytest.fail(f"sent {len(wanted)} products"))
    result = load(cast)
    assert (result.created, result.failed) == (0, [])
    assert set(own(cast)) == {"1", "2"}
    assert not Listing.objects.filter(vendor=cast.rival).exists()


def test_archived_goods_come_back_with_the_file(cast) -> None:
    load(cast)
    archive(listing=own(cast)["1"], now=LATER)
    found = plan(cast)
    assert found.counts["changed"] == 1
    apply_import(found, now=LATER)
    assert own(cast)["1"].is_published
    assert own(cast)["1"].removed_at is None


def test_the_same_numbers_of_a_rival_are_other_goods(cast) -> None:
    load(cast)
    found = plan_import(vendor=cast.rival, data=FILE.encode(), now=TUESDAY)
    assert found.counts["new"] == 2
    assert apply_import(found, now=TUESDAY).created == 2
    assert own(cast)["1"].vendor == cast.shop


def test_pictures_out_of_a_folder(cast, tmp_path) -> None:
    from marketplace.catalogue.pictures.files import goods_picture

    (tmp_path / "käse.webp").write_bytes(goods_picture("cheese"))
    text = FILE.replace("cheese\n", "käse.webp\n", 1)
    load(cast, text, pictures=tmp_path)
    assert own(cast)["1"].picture_alt == "Bergkäse"
    assert plan(cast, text, pictures=tmp_path).counts["unchanged"] == 2


def test_stock_that_was_sold_since_shows_in_the_diff(cast) -> None:
    load(cast)
    set_stock(listing=own(cast)["1"], quantity=1, now=LATER)
    (changed,) = plan(cast).of("changed")
    assert [(each.field, each.old, each.new) for each in changed.changes] == [("stock", "1", "7")]


def test_unreadable_files_are_refused_as_a_whole(cast) -> None:
    with pytest.raises(DomainError) as refused:
        plan(cast, "Name;Preis\nKäse;3\n")
    assert (refused.value.code, refused.value.field) == ("HEADER_MISSING", "file")
    assert "(category)" in str(refused.value.message)


def test_planning_costs_the_same_for_many_rows(cast) -> None:
    def statements(rows: int) -> int:
        text = HEAD + "".join(f"{n};Käse {n};3,00;Käse;200 g;1;7;\n" for n in range(rows))
        with CaptureQueriesContext(connection) as captured:
            plan(cast, text)
        return len(captured)

    assert statements(2) == statements(40)


def test_import_as_one_act(cast) -> None:
    dry = import_goods(vendor=cast.shop, data=FILE.encode(), now=TUESDAY)
    assert (dry.counts["new"], own(cast)) == (2, {})
    import_goods(vendor=cast.shop, data=FILE.encode(), now=TUESDAY, dry_run=False)
    assert len(own(cast)) == 2


def test_command(cast, tmp_path) -> None:
    file, told = tmp_path / "ware.csv", StringIO()
    file.write_text(FILE + "3;Käse;x;Käse;200 g;1;7;\n")
    call_command("import_products", "laden-a", str(file), dry_run=True, stdout=told)
    assert "2 new, 0 changed, 0 unchanged, 1 refused" in told.getvalue()
    assert "row 4 3 Käse: Das ist keine Zahl." in told.getvalue()
    assert own(cast) == {}
    call_command("import_products", "laden-a", str(file), stdout=told)
    assert "created 2, changed 0, failed 0" in told.getvalue()


def test_a_refusal_of_the_engine_is_told_with_its_row(cast, monkeypatch) -> None:
    from marketplace.catalogue.services.importing import apply

    def with_a_broken_row(new):
        broken = [replace(each, name="") if each.name == "Bergkäse" else each for each in new]
        return products.create_products(broken)

    monkeypatch.setattr(apply, "create_products", with_a_broken_row)
    result = load(cast)
    assert result.created == 1
    assert [row.key for row, _reason in result.failed] == ["1"]
