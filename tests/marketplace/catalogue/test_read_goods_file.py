"""Files as tills and spreadsheets write them."""

from decimal import Decimal

import pytest

from marketplace.catalogue.rules.goods_table import Fault, Unreadable, amount, quantity, read_table, truth

LINES = "Artikelnummer;Bezeichnung;Preis;Warengruppe\n1;Möhren;1,80;Gemüse\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_encodings_and_german_headers(encoding: str) -> None:
    table = read_table(LINES.encode(encoding))
    assert table.rows == [{"sku": "1", "name": "Möhren", "price": "1,80", "category": "Gemüse"}]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_separators(separator: str) -> None:
    table = read_table(
        f'name{separator}price{separator}category\n"Brot{separator} frisch"{separator}3{separator}brot'.encode()
    )
    assert table.rows[0]["name"] == f"Brot{separator} frisch"


def test_headers_that_mean_nothing_are_named_and_can_be_mapped() -> None:
    data = b"name;price;category;Regalplatz;Lager\nBrot;3;brot;A1;7\n"
    assert read_table(data).unused == ("Regalplatz", "Lager")
    mapped = read_table(data, mapping={"Lager": "stock"})
    assert (mapped.rows[0]["stock"], mapped.unused) == ("7", ("Regalplatz",))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "FILE_UNREADABLE"),
        (b"name;price;category\nBr\x00t;1;brot", "FILE_UNREADABLE"),
        ("name;price;category\nKäse;1;brot".encode().decode("cp1252").encode(), "TEXT_GARBLED"),
        (b"name;category\nBrot;brot", "HEADER_MISSING"),
        (b"x" * (10 * 1024 * 1024 + 1), "FILE_TOO_LARGE"),
    ],
)
def test_files_that_cannot_be_used(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_table(data)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3", "3"),
        ("3,2", "3.2"),
        ("3.20", "3.20"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1.234.567", "1234567"),
        ("12,50 €", "12.50"),
        ("0,125", "0.125"),
        ("1 250,00", "1250.00"),
    ],
)
def test_numbers(text: str, number: str) -> None:
    assert amount(text) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1.250", "NUMBER_AMBIGUOUS"),
        ("1,250", "NUMBER_AMBIGUOUS"),
        *((text, "NUMBER_INVALID") for text in ("", "drei", "1,2,3", "1e5", "--1")),
    ],
)
def test_numbers_that_could_mean_something_else(text: str, code: str) -> None:
    with pytest.raises(Fault) as refused:
        amount(text)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("500 g", "", ("500", "g")),
        ("0,75l", "", ("0.75", "l")),
        ("1.125", "kg", ("1.125", "kg")),
        ("6 Stück", "", ("6", "piece")),
        ("2", "m²", ("2", "m2")),
        ("", "g", (None, "")),
    ],
)
def test_content_of_a_package(text: str, unit: str, expected: tuple[str | None, str]) -> None:
    found = quantity(text, unit)
    assert found == (Decimal(expected[0]) if expected[0] else None, expected[1])


def test_yes_and_no() -> None:
    assert [truth(text, default=True) for text in ("ja", "Nein", "", "x", "0")] == [True, False, True, True, False]
    with pytest.raises(Fault):
        truth("vielleicht", default=True)
