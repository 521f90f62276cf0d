"""Photos of articles: sent, replaced and taken off at the counter."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from marketplace.vendors.services import pictures


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def page(cast, desk):
    """The address of the article."""
    return f"{desk}/produkte/{cast.shop.goods[0].pk}/"


def photo(size=(640, 480)):
    out = BytesIO()
    Image.new("RGB", size, "#884422").save(out, "JPEG")
    return SimpleUploadedFile("brot.jpg", out.getvalue(), content_type="image/jpeg")


def test_a_photo_is_shown_replaced_and_taken_off(cast, page):
    article = cast.shop.goods[0]
    assert "Bis Sie ein Foto hochladen" in cast.helper.get(page).content.decode()
    seen = cast.helper.post(f"{page}foto/", {"picture": photo(), "alt": "Ein Laib"}, follow=True).content.decode()
    assert "Das neue Foto ist da." in seen
    assert 'alt="Ein Laib"' in seen
    assert "Foto ersetzen" in seen
    assert 'alt="Ein Laib"' in cast.owner.get(f"/produkt/{article.slug}/").content.decode()
    seen = cast.owner.post(f"{page}foto/", {"picture": photo((800, 800)), "alt": ""}, follow=True).content.decode()
    assert f'alt="{article.name}"' in seen
    seen = cast.owner.post(f"{page}foto/", {"remove": "1"}, follow=True).content.decode()
    assert "Das Foto ist entfernt." in seen
    assert "Foto entfernen" not in seen
    article.refresh_from_db()
    assert not article.has_photo


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("", "Bitte wählen Sie zuerst ein Foto aus."),
        (SimpleUploadedFile("brot.jpg", b""), "Die Datei ist leer."),
        (SimpleUploadedFile("brot.jpg", b"<svg/>"), "Das ist kein Bild, das wir lesen können."),
        (photo((20, 20)), "Das Bild ist zu klein."),
    ],
)
def test_what_is_no_photo_is_refused_in_words(cast, page, file, words):
    answer = cast.owner.post(f"{page}foto/", {"picture": file, "alt": "Ein Laib"})
    seen = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_picture_error"' in seen
    assert words in seen
    assert 'value="Ein Laib"' in seen  # what was typed stays
    cast.shop.goods[0].refresh_from_db()
    assert not cast.shop.goods[0].has_photo


def test_too_large_a_photo_is_refused_in_words(cast, page, monkeypatch):
    monkeypatch.setattr(pictures, "MAX_BYTES", 1000)
    answer = cast.owner.post(f"{page}foto/", {"picture": photo(), "alt": ""})
    assert "Das Bild ist zu groß. Es darf höchstens 10 MB haben." in answer.content.decode()


def test_rivals_do_not_find_the_article(cast, page, desk):
    foreign = f"/haendler/{cast.rival.slug}/produkte/{cast.shop.goods[0].pk}/foto/"
    for browser, path in ((cast.rival_owner, f"{page}foto/"), (cast.rival_owner, foreign), (cast.owner, foreign)):
        assert browser.post(path, {"picture": photo(), "alt": ""}).status_code == 404
    assert cast.owner.get(f"{page}foto/").status_code == 405
    assert "sobald der Artikel gespeichert ist" in cast.owner.get(f"{desk}/produkte/neu/").content.decode()
