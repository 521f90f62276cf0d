from dataclasses import replace
from datetime import UTC, datetime

import pytest

from marketplace.orders.rules.addresses import PostalAddress, read_address
from marketplace.orders.rules.chain import Link, digest, first_broken
from marketplace.orders.rules.numbers import part_number, part_suffix, purchase_number


@pytest.mark.parametrize(
    ("position", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (27, "AB"), (701, "ZZ"), (702, "AAA")]
)
def test_part_suffix(position, letters):
    assert part_suffix(position) == letters


def test_numbers_are_readable():
    assert purchase_number(2026, 123) == "26-000123"
    assert part_number("26-000123", 1) == "26-000123-B"
    assert purchase_number(2100, 1_234_567) == "00-1234567"


def chain(length: int) -> list[tuple[Link, str]]:
    links, before = [], ""
    for sequence in range(1, length + 1):
        at = datetime(2026, 11, 23, 9, sequence, tzinfo=UTC)
        link = Link(order=7, sequence=sequence, kind="confirmed", role="vendor", data={"amount": "1.00"}, at=at)
        before = digest(link, before)
        links.append((link, before))
    return links


def test_a_whole_chain_holds():
    assert first_broken(chain(3)) is None
    assert first_broken([]) is None


def test_a_changed_or_missing_entry_shows():
    whole = chain(3)
    changed = [whole[0], (replace(whole[1][0], data={"amount": "2.00"}), whole[1][1]), whole[2]]
    assert first_broken(changed) == 2
    assert first_broken([whole[0], whole[2]]) == 2


def test_an_envelope_names_the_country_only_abroad():
    home = PostalAddress(first_name="Erika", last_name="Muster", street="Am Anger 3", postal_code="06712", city="Zeitz")
    assert home.lines == ("Erika Muster", "Am Anger 3", "06712 Zeitz")
    assert read_address({**home.as_dict(), "country": "AT", "unknown": "x"}).lines[-1] == "AT"
    assert read_address({}).lines == ()
