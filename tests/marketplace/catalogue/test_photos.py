"""A shop shows a photo of its goods instead of the drawing, and takes it off again."""

from dataclasses import replace
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from marketplace.catalogue.models import Listing
from marketplace.catalogue.services.goods import save_product
from marketplace.catalogue.services.photos import remove_photo, set_photo
from marketplace.catalogue.services.sync import sync_products
from marketplace.errors import DomainError
from marketplace.graphql.ids import global_id
from marketplace.saleor import products
from tests.factories.catalogue import TUESDAY
from tests.marketplace.catalogue.conftest import ask
from tests.marketplace.catalogue.test_save_product import CHEESE

UPDATE = """mutation($id: ID!, $picture: Upload!, $alt: String) {
  done: listingPictureUpdate(id: $id, picture: $picture, alt: $alt) {
    listing { picture { alt } } errors { field code } } }"""
DELETE = """mutation($id: ID!) {
  done: listingPictureDelete(id: $id) { listing { picture { alt } } errors { field code } } }"""


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def cheese(cast) -> Listing:
    return save_product(vendor=cast.shop, goods=CHEESE, now=TUESDAY)


def photo(colour: str = "#884422", size: tuple[int, int] = (640, 480)) -> BytesIO:
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    out.seek(0)
    return out


def pictures(listing: Listing) -> list[str]:
    product = products.product(listing.product_id)
    assert product is not None
    return [each.alt for each in product.pictures]


def test_a_photo_takes_the_place_of_the_drawing(cheese: Listing) -> None:
    assert not cheese.has_photo
    shown = set_photo(listing=cheese, file=photo(), alt="Ein  Laib, angeschnitten ", now=TUESDAY)
    assert (shown.has_photo, shown.picture_alt, shown.drawing) == (True, "Ein Laib, angeschnitten", "cheese-gold")
    assert shown.picture != cheese.picture
    assert shown.thumbnail != cheese.thumbnail
    assert pictures(cheese) == ["Ein Laib, angeschnitten"]


def test_a_second_photo_replaces_the_first_and_may_go_without_words(cheese: Listing) -> None:
    first = set_photo(listing=cheese, file=photo(), now=TUESDAY)
    second = set_photo(listing=first, file=photo("#118844"), now=TUESDAY)
    assert (second.has_photo, second.picture_alt) == (True, "Bergkäse")
    assert second.picture != first.picture
    assert pictures(cheese) == ["Bergkäse"]


def test_the_drawing_comes_back(cheese: Listing) -> None:
    shown = remove_photo(listing=set_photo(listing=cheese, file=photo(), now=TUESDAY), now=TUESDAY)
    assert (shown.has_photo, shown.picture_alt) == (False, "Käse (Zeichnung)")
    assert pictures(cheese) == ["Käse (Zeichnung)"]


def test_goods_without_a_drawing_have_no_picture_again(cast) -> None:
    own = cast.shop.goods[0]
    plain = sync_products([own.product_id], now=TUESDAY)[own.product_id]
    assert set_photo(listing=plain, file=photo(), now=TUESDAY).has_photo
    shown = remove_photo(listing=plain, now=TUESDAY)
    assert (shown.has_photo, shown.picture, shown.thumbnail) == (False, "", "")


def test_a_photo_outlives_changes_of_the_article_and_of_its_drawing(cast, cheese: Listing) -> None:
    shown = set_photo(listing=cheese, file=photo(), alt="Ein Laib", now=TUESDAY)
    for goods in (CHEESE, replace(CHEESE, picture="bread")):
        shown = save_product(vendor=cast.shop, goods=goods, listing=shown, now=TUESDAY)
        assert (shown.has_photo, shown.picture_alt) == (True, "Ein Laib")
    assert remove_photo(listing=shown, now=TUESDAY).picture_alt == "Brotlaib (Zeichnung)"


@pytest.mark.parametrize(
    ("file", "code"), [(BytesIO(b"%PDF-1.7"), "PICTURE_UNREADABLE"), (photo(size=(20, 20)), "PICTURE_TOO_SMALL")]
)
def test_what_is_no_photo_changes_nothing(cheese: Listing, file: BytesIO, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        set_photo(listing=cheese, file=file, now=TUESDAY)
    assert (refused.value.code, refused.value.field) == (code, "picture")
    assert pictures(cheese) == ["Käse (Zeichnung)"]


def test_photos_over_graphql_are_for_the_shop_alone(cast, cheese: Listing) -> None:
    key = global_id("Listing", cheese.pk)
    for person in (cast.rival_seller, cast.stranger, None):
        for source, given in ((UPDATE, {"picture": SimpleUploadedFile("a.jpg", photo().read())}), (DELETE, {})):
            answer = ask(person, source, id=key, **given)["done"]
            assert answer == {"listing": None, "errors": [{"field": "id", "code": "NOT_FOUND"}]}
    assert pictures(cheese) == ["Käse (Zeichnung)"]
    sent = SimpleUploadedFile("a.jpg", photo().read())
    answer = ask(cast.seller, UPDATE, id=key, picture=sent, alt="Ein Laib")["done"]
    assert answer == {"listing": {"picture": {"alt": "Ein Laib"}}, "errors": []}
    answer = ask(cast.operator, DELETE, id=key)["done"]
    assert answer == {"listing": {"picture": {"alt": "Käse (Zeichnung)"}}, "errors": []}
