"""Shelves, collections, pages of text and menus, as shoppers meet them."""

from typing import Any

import pytest

from marketplace.catalogue.models import Category, Listing
from marketplace.content.services.menus import add_item
from marketplace.saleor import categories
from marketplace.vendors.models import Vendor
from tests.factories.content import make_collection, make_page
from tests.storefront_templates.shopper.conftest import Shopper


@pytest.fixture
def goods(shops: list[Vendor]) -> list[Listing]:
    return [listing for shop in shops for listing in shop.goods]


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def shelf(slug: str, *rows: Listing, parent: Category | None = None) -> Category:
    """A shelf with these articles."""
    path = f"{parent.path}/{slug}" if parent else slug
    made = Category.objects.create(saleor_id=slug, slug=slug, name=slug.title(), path=path, parent=parent)
    for row in rows:
        Listing.objects.filter(pk=row.pk).update(
            category=made, category_slug=slug, category_name=made.name, category_path=path
        )
    return made


def test_a_shelf_says_what_it_is_and_shows_what_is_in_it(shopper: Shopper, goods: list[Listing]) -> None:
    bakery = shelf("backwaren", goods[0])
    Category.objects.filter(pk=bakery.pk).update(description="Frisch aus dem Ofen.")
    shelf("brot", goods[1], goods[2], parent=bakery)
    page = text(shopper.get("/regal/backwaren/"))
    assert "<h1>Backwaren</h1>" in page and "Frisch aus dem Ofen." in page
    assert '<meta name="description" content="Frisch aus dem Ofen.">' in page
    assert all(row.name in page for row in goods[:3]) and goods[3].name not in page
    assert 'href="/regal/brot/">Brot <span class="count">2</span>' in page
    below = text(shopper.get("/regal/brot/"))
    assert goods[0].name not in below and 'href="/regal/backwaren/">Backwaren</a>' in below
    assert shopper.get("/regal/nirgends/").status_code == 404


def test_the_filters_of_the_search_work_on_a_shelf(shopper: Shopper, goods: list[Listing]) -> None:
    shelf("brot", *goods)
    cheap = text(shopper.get("/regal/brot/?bis=9&kategorie=anderes&q=nichts"))
    assert goods[1].name in cheap and goods[0].name not in cheap
    assert 'action="/regal/brot/"' in cheap


def test_the_engine_s_words_about_a_shelf_come_first(shopper: Shopper, goods: list[Listing]) -> None:
    categories.create_category(slug="brot", name="Brot", description="Aus drei Bäckereien.")
    shelf("brot", goods[0])
    assert "<p>Aus drei Bäckereien.</p>" in text(shopper.get("/regal/brot/"))


def test_a_collection_shows_its_goods_in_its_order(shopper: Shopper, goods: list[Listing]) -> None:
    made = make_collection([goods[4], goods[0]])
    page = text(shopper.get(f"/auswahl/{made.slug}/"))
    assert "<h1>Zum Herbst</h1>" in page and "<p>Äpfel und <b>Kürbis</b>.</p>" in page
    assert '<meta name="description" content="Äpfel und Kürbis.">' in page
    assert goods[1].name not in page
    order = sorted((goods[0], goods[4]), key=lambda row: page.index(f">{row.name}</a>"))
    by_engine = [{row.product_id: row for row in goods}[key] for key in made.product_ids]
    assert order == by_engine
    by_price = text(shopper.get(f"/auswahl/{made.slug}/?sort=-price&von=9"))
    assert goods[0].name in by_price


def test_a_hidden_collection_is_seen_by_its_makers_alone(shopper: Shopper, goods: list[Listing]) -> None:
    made = make_collection(goods[:1], shown=False)
    assert shopper.get(f"/auswahl/{made.slug}/").status_code == 404
    assert shopper.get(f"/auswahl/{made.slug}/?vorschau={made.id}").status_code == 404


def test_pages_are_shown_once_they_are_published(shopper: Shopper, market: Any) -> None:
    page = make_page(text="## Wer\n\nDie [Läden](/laeden/) der Stadt.")
    shown = text(shopper.get(f"/seite/{page.slug}/"))
    assert '<h2>Wer</h2><p>Die <a href="/laeden/">Läden</a> der Stadt.</p>' in shown
    draft = make_page(title="Entwurf", shown=False)
    for address in (f"/seite/{draft.slug}/", f"/seite/{draft.slug}/?vorschau={draft.id}", "/seite/nirgends/"):
        assert shopper.get(address).status_code == 404


def test_without_menus_the_market_s_own_links_stand_there(shopper: Shopper, market: Any) -> None:
    page = text(shopper.get("/impressum/"))
    assert 'class="wide-only" href="/suche/"' in page and 'class="wide-only" href="/laeden/"' in page


def test_menus_lead_to_what_can_be_seen(shopper: Shopper, goods: list[Listing], settings: Any) -> None:
    made, page = make_collection(goods[:1]), make_page()
    draft = make_page(title="Entwurf", shown=False)
    add_item(place="kopf", name="Herbst", kind="collection", target=made.id)
    add_item(place="kopf", name="Neues", kind="url", target="/suche/?sort=newest")
    add_item(place="kopf", name="Geheim", kind="page", target=draft.id)
    top = add_item(place="fuss", name="Der Markt", kind="", target="")
    add_item(place="fuss", name="Über uns", kind="page", target=page.id, parent_id=top.id)
    add_item(place="fuss", name="Rathaus", kind="url", target="https://rathaus.example/")
    shown = text(shopper.get("/impressum/"))
    assert f'<a class="wide-only" href="/auswahl/{made.slug}/">Herbst</a>' in shown
    assert '<a class="wide-only" href="/suche/?sort=newest">Neues</a>' in shown
    assert "Geheim" not in shown and 'class="wide-only" href="/laeden/"' not in shown
    assert "<h2>Der Markt</h2>" in shown and f'<a href="/seite/{page.slug}/">Über uns</a>' in shown
    assert '<a href="https://rathaus.example/">Rathaus</a>' in shown


def test_a_menu_costs_nothing_while_it_is_kept(
    shopper: Shopper, goods: list[Listing], django_assert_num_queries: Any
) -> None:
    made = make_collection(goods[:1])
    add_item(place="kopf", name="Herbst", kind="collection", target=made.id)
    shopper.get("/impressum/")
    with django_assert_num_queries(0):
        assert "Herbst" in text(shopper.get("/impressum/"))


def test_the_sitemap_names_what_anybody_may_see(shopper: Shopper, goods: list[Listing]) -> None:
    made, page = make_collection(goods[:1]), make_page()
    hidden, draft = make_collection(goods[:1], name="Geheim", shown=False), make_page(title="Entwurf", shown=False)
    shelf("brot", goods[0])
    answer = shopper.get("/sitemap.xml")
    assert answer["Content-Type"] == "application/xml"
    listed = text(answer)
    for path in ("/", f"/auswahl/{made.slug}/", f"/seite/{page.slug}/", "/regal/brot/", f"/produkt/{goods[0].slug}/"):
        assert f"<loc>http://127.0.0.1:8000{path}</loc>" in listed
    assert hidden.slug not in listed and draft.slug not in listed
    robots = text(shopper.get("/robots.txt"))
    assert "Disallow: /korb/" in robots and "Sitemap: http://127.0.0.1:8000/sitemap.xml" in robots
