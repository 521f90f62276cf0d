"""Articles: price and stock in the row, with and without scripts, and the whole article."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.catalogue.models import Listing
from marketplace.catalogue.services.categories import NewCategory, ensure_categories
from marketplace.catalogue.services.goods import ensure_manufacturer
from tests.factories.catalogue import make_listing

SHELVES = (
    NewCategory(slug="brot", name="Brot", unit_price_required=True),
    NewCategory(slug="spielzeug", name="Spielzeug", manufacturer_required=True),
)


@pytest.fixture
def article(cast):
    return cast.shop.goods[0]


@pytest.fixture
def shelves(market):
    ensure_manufacturer(name="Musterwerk", address="Testweg 1, 06712 Zeitz", contact="hallo@musterwerk.example")
    return ensure_categories(SHELVES)


def bread(**changed):
    return {
        "name": "Roggenbrot",
        "category": "brot",
        "price": "4,20",
        "tax_class": "reduced",
        "net_quantity": "750",
        "net_unit": "g",
        "stock_kind": "in_store",
        "stock": "12",
        "lead_days": "0",
        "deliverable": "on",
        "published": "on",
    } | changed


def test_a_price_changes_in_the_row(cast, desk, article):
    answer = cast.owner.part(f"{desk}/produkte/{article.pk}/preis/", {"price": "12,50"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.strip().startswith(f'<tr id="product-{article.pk}">')
    assert 'value="12,50"' in page
    assert "data-announce" in page
    article.refresh_from_db()
    assert article.price == Decimal("12.50")


def test_without_scripts_the_list_comes_back_where_it_was(cast, desk, article):
    answer = cast.owner.post(f"{desk}/produkte/{article.pk}/bestand/", {"quantity": "3", "seite": "2"})
    assert answer.url == f"{desk}/produkte/?seite=2"
    article.refresh_from_db()
    assert article.available == 3
    answer = cast.owner.post(f"{desk}/produkte/{article.pk}/bestand/", {"quantity": "4", "next": "today"})
    assert answer.url == f"{desk}/heute/"


@pytest.mark.parametrize("typed", ["", "abc", "-1", "0", "1,234"])
def test_a_price_that_is_none_is_refused_and_stays_to_be_corrected(cast, desk, article, typed):
    answer = cast.owner.part(f"{desk}/produkte/{article.pk}/preis/", {"price": typed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'role="alert"' in page
    assert f'value="{typed}"' in page
    article.refresh_from_db()
    assert article.price == Decimal("10.00")


def test_a_stock_below_nothing_is_refused_without_scripts_too(cast, desk, article):
    answer = cast.owner.post(f"{desk}/produkte/{article.pk}/bestand/", {"quantity": "-3"}, follow=True)
    assert "Der Bestand kann nicht unter 0 liegen." in answer.content.decode()
    article.refresh_from_db()
    assert article.available == 10


def test_what_runs_out_is_asked_about_today(cast, desk, article):
    Listing.objects.filter(pk=article.pk).update(available=1)
    assert "Geht zur Neige" in cast.owner.get(f"{desk}/heute/").content.decode()
    answer = cast.owner.part(f"{desk}/produkte/{article.pk}/bestand/", {"quantity": "7", "part": "row"})
    assert "noch 7 Stück" in answer.content.decode()


def test_a_new_article_is_on_the_market_at_once(cast, desk, shelves):
    answer = cast.owner.post(f"{desk}/produkte/neu/", bread(tags="Sauerteig, Roggen, Roggen"), follow=True)
    assert "„Roggenbrot“ ist gespeichert." in answer.content.decode()
    listing = Listing.objects.get(name="Roggenbrot")
    assert (listing.price, listing.available, listing.tags) == (Decimal("4.20"), 12, ["Sauerteig", "Roggen"])
    assert (listing.unit_price, listing.reference_unit) == (Decimal("5.60"), "kg")
    assert cast.owner.get(f"/produkt/{listing.slug}/").status_code == 200


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"name": ""}, "name", "Bitte ausfüllen."),
        ({"category": ""}, "category", "Bitte ausfüllen."),
        ({"price": "viel"}, "price", "zum Beispiel 3,49"),
        ({"net_unit": ""}, "net_unit", "Bitte wählen Sie die Einheit"),
        ({"net_quantity": "", "net_unit": ""}, "net_quantity", "muss ein Grundpreis dastehen"),
        ({"category": "spielzeug"}, "manufacturer", "wer sie herstellt"),
    ],
)
def test_errors_stand_beside_the_field_and_in_the_summary(cast, desk, shelves, changed, field, sentence):
    answer = cast.owner.post(f"{desk}/produkte/neu/", bread(**changed))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#id_{field}"' in page
    assert sentence in page[page.index(f'id="id_{field}_error"') :]
    assert not Listing.objects.filter(name="Roggenbrot").exists()


def test_saving_an_article_unchanged_loses_nothing(cast, desk, shelves):
    said = bread(
        category="spielzeug", manufacturer="Musterwerk", warnings="Nicht unter 3 Jahren", tags="Holz",
        stock_kind="on_order", lead_days="4", sku="H-1", unit_price_exemption="BY_PIECE",
    )  # fmt: skip
    cast.owner.post(f"{desk}/produkte/neu/", said)
    listing = Listing.objects.get(name="Roggenbrot")
    kept = ("name", "category_slug", "description", "tags", "price", "tax_class", "net_quantity", "net_unit", "sku")
    kept += ("unit_price_exemption", "stock_kind", "available", "lead_days", "manufacturer_id", "warnings", "picture")
    before = {name: getattr(listing, name) for name in kept}
    form = cast.owner.get(f"{desk}/produkte/{listing.pk}/").context["form"]
    shown = {name: form[name].value() for name in form.fields}
    posted = {name: value for name, value in shown.items() if value not in (None, False)}
    posted["price"] = str(posted["price"]).replace(".", ",")
    assert cast.owner.post(f"{desk}/produkte/{listing.pk}/", posted).status_code == 302
    listing.refresh_from_db()
    assert {name: getattr(listing, name) for name in kept} == before


def test_removing_asks_first_and_takes_the_article_off_the_market(cast, desk, article):
    assert "Er lässt sich nicht zurückholen" in cast.owner.get(f"{desk}/produkte/{article.pk}/").content.decode()
    cast.owner.post(f"{desk}/produkte/{article.pk}/entfernen/")
    assert f'id="product-{article.pk}"' not in cast.owner.get(f"{desk}/produkte/").content.decode()
    assert cast.owner.get(f"/produkt/{article.slug}/").status_code == 404


def test_finding_articles_and_finding_none(cast, desk, article):
    page = cast.owner.get(f"{desk}/produkte/?text={article.name}").content.decode()
    assert f'id="product-{article.pk}"' in page
    assert f'id="product-{cast.shop.goods[1].pk}"' not in page
    assert "Nichts gefunden" in cast.owner.get(f"{desk}/produkte/?text=gibtesnicht").content.decode()


def test_twice_the_articles_cost_no_more_queries(cast, desk):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            assert cast.owner.get(f"{desk}/produkte/").status_code == 200
        return len(seen)

    for number in range(5):
        make_listing(cast.shop, f"Brot {number}")
    queries()  # the menus of the first page are kept for those after it
    before = queries()
    for number in range(10):
        make_listing(cast.shop, f"Kuchen {number}")
    assert queries() == before <= 12
