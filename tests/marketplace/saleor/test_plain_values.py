"""Small translations between Saleor's JSON and ours."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from marketplace.money import Money
from marketplace.saleor import wire
from marketplace.saleor.rich_text import plain_text, rich_text
from marketplace.saleor.rules import ATTEMPTS, retry_delay


@pytest.mark.parametrize(
    ("amount", "expected"), [(3.49, "3.49"), (10.0, "10.00"), (0.1, "0.10"), (1234567.89, "1234567.89")]
)
def test_money_is_read_without_loss(amount, expected):
    assert wire.money({"amount": amount, "currency": "EUR"}) == Money(Decimal(expected), "EUR")


def test_an_address_survives_the_way_there_and_back():
    there = wire.Address(first_name="Ada", street="Wendische Straße 1", postal_code="06712", city="Zeitz", phone="1")
    sent = there.as_input()
    back = {"id": "QWRkcmVzczox", **sent, "country": {"code": sent["country"]}}
    assert wire.address(back) == wire.Address(**{**there.__dict__, "id": "QWRkcmVzczox"})
    assert wire.address(None) is None


def test_moments_are_aware():
    assert wire.moment("2026-11-22T05:52:03+00:00") == datetime(2026, 11, 22, 5, 52, 3, tzinfo=UTC)
    assert wire.moment(None) is None


@pytest.mark.parametrize("text", ["", "Ein Satz.", "Eins & zwei < drei.", "Absatz eins\nmit Umbruch\n\nAbsatz zwei"])
def test_texts_survive_the_way_there_and_back(text):
    assert plain_text(rich_text(text)) == text


def test_what_an_editor_wrote_is_read_as_plain_text():
    blocks = (
        '{"time": 1, "version": "2", "blocks": ['
        '{"type": "header", "data": {"text": "Unser <b>Honig</b>", "level": 2}},'
        '{"type": "list", "data": {"items": ["Linde", {"content": "Raps"}]}},'
        '{"type": "delimiter", "data": {}}]}'
    )
    assert plain_text(blocks) == "Unser Honig\n\nLinde\nRaps"


@pytest.mark.parametrize("value", [None, "", "kein JSON", "[]", "{}"])
def test_no_description_is_an_empty_text(value):
    assert plain_text(value) == ""


def test_waiting_doubles_up_to_an_hour_and_ends():
    delays = [retry_delay(attempts) for attempts in range(1, ATTEMPTS + 1)]
    assert delays[:4] == [timedelta(seconds=seconds) for seconds in (10, 20, 40, 80)]
    assert delays[-1] is None
    assert max(delays[:-1]) == timedelta(hours=1)


@pytest.mark.parametrize(
    ("kept", "written"),
    [
        ("ZEITZ", "Zeitz"),
        ("Zeitz", "Zeitz"),
        ("Droyßig", "Droyßig"),
        ("BAD BIBRA", "Bad Bibra"),
        ("NEUSTADT AN DER ORLA", "Neustadt an der Orla"),
        ("ZEITZ-OST (ELSTER)", "Zeitz-Ost (Elster)"),
        ("AM SEE", "Am See"),
        ("ULM", "ULM"),
        ("", ""),
    ],
)
def test_towns_are_written_as_people_write_them(kept, written):
    assert wire.as_written(kept) == written
