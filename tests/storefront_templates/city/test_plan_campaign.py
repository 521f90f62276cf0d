"""The city plans, publishes and ends a campaign; the market shows it."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from marketplace.campaigns.models import Campaign
from tests.factories.baskets import MONDAY
from tests.factories.campaigns import make_campaign
from tests.factories.orders import make_order
from tests.storefront_templates.retailer.conftest import Browser, signed_in

ADDRESSES = ("/stadt/", "/stadt/aktionen/", "/stadt/aktionen/neu/")


def fields(**changed):
    return {
        "title": "Frisch vom Hof",
        "teaser": "Zwei Wochen lang",
        "body": "Kartoffeln und Honig.",
        "starts": "2026-11-23T08:00",
        "ends": "2026-12-06T18:00",
        "start_place": "1",
        "motif": "farm_shop",
    } | changed


def start_page(browser):
    """As it is once the minute is over for which the start page is kept."""
    cache.clear()
    return browser.get("/").content.decode()


def test_only_the_city_and_the_operator_see_the_board(cast):
    campaign = make_campaign(cast.shop, now=MONDAY)
    addresses = (*ADDRESSES, f"/stadt/aktionen/{campaign.pk}/")
    for browser in (cast.owner, signed_in("kundin"), signed_in("tour", "driver")):
        assert {browser.get(address).status_code for address in addresses} == {403}
        assert browser.post(f"/stadt/aktionen/{campaign.pk}/beenden/").status_code == 403
        assert browser.post("/stadt/aktionen/neu/", fields(vendors=[cast.shop.pk])).status_code == 403
    for browser in (signed_in("stadt", "city"), signed_in("betreiber", "operator")):
        assert {browser.get(address).status_code for address in addresses} == {200}
    assert Campaign.objects.get().ends == campaign.ends


def test_nobody_signed_in_is_asked_to(db):
    assert [Browser().get(address).url for address in ADDRESSES] == [
        f"/anmelden/?next={address.replace('/', '%2F')}" for address in ADDRESSES
    ]


def test_without_campaigns_the_board_offers_the_first(city):
    page = city.get("/stadt/aktionen/").content.decode()
    assert "Noch keine Aktion" in page
    assert "Erste Aktion planen" in page


def test_a_campaign_is_drafted_published_and_ended(city, cast):
    goods = [row.pk for row in cast.shop.goods]
    drafted = fields(listings=goods, vendors=[cast.rival.pk], is_draft="on")
    city.post("/stadt/aktionen/neu/", drafted)
    campaign = Campaign.objects.get()
    page = f"/aktion/{campaign.slug}/"
    shopper = Browser()
    assert shopper.get(page).status_code == 404
    assert "Frisch vom Hof" not in start_page(shopper)
    assert "Noch ein Entwurf" in city.get(f"/stadt/aktionen/{campaign.pk}/").content.decode()

    published = {name: value for name, value in drafted.items() if name != "is_draft"}
    assert city.post(f"/stadt/aktionen/{campaign.pk}/", published).status_code == 302
    assert page in start_page(shopper)
    shown = shopper.get(page).content.decode()
    assert all(row.name in shown for row in cast.shop.goods)
    assert cast.rival.name in shown

    answer = city.post(f"/stadt/aktionen/{campaign.pk}/beenden/", follow=True)
    assert "ist beendet" in answer.content.decode()
    assert page not in start_page(shopper)


def test_ending_asks_first_and_only_what_runs_can_be_ended(city, cast):
    campaign = make_campaign(cast.shop, now=MONDAY, starts=MONDAY + timedelta(days=2))
    address = f"/stadt/aktionen/{campaign.pk}/"
    assert "beenden/" not in city.get(address).content.decode()
    assert "läuft gerade nicht" in city.post(f"{address}beenden/", follow=True).content.decode()
    running = make_campaign(cast.shop, now=MONDAY)
    assert 'data-confirm="Die Aktion jetzt beenden?' in city.get(f"/stadt/aktionen/{running.pk}/").content.decode()


def test_looking_for_goods_keeps_what_is_typed_and_ticked(city, cast):
    ticked, other = cast.shop.goods
    typed = fields(title="Nur ein Anfang", ends="", listings=[ticked.pk], goods_text=other.name, find="1")
    answer = city.post("/stadt/aktionen/neu/", typed)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="Nur ein Anfang"' in page
    assert "error-summary" not in page
    assert f'value="{other.pk}"' in page
    box = page[page.index(f'name="listings" value="{ticked.pk}"') :]
    assert "checked" in box[: box.index(">")]
    assert not Campaign.objects.exists()
    nothing = city.post("/stadt/aktionen/neu/", fields(goods_text="gibtesnicht", find="1")).content.decode()
    assert "Keine Ware heißt so" in nothing


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"title": ""}, "title", "Bitte ausfüllen."),
        ({"starts": "gestern"}, "starts", ""),
        ({"ends": "2026-11-01T08:00"}, "ends", ""),
        ({"teaser": ""}, "teaser", "Zum Veröffentlichen fehlt der Kurztext."),
        ({"start_place": "99"}, "start_place", ""),
    ],
)
def test_errors_stand_beside_the_field_and_in_the_summary(city, cast, changed, field, sentence):
    answer = city.post("/stadt/aktionen/neu/", fields(vendors=[cast.shop.pk], **changed))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#id_{field}"' in page
    assert sentence in page[page.index(f'id="id_{field}_error"') :]
    assert not Campaign.objects.exists()


def test_a_published_campaign_without_goods_or_shops_is_refused(city, cast):
    answer = city.post("/stadt/aktionen/neu/", fields())
    assert answer.status_code == 422
    assert "Bitte wählen Sie Waren oder Läden" in answer.content.decode()


def test_a_picture_replaces_the_drawing(city, cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    campaign = make_campaign(cast.shop, now=MONDAY)
    out = BytesIO()
    Image.new("RGB", (640, 480), "#446688").save(out, "PNG")
    file = SimpleUploadedFile("hof.png", out.getvalue())
    city.post(f"/stadt/aktionen/{campaign.pk}/bild/", {"picture": file, "alt": "Kartoffeln"})
    assert 'alt="Kartoffeln"' in city.get(f"/stadt/aktionen/{campaign.pk}/").content.decode()
    refused = city.post(f"/stadt/aktionen/{campaign.pk}/bild/", {"picture": SimpleUploadedFile("a.png", b"x")})
    assert refused.status_code == 302
    city.post(f"/stadt/aktionen/{campaign.pk}/bild/", {"remove": "1"})
    campaign.refresh_from_db()
    assert not campaign.picture


def test_the_overview_counts_this_week_against_the_last(city, cast):
    make_order(cast.shop, (1, "30.00"))
    make_order(cast.rival, (1, "10.00"), placed_at=MONDAY - timedelta(days=8))
    page = city.get("/stadt/").content.decode()
    assert "30,00\xa0€" in page
    assert "vorher 10,00\xa0€" in page
    assert "Erika" not in page


def test_twice_the_campaigns_and_orders_cost_no_more_queries(city, cast):
    def queries():
        counts = []
        for address in ("/stadt/", "/stadt/aktionen/"):
            with CaptureQueriesContext(connection) as seen:
                assert city.get(address).status_code == 200
            counts.append(len(seen))
        return counts

    for _ in range(3):
        make_campaign(cast.shop, *cast.shop.goods, now=MONDAY)
        make_order(cast.shop)
    queries()  # the menus of the first page are kept for those after it
    before = queries()
    for _ in range(3):
        make_campaign(cast.rival, *cast.rival.goods, now=MONDAY)
        make_order(cast.rival)
    assert queries() == before
    assert max(before) <= 20
