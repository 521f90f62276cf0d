"""Start, search and product pages: what can I get in town today, and when can I have it?"""

from collections import Counter
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.catalogue.models import Listing
from marketplace.catalogue.services.search_index import index_listings
from storefront_templates.shopper.views.start import varied
from tests.factories.baskets import MONDAY
from tests.factories.campaigns import make_campaign, make_row
from tests.factories.vendors import make_vendor

pytestmark = pytest.mark.django_db


def page_of(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def queries_of(client, path):
    cache.clear()
    client.get(path)
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


def test_the_start_page_shows_what_can_be_collected_today_and_who_is_open(client):
    shop = make_vendor(name="Bäckerei am Markt", trade="bakery")
    make_row(shop, name="Roggenbrot")
    page = page_of(client, "/")
    assert "Heute abholbar" in page
    assert "Roggenbrot" in page
    assert "geöffnet bis 18:00" in page
    assert "1 Laden offen" in page


def test_in_the_evening_it_shows_what_is_new_and_who_opens_next(client):
    make_row(make_vendor(opening_hours="Mo-Su 05:00-06:00"), name="Frühbrot")
    page = page_of(client, "/")
    assert "Neu in den Läden" in page
    assert "Als Nächstes geöffnet" in page


def test_a_running_campaign_stands_on_the_start_page_and_leads_to_its_own(client):
    shop = make_vendor()
    campaign = make_campaign(
        make_row(shop, name="Honig"), shop, now=MONDAY, title="Frisch vom Hof", start_place=1, is_draft=False
    )
    assert f"/aktion/{campaign.slug}/" in page_of(client, "/")
    page = page_of(client, f"/aktion/{campaign.slug}/")
    assert "Frisch vom Hof" in page
    assert "Honig" in page
    assert shop.name in page


def test_a_planned_campaign_is_nobodys_business(client):
    campaign = make_campaign(
        make_vendor(), now=MONDAY, is_draft=False, starts=MONDAY + timedelta(days=2), ends=MONDAY + timedelta(days=5)
    )
    assert client.get(f"/aktion/{campaign.slug}/").status_code == 404


def test_shops_take_turns_on_the_start_page():
    rows = [Listing(pk=number, vendor_id=1 if number < 20 else 2) for number in range(30)]
    shown = Counter(row.vendor_id for row in varied(rows, 12))
    assert shown == {1: 6, 2: 6}


def test_the_search_finds_and_says_when(client):
    shop = make_vendor(name="Bäckerei am Markt")
    bread = make_row(shop, name="Roggenbrot", unit_price=Decimal("4.20"), reference_unit="kg")
    index_listings([bread.pk, make_row(shop, name="Blumenvase").pk])
    page = page_of(client, "/suche/?q=roggenbrot")
    assert "Roggenbrot" in page
    assert "Blumenvase" not in page
    assert "1 kg = 4,20" in page
    assert "abholbar" in page


def test_the_address_holds_the_state_of_every_control(client):
    shop = make_vendor()
    make_row(shop, name="Roggenbrot")
    page = page_of(client, f"/suche/?heute=1&offen=1&liefern=1&laden={shop.slug}&von=1&bis=99&sort=price")
    assert page.count('aria-current="true"') >= 3
    assert 'value="price" selected' in page
    assert f'value="{shop.slug}" id="laden-{shop.slug}" checked' in page
    assert 'name="von" inputmode="decimal" autocomplete="off" value="1"' in page


def test_nothing_found_offers_a_way_on(client):
    page = page_of(client, "/suche/?q=xyzxyz")
    assert "Dazu haben wir nichts gefunden" in page


def test_a_product_shows_price_law_stock_and_shop(client):
    shop = make_vendor(name="Bäckerei am Markt")
    listing = make_row(
        shop,
        name="Roggenbrot",
        price=Decimal("4.20"),
        tax_rate=Decimal(7),
        unit_price=Decimal("4.20"),
        reference_unit="kg",
    )
    page = page_of(client, f"/produkt/{listing.slug}/")
    for words in ("4,20\N{NO-BREAK SPACE}€", "1 kg = 4,20", "inkl. 7 % MwSt.", "im Laden vorrätig", "In den Korb"):
        assert words in page
    assert "Verkäufer und Vertragspartner (Unternehmer)." in page
    assert f"/laden/{shop.slug}/impressum/" in page


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"available": 2}, "nur noch 2 Stück im Laden"),
        ({"available": 0}, "zurzeit ausverkauft"),
        ({"stock_kind": "view_only"}, "nicht bestellbar"),
        ({"stock_kind": "on_order", "lead_days": 3}, "auf Bestellung, etwa 3 Werktage"),
    ],
)
def test_stock_is_told_in_words(client, fields, says):
    listing = make_row(make_vendor(), **fields)
    page = page_of(client, f"/produkt/{listing.slug}/")
    assert says in page
    assert ("In den Korb" in page) == (fields.get("available") != 0 and fields.get("stock_kind") != "view_only")


def test_hidden_goods_do_not_exist(client):
    hidden = make_row(make_vendor(), is_published=False)
    in_hidden_shop = make_row(make_vendor(is_published=False))
    assert client.get(f"/produkt/{hidden.slug}/").status_code == 404
    assert client.get(f"/produkt/{in_hidden_shop.slug}/").status_code == 404


@pytest.mark.parametrize("path", ["/", "/suche/", "/suche/?heute=1"])
def test_the_number_of_queries_does_not_grow_with_goods_and_shops(client, path):
    for _ in range(3):
        make_row(make_vendor())
    few = queries_of(client, path)
    for _ in range(3):
        shop = make_vendor()
        make_row(shop)
        make_row(shop)
    assert queries_of(client, path) == few


def test_the_number_of_queries_of_a_product_does_not_grow_with_its_shop(client):
    listing, _ = make_row(shop := make_vendor()), make_row(shop)
    few = queries_of(client, f"/produkt/{listing.slug}/")
    for _ in range(4):
        make_row(shop)
    assert queries_of(client, f"/produkt/{listing.slug}/") == few
