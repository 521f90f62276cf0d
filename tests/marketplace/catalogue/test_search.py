"""The search of the town: filters, facets, order, and what it costs."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.catalogue.models import Listing
from marketplace.catalogue.rules.ranking import CRITERIA
from marketplace.catalogue.selectors.query import SearchPage, SearchQuery
from marketplace.catalogue.selectors.search import search
from tests.factories.catalogue import TUESDAY, make_category, make_listing
from tests.factories.vendors import make_closure, make_vendor

pytestmark = pytest.mark.django_db
ALWAYS, LATER = "24/7", "Fr 09:00-18:00"


@pytest.fixture
def town():
    """A baker that is open now, a dairy that opens on Friday, bread and cheese."""
    baker = make_vendor(
        slug="baecker", name="Bäckerei Kruste", trade="bakery", opening_hours=ALWAYS, packing_minutes=30
    )
    dairy = make_vendor(slug="hof", name="Hof Wiese", trade="farm_shop", opening_hours=LATER, offers_delivery=False)
    food = make_category("essen", "Essen")
    bread, cheese = make_category("brot", "Brot", food), make_category("kaese", "Käse", food)
    make_listing(baker, "Bauernbrot", bread, price=Decimal("4.00"))
    make_listing(baker, "Zwiebelbrot", bread, price=Decimal("5.00"), available=0)
    make_listing(baker, "Brotmesser", None, price=Decimal("24.00"), deliverable=False)
    make_listing(dairy, "Bergkäse", cheese, price=Decimal("6.00"), tags=["Brotzeit"])
    make_listing(dairy, "Ziegenkäse", cheese, price=Decimal("3.00"), stock_kind="on_order")
    return baker, dairy


def names(page: SearchPage) -> list[str]:
    return [hit.listing.name for hit in page.hits]


def find(text: str = "", **filters) -> SearchPage:
    return search(SearchQuery(text=text, **filters), now=TUESDAY)


def test_compounds_come_before_beginnings_and_tags(town) -> None:
    assert names(find("Brot")) == ["Bauernbrot", "Zwiebelbrot", "Brotmesser", "Bergkäse"]


def test_scores_are_sums_of_the_explained_points(town) -> None:
    points = {code: each.weight for code, each in CRITERIA.items()}
    scores = {hit.listing.name: hit.score for hit in find("Brot").hits}
    shelf = points["NAME_ENDS"] + points["KIND"]
    assert scores["Bauernbrot"] == shelf + points["IN_STOCK"] + points["COLLECTABLE_TODAY"]
    assert scores["Zwiebelbrot"] == shelf + points["COLLECTABLE_TODAY"]
    assert scores["Brotmesser"] == points["NAME_BEGINS"] + points["IN_STOCK"] + points["COLLECTABLE_TODAY"]
    assert scores["Bergkäse"] == points["KIND"] + points["IN_STOCK"]


def test_category_counts_its_subtree(town) -> None:
    assert set(names(find(category="essen"))) == {"Bauernbrot", "Zwiebelbrot", "Bergkäse", "Ziegenkäse"}
    assert set(names(find(category="kaese"))) == {"Bergkäse", "Ziegenkäse"}
    assert find(category="gibt-es-nicht").total == 0


def test_filters_of_shops_and_times(town) -> None:
    assert set(names(find(vendors=("hof",)))) == {"Bergkäse", "Ziegenkäse"}
    assert find(vendors=("hof", "baecker")).total == 5
    assert find(vendors=("fremd",)).total == 0
    assert set(names(find(open_now=True))) == {"Bauernbrot", "Zwiebelbrot", "Brotmesser"}
    assert set(names(find(collectable_today=True))) == {"Bauernbrot", "Brotmesser"}
    assert set(names(find(deliverable=True))) == {"Bauernbrot", "Zwiebelbrot"}
    assert set(names(find(price_min=Decimal(4), price_max=Decimal("5.00")))) == {"Bauernbrot", "Zwiebelbrot"}


def test_facets_say_what_each_value_would_leave(town) -> None:
    facets = find(category="kaese", vendors=("hof",)).facets
    (food,) = facets.categories
    assert (food.slug, food.count, food.selected) == ("essen", 2, False)
    assert [(each.slug, each.count, each.selected) for each in food.children] == [("kaese", 2, True)]
    assert [(each.slug, each.count, each.selected) for each in facets.vendors] == [("hof", 2, True)]
    assert (facets.open_now, facets.collectable_today, facets.deliverable) == (0, 0, 0)
    assert (facets.price_min, facets.price_max) == (Decimal("3.00"), Decimal("6.00"))
    everywhere = find(category="kaese").facets
    assert {each.slug: each.count for each in everywhere.vendors} == {"hof": 2}
    whole = find().facets
    assert {each.slug: each.count for each in whole.vendors} == {"baecker": 3, "hof": 2}
    assert (whole.open_now, whole.collectable_today, whole.deliverable) == (3, 2, 2)


def test_facet_of_the_chosen_category_shows_its_siblings(town) -> None:
    (food,) = find(category="kaese").facets.categories
    assert {child.slug: child.count for child in food.children} == {"brot": 2, "kaese": 2}


def test_orders(town) -> None:
    assert names(find("käse", sort="price")) == ["Ziegenkäse", "Bergkäse"]
    assert names(find("käse", sort="-price")) == ["Bergkäse", "Ziegenkäse"]
    assert names(find(category="brot", sort="name")) == ["Bauernbrot", "Zwiebelbrot"]
    Listing.objects.filter(name="Ziegenkäse").update(created=TUESDAY + timedelta(days=1))
    assert names(find(sort="newest"))[0] == "Ziegenkäse"
    assert names(find(sort="nonsense")) == names(find())


def test_without_words_each_day_has_another_order(town) -> None:
    seen = {tuple(names(search(SearchQuery(), now=TUESDAY + timedelta(days=day)))) for day in range(12)}
    assert len(seen) > 1
    assert names(find()) == names(find())


def test_pages(town) -> None:
    first, second = find(sort="name", page_size=3), find(sort="name", page_size=3, page=2)
    assert (first.total, first.pages) == (5, 2)
    assert names(first) + names(second) == names(find(sort="name"))
    assert find(page=99).hits == ()
    assert find(page=99).total == 5


def test_typos_and_unknown_words(town) -> None:
    page = find("Bergkese")
    assert (names(page), page.similar_to) == (["Bergkäse"], "Bergkäse")
    assert find("Bauernbrod").similar_to == "Bauernbrot"
    partly = find("Bauernbrot Quietscheente")
    assert (names(partly), partly.partial) == (["Bauernbrot"], True)
    nothing = find("Quietscheente")
    assert (nothing.hits, nothing.total, nothing.partial) == ((), 0, False)


def test_beginnings_while_somebody_types(town) -> None:
    assert "Bauernbrot" in names(find("bau"))
    assert names(find("zie")) == ["Ziegenkäse"]


@pytest.mark.parametrize("text", ["'", "\\", "%", "a:*", "& | !", "(", "<script>", "  ", "💐", "x" * 500, "und"])
def test_strange_text_is_harmless(town, text: str) -> None:
    find(text)


def test_shops_are_named_too(town) -> None:
    assert [each.vendor.slug for each in find("bäckerei").vendors] == ["baecker"]
    assert find("").vendors == ()


def test_hidden_goods_and_shops_are_not_found(town) -> None:
    _baker, dairy = town
    Listing.objects.filter(name="Bauernbrot").update(is_published=False)
    assert "Bauernbrot" not in names(find("Brot"))
    dairy.is_published = False
    dairy.save()
    assert find("käse").total == 0


def test_a_closure_counts_at_once(town) -> None:
    baker, _dairy = town
    assert find(open_now=True).total == 3
    make_closure(baker, TUESDAY - timedelta(hours=1))
    assert find(open_now=True).total == 0
    assert find(collectable_today=True).total == 0


def test_goods_that_cannot_be_packed_before_closing_are_not_for_today() -> None:
    shop = make_vendor(opening_hours="Tu 09:00-11:30", packing_minutes=75)
    make_listing(shop, "Brot")
    assert find(collectable_today=True).total == 0  # 10:30 + 75 minutes is past closing
    shop.packing_minutes = 15
    shop.save()
    (hit,) = find(collectable_today=True).hits
    assert hit.hours.collect_from == TUESDAY + timedelta(minutes=15)


@pytest.mark.parametrize("text", ["", "Brot", "rotes Brot mit Käse"])
def test_statements_do_not_grow_with_shops_and_goods(town, text: str) -> None:
    find(text)
    with CaptureQueriesContext(connection) as few:
        find(text)
    for number in range(6):
        shop = make_vendor(opening_hours=ALWAYS)
        make_closure(shop, TUESDAY + timedelta(days=number + 1))
        shelf = make_category(f"regal-{number}")
        for kind in ("Rotes Brot", "Käse", "Brot mit Käse"):
            make_listing(shop, f"{kind} {number}", shelf)
    find(text)
    with CaptureQueriesContext(connection) as many:
        page = find(text)
    assert page.total > 6
    assert len(many) == len(few) <= 4
    for listing in page.listings:
        assert listing.vendor.name


def test_the_first_search_of_a_minute_reads_the_shops_too(town) -> None:
    with CaptureQueriesContext(connection) as statements:
        search(SearchQuery(text="Brot"), now=TUESDAY + timedelta(minutes=3))
    assert len(statements) <= 9
