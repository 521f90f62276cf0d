"""The basket's field for a voucher, with and without scripts."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from marketplace.saleor.vouchers import NewVoucher, create_voucher

REDEEM, REMOVE = "/korb/gutschein/", "/korb/gutschein/entfernen/"


@pytest.fixture(autouse=True)
def _voucher(market):
    new = NewVoucher(name="Stadtgutschein", code="ZEITZ", value=Decimal(5), starts=datetime(2020, 1, 1, tzinfo=UTC))
    create_voucher(new, channel_id=market.channel.id)


def test_a_plain_form_takes_the_code_and_gives_it_back(shopper, shops):
    shopper.put(shops[0].goods[0])
    assert shopper.post(REDEEM, {"code": "zeitz"}).status_code == 302
    page = shopper.get("/korb/").content.decode()
    assert "Gutschein ZEITZ spart Ihnen 5,00\xa0€." in page
    assert "−5,00\xa0€" in page
    assert shopper.post(REMOVE).status_code == 302
    assert "Gutschein einlösen" in shopper.get("/korb/").content.decode()


def test_htmx_gets_the_basket_with_the_new_sum(shopper, shops):
    shopper.put(shops[0].goods[0], shops[1].goods[0])
    answer = shopper.part(REDEEM, {"code": "ZEITZ"})
    part = answer.content.decode()
    assert answer.status_code == 200
    assert part.lstrip().startswith('<div id="basket"')
    assert "15,00\xa0€" in part


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Bitte geben Sie den Gutscheincode ein."),
        ("QUATSCH", "Diesen Gutscheincode gibt es nicht, oder er gilt gerade nicht."),
    ],
)
def test_a_wrong_code_stays_in_the_field_with_the_reason(typed, sentence, shopper, shops):
    shopper.put(shops[0].goods[0])
    for answer in (shopper.post(REDEEM, {"code": typed}), shopper.part(REDEEM, {"code": typed})):
        page = answer.content.decode()
        assert answer.status_code == 422
        assert sentence in page
        assert f'value="{typed}"' in page
        assert 'aria-describedby="voucher-error"' in page


def test_a_code_without_a_basket_finds_none(shopper, shops):
    assert shopper.post(REDEEM, {"code": "ZEITZ"}).status_code == 422
