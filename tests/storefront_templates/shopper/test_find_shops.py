"""Shops as a list and a map, one shop, its Impressum."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.vendors.models import Vendor
from marketplace.vendors.selectors import calendars
from marketplace.vendors.wording import opening_sentence
from tests.factories.baskets import MONDAY
from tests.factories.vendors import make_closure, make_vendor

pytestmark = pytest.mark.django_db


def page_of(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_open_shops_come_first_with_their_closing_time(client):
    make_vendor(name="Nachtladen", opening_hours="Mo-Su 20:00-23:00")
    make_vendor(name="Tagladen", opening_hours="Mo-Su 08:00-18:00")
    page = page_of(client, "/laeden/")
    assert page.index("Tagladen</a>") < page.index("Nachtladen</a>")
    assert "geöffnet bis 18:00" in page
    assert "öffnet heute um 20:00" in page


def test_shops_can_be_narrowed_down(client):
    make_vendor(name="Bücherstube", trade="books", opening_hours="Mo-Su 20:00-23:00")
    make_vendor(name="Blumenkorb", trade="florist", opening_hours="Mo-Su 08:00-18:00")
    assert "Bücherstube</a>" not in page_of(client, "/laeden/?art=florist")
    assert "Bücherstube</a>" not in page_of(client, "/laeden/?offen=1")
    assert "Blumenkorb</a>" not in page_of(client, "/laeden/?q=b%C3%BCcher")
    assert "Dazu haben wir keinen Laden gefunden" in page_of(client, "/laeden/?q=zzz")
    assert "Blumenkorb</a>" in page_of(client, "/laeden/?art=unsinn")


def test_every_shop_on_the_map_is_in_the_list_beside_it(client):
    shops = [make_vendor(latitude=51.05 + number / 500, longitude=12.1369) for number in range(3)]
    page = page_of(client, "/laeden/?stufe=1")
    drawn = page[page.index("<svg viewBox") : page.index("</figure>")]
    listed = page[page.index("shop-list") :]
    for shop in shops:
        assert shop.name in drawn
        assert shop.name in listed


def test_a_shop_without_coordinates_is_in_the_list_alone(client):
    shop = make_vendor(latitude=None, longitude=None)
    assert shop.name in page_of(client, "/laeden/")
    assert shop.name in page_of(client, f"/laden/{shop.slug}/")


@pytest.mark.parametrize("asked", ["stufe=9", "stufe=-1", "stufe=x", "mitte=1,2,3", "mitte=90,0", "mitte=nan,nan"])
def test_nonsense_on_the_map_shows_the_usual_view(client, asked):
    make_vendor()
    assert "aria-current" in page_of(client, f"/laeden/?{asked}")


def test_neighbours_lead_nearer_and_keep_the_filters(client):
    for _ in range(2):
        make_vendor(trade="books")
    page = page_of(client, "/laeden/?art=books&stufe=0")
    assert "art=books&amp;stufe=1&amp;mitte=51.04960%2C12.13690#karte" in page


def test_hidden_shops_do_not_exist(client):
    hidden = make_vendor(is_published=False)
    assert hidden.name not in page_of(client, "/laeden/")
    assert client.get(f"/laden/{hidden.slug}/").status_code == 404
    assert client.get(f"/laden/{hidden.slug}/impressum/").status_code == 404


def test_a_shop_says_when_where_and_who(client):
    shop = make_vendor(story="Wir backen seit gestern.", sells=False, offers_collect=False, offers_delivery=False)
    make_closure(shop, MONDAY + timedelta(days=3), reason="Inventur")
    page = page_of(client, f"/laden/{shop.slug}/")
    assert "Wir backen seit gestern." in page
    assert "Inventur" in page
    assert page.count('<th scope="row">') == 7
    assert f"tel:{shop.phone.replace(' ', '')}" in page
    assert f"/laden/{shop.slug}/impressum/" in page


def test_the_impressum_names_the_trader(client):
    shop = make_vendor()
    page = page_of(client, f"/laden/{shop.slug}/impressum/")
    assert shop.legal_identity.legal_name in page
    assert shop.legal_identity.vat_id in page
    assert "Er verkauft als Unternehmer." in page
    assert "tax_number" not in page


def test_the_page_without_filters_is_kept_for_a_minute_and_filtered_ones_are_not(client, django_assert_num_queries):
    make_vendor(name="Bücherstube", trade="books")
    page_of(client, "/laeden/")
    with django_assert_num_queries(0):
        page_of(client, "/laeden/")
    make_vendor(name="Blumenkorb", trade="florist")
    assert "Blumenkorb" in page_of(client, "/laeden/?stufe=1")
    assert "Bücherstube</a>" not in page_of(client, "/laeden/?art=florist")


def test_the_number_of_queries_does_not_grow_with_shops(client, django_assert_max_num_queries):
    for _ in range(4):
        make_closure(make_vendor(), MONDAY + timedelta(days=3))
    page_of(client, "/laeden/?stufe=1")
    with CaptureQueriesContext(connection) as captured:
        page_of(client, "/laeden/?stufe=1")
    few = len(captured)
    for _ in range(4):
        make_closure(make_vendor(), MONDAY + timedelta(days=3))
    assert few > 0
    with django_assert_max_num_queries(few):
        page_of(client, "/laeden/?stufe=1")


def test_doors_say_on_pages_what_they_say_to_programs(client):
    make_vendor(name="Atelier", opening_hours='Mo-Fr unknown "nur nach Anruf"')
    make_vendor(name="Werkstatt", opening_hours="Mo-Fr unknown")
    make_vendor(name="Nachtladen", opening_hours="24/7")
    make_vendor(name="Stiller Laden", opening_hours="")
    page = page_of(client, "/laeden/")
    for vendor in Vendor.objects.all():
        sentence = opening_sentence(calendars([vendor])[vendor.pk].state(MONDAY), now=MONDAY)
        assert f"{sentence}</span>" in page
    for words in ("nur nach Anruf", "nach Vereinbarung", "geöffnet", "Öffnungszeiten nicht bekannt"):
        assert f"{words}</span>" in page
