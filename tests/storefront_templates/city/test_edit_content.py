"""Stadtmarketing compiles a collection, writes a page, lays out the menus; the market shows it at once."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from marketplace.catalogue.models import Listing
from marketplace.content.selectors.collections import collection_to_edit, collections_to_edit
from marketplace.content.selectors.navigation import menu_to_edit
from marketplace.content.selectors.pages import pages_to_edit
from marketplace.saleor.pages import update_page
from tests.factories.content import make_collection, make_page
from tests.storefront_templates.retailer.conftest import Browser, signed_in


@pytest.fixture
def goods(cast: Any) -> list[Listing]:
    return list(Listing.objects.order_by("pk"))


def test_only_the_city_and_the_operator_edit(cast: Any, goods: list[Listing]) -> None:
    made, page = make_collection(goods[:1]), make_page()
    looks = ("zusammenstellungen/", "zusammenstellungen/neu/", f"zusammenstellungen/{made.id}/", "seiten/")
    looks += ("seiten/neu/", f"seiten/{page.id}/", "menues/")
    acts = [f"zusammenstellungen/{made.id}/{act}/" for act in ("waren", "bild", "zeigen", "loeschen")]
    acts += [f"seiten/{page.id}/zeigen/", f"seiten/{page.id}/loeschen/", "menues/kopf/neu/", "menues/kopf/x/"]
    for browser in (cast.owner, signed_in("kundin"), signed_in("tour", "driver")):
        assert {browser.get(f"/stadt/{address}").status_code for address in looks} == {403}
        assert {browser.post(f"/stadt/{address}").status_code for address in acts} == {403}
    for browser in (signed_in("stadt", "city"), signed_in("betreiber", "operator")):
        assert {browser.get(f"/stadt/{address}").status_code for address in looks} == {200}
    assert [each.is_published for each in collections_to_edit()] == [True]
    assert [each.is_published for each in pages_to_edit()] == [True]


def test_a_collection_from_its_name_to_the_market(city: Browser, goods: list[Listing]) -> None:
    answer = city.post("/stadt/zusammenstellungen/neu/", {"name": "Zum Herbst", "text": "Äpfel.", "teaser": ""})
    (made,) = collections_to_edit()
    board = answer.url
    assert board == f"/stadt/zusammenstellungen/{made.id}/" and not made.is_published
    assert "Noch keine Ware" in city.get(board).content.decode()
    city.post(f"{board}zeigen/", {"shown": "1"})
    assert not collections_to_edit()[0].is_published
    found = city.get(board, {"suche": goods[0].name}).content.decode()
    assert f'value="{goods[0].product_id}"' in found
    answer = city.post(f"{board}waren/", {"products": [goods[0].product_id, goods[1].product_id, "unbekannt"]})
    assert answer.url == f"{board}#waren"
    assert set(collection_to_edit(made.id).product_ids) == {goods[0].product_id, goods[1].product_id}
    preview = city.get(f"/auswahl/{made.slug}/", {"vorschau": made.id}).content.decode()
    assert "Vorschau" in preview and goods[0].name in preview
    anybody = Browser()
    assert anybody.get(f"/auswahl/{made.slug}/").status_code == 404
    city.post(f"{board}zeigen/", {"shown": "1"})
    assert goods[0].name in anybody.get(f"/auswahl/{made.slug}/").content.decode()
    city.post(f"{board}zeigen/", {})
    assert anybody.get(f"/auswahl/{made.slug}/").status_code == 404


def test_goods_move_with_buttons_and_go(city: Browser, goods: list[Listing]) -> None:
    made = make_collection(goods[:2])
    first, second = made.product_ids
    board = f"/stadt/zusammenstellungen/{made.id}/waren/"
    city.post(board, {"product": second, "act": "up"})
    assert collection_to_edit(made.id).product_ids == (second, first)
    city.post(board, {"product": first, "act": "remove"})
    assert collection_to_edit(made.id).product_ids == (second,)
    city.post(f"/stadt/zusammenstellungen/{made.id}/loeschen/")
    assert collections_to_edit() == ()
    assert city.get(f"/stadt/zusammenstellungen/{made.id}/").status_code == 404


def test_a_collection_is_renamed_and_illustrated(
    city: Browser, goods: list[Listing], settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    made = make_collection(goods[:1])
    board = f"/stadt/zusammenstellungen/{made.id}/"
    assert city.post(board, {"name": "", "text": "x"}).status_code == 422
    unsafe = city.post(board, {"name": "Ernte", "text": "[x](javascript:x)"})
    assert unsafe.status_code == 422 and "Diese Adresse geht nicht" in unsafe.content.decode()
    city.post(board, {"name": "Ernte", "text": "## Neu", "teaser": "Reif."})
    shown = Browser().get(f"/auswahl/{made.slug}/").content.decode()
    assert "<h1>Ernte</h1>" in shown and "<h2>Neu</h2>" in shown
    assert '<meta name="description" content="Reif.">' in shown
    out = BytesIO()
    Image.new("RGB", (800, 600), "orange").save(out, "JPEG")
    city.post(f"{board}bild/", {"picture": SimpleUploadedFile("x.jpg", out.getvalue()), "alt": "Laub"})
    picture = collection_to_edit(made.id).picture
    assert picture is not None and picture.alt == "Laub"
    wrong = city.post(f"{board}bild/", {"picture": SimpleUploadedFile("x.jpg", b"kein Bild")}, follow=True)
    assert "Das ist kein Bild" in wrong.content.decode()


def test_a_page_is_a_draft_then_public_then_gone(city: Browser, cast: Any) -> None:
    answer = city.post("/stadt/seiten/neu/", {"title": "Über uns", "text": "Guten **Tag**.", "teaser": ""})
    (page,) = pages_to_edit()
    board = f"/stadt/seiten/{page.id}/"
    assert answer.url == board and not page.is_published
    anybody = Browser()
    assert anybody.get(f"/seite/{page.slug}/").status_code == 404
    assert "Guten <b>Tag</b>." in city.get(f"/seite/{page.slug}/", {"vorschau": page.id}).content.decode()
    city.post(f"{board}zeigen/", {"shown": "1"})
    assert "Guten <b>Tag</b>." in anybody.get(f"/seite/{page.slug}/").content.decode()
    assert "Guten **Tag**." in city.get(board).content.decode()
    city.post(board, {"title": "Wir", "text": "Anders.", "teaser": ""})
    assert "<h1>Wir</h1><p>Anders.</p>" in anybody.get(f"/seite/{page.slug}/").content.decode()
    city.post(f"{board}loeschen/")
    assert anybody.get(f"/seite/{page.slug}/").status_code == 404


def test_a_text_that_was_designed_elsewhere_is_not_lost(city: Browser, cast: Any) -> None:
    page = make_page()
    table = '{"blocks": [{"type": "table", "data": {"content": [["a"]]}}]}'
    update_page(id=page.id, content=table)
    board = city.get(f"/stadt/seiten/{page.id}/").content.decode()
    assert "Er bleibt, wie er ist" in board and "<textarea" not in board
    city.post(f"/stadt/seiten/{page.id}/", {"title": "Neu", "text": "weg damit", "teaser": ""})
    (after,) = pages_to_edit()
    assert after.title == "Neu" and after.content is not None and '"table"' in after.content


def test_menus_are_laid_out_with_buttons(city: Browser, goods: list[Listing]) -> None:
    made, page = make_collection(goods[:1]), make_page()
    add = lambda place, **given: city.post(  # noqa: E731
        f"/stadt/menues/{place}/neu/", {f"{place}-{name}": value for name, value in given.items()}
    )
    assert add("kopf", name="Herbst", target=f"collection:{made.id}").url == "/stadt/menues/#kopf"
    add("kopf", name="Suche", target="url", url="/suche/")
    refused = add("kopf", name="Böse", target="url", url="javascript:x")
    assert refused.status_code == 422
    assert add("kopf", name="Leer", target="url", url="").status_code == 422
    assert add("nirgends", name="x", target="").status_code == 404
    add("fuss", name="Markt", target="")
    foot = menu_to_edit("fuss")
    assert foot is not None
    add("fuss", name="Wir", target=f"page:{page.id}", parent=foot.items[0].id)
    head = menu_to_edit("kopf")
    assert head is not None and [item.name for item in head.items] == ["Herbst", "Suche"]
    city.post(f"/stadt/menues/kopf/{head.items[1].id}/", {"act": "up"})
    shown = Browser().get("/impressum/").content.decode()
    assert shown.index(">Suche</a>") < shown.index(">Herbst</a>")
    city.post(f"/stadt/menues/kopf/{head.items[0].id}/", {"act": "delete"})
    assert ">Herbst</a>" not in Browser().get("/impressum/").content.decode()
    strange = city.post(f"/stadt/menues/kopf/{foot.items[0].id}/", {"act": "delete"})
    assert strange.status_code == 302
    kept = menu_to_edit("fuss")
    assert kept is not None and [child.name for child in kept.items[0].children] == ["Wir"]
