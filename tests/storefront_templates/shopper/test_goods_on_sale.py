"""Goods on sale show the new price, and the lowest of the last 30 days beside it."""

from decimal import Decimal

from marketplace.catalogue.models import Listing


def on_sale(listing, lowest):
    changes = {"price": Decimal("8.00"), "regular_price": Decimal("10.00"), "lowest_before": lowest}
    Listing.objects.filter(pk=listing.pk).update(**changes)
    return f"/produkt/{listing.slug}/"


def test_tile_and_page_show_both_prices(shopper, shops):
    address = on_sale(shops[0].goods[0], Decimal("10.00"))
    for page in (shopper.get(address).content.decode(), shopper.get(f"/laden/{shops[0].slug}/").content.decode()):
        assert "8,00\xa0€" in page
        assert "−20 %" in page
        assert "niedrigster Preis der letzten 30 Tage:" in page
        assert '<s class="number">10,00\xa0€</s>' in page


def test_without_a_lawful_base_nothing_is_struck(shopper, shops):
    for lowest in (None, Decimal("7.50")):
        page = shopper.get(on_sale(shops[0].goods[0], lowest)).content.decode()
        assert "8,00\xa0€" in page
        assert "<s " not in page
