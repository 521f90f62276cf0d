"""Pictures of products: taken in by content, served in any size, gone with the product's media."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from marketplace.engine.models import ProductMedia
from marketplace.engine.rules.thumbnails import thumbnail_size
from marketplace.engine.services import pictures
from marketplace.graphql.ids import global_id
from tests.factories.engine_catalogue import APP, NOW, Shelf
from tests.marketplace.engine.platform import ask, run

CREATE = """mutation($input: ProductMediaCreateInput!) { productMediaCreate(input: $input) {
  media { id alt type url(size: 64, format: WEBP) original: url(size: 0) productId } product { thumbnail { alt } }
  errors { field code } } }"""


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def picture(kind: str = "PNG", size: tuple[int, int] = (300, 200), mode: str = "RGB") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new(mode, size, "red").save(out, kind)
    return SimpleUploadedFile(f"böses ../../{kind}.exe", out.getvalue())


def upload(town: Shelf, file: Any, **more: Any) -> Any:
    (product,) = town.put("Brot")
    given = {"product": global_id("Product", product.pk), "image": file, "alt": "Ein Laib", **more}
    return ask(CREATE, {"input": given}, by=APP, now=NOW)


def test_an_uploaded_picture_is_served_small(town: Shelf, tmp_path: Path, client: Client) -> None:
    made = upload(town, picture())
    assert made["errors"] == []
    media = made["media"]
    assert (media["alt"], media["type"], made["product"]) == ("Ein Laib", "IMAGE", {"thumbnail": {"alt": "Ein Laib"}})
    stored = ProductMedia.objects.get()
    assert (tmp_path / stored.image).is_file()
    assert stored.image.startswith("products/") and stored.image.endswith(".png")
    assert media["original"].endswith(f"/media/{stored.image}")
    path = media["url"].removeprefix("http://127.0.0.1:8000")
    for _twice in range(2):
        answer = client.get(path)
        assert answer.status_code == 200
        assert answer["Content-Type"] == "image/webp"
        assert "immutable" in answer["Cache-Control"]
        with Image.open(io.BytesIO(answer.content)) as small:
            assert (small.format, small.size) == ("WEBP", (64, 43))
    assert len(list((tmp_path / "thumbnails").rglob("*.webp"))) == 1


@pytest.mark.parametrize(
    ("kind", "mode"), [("JPEG", "L"), ("PNG", "P"), ("PNG", "RGBA"), ("GIF", "P"), ("WEBP", "RGBA")]
)
def test_every_kind_keeps_its_own_format(town: Shelf, client: Client, kind: str, mode: str) -> None:
    media = upload(town, picture(kind, mode=mode))["media"]
    answer = client.get(f"/thumbnail/{media['id']}/128/")
    with Image.open(io.BytesIO(answer.content)) as small:
        assert (small.format, small.size) == (kind, (128, 85))
    assert client.get(f"/thumbnail/{media['id']}/128/avif/")["Content-Type"] == "image/avif"


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (SimpleUploadedFile("a.png", b"<svg onload=alert(1)>"), "INVALID_FILE_TYPE"),
        (SimpleUploadedFile("a.png", b""), "INVALID_FILE_TYPE"),
        (SimpleUploadedFile("a.bmp", b"BM" + bytes(60)), "INVALID_FILE_TYPE"),
        (None, "REQUIRED"),
    ],
)
def test_other_files_are_refused(town: Shelf, tmp_path: Path, file: Any, code: str) -> None:
    made = upload(town, file)
    assert [error["code"] for error in made["errors"]] == [code]
    assert not ProductMedia.objects.exists()
    assert not list(tmp_path.rglob("*"))


def test_large_pictures_are_refused(town: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MAX_PIXELS", 59_999)
    assert upload(town, picture())["errors"] == [{"field": "image", "code": "FILE_SIZE_LIMIT_EXCEEDED"}]
    monkeypatch.setattr(pictures, "MAX_BYTES", 10)
    assert upload(town, picture())["errors"] == [{"field": "image", "code": "FILE_SIZE_LIMIT_EXCEEDED"}]


def test_videos_of_known_places_are_linked_and_nothing_is_fetched(town: Shelf) -> None:
    made = upload(town, None, mediaUrl="https://www.youtube.com/watch?v=abc")
    assert made["media"]["type"] == "VIDEO"
    assert made["media"]["url"] == "https://www.youtube.com/watch?v=abc"
    assert made["product"]["thumbnail"] is None
    assert upload(town, None, mediaUrl="http://169.254.169.254/")["errors"][0]["code"] == "UNSUPPORTED_MEDIA_PROVIDER"


def test_order_text_and_removal(town: Shelf, tmp_path: Path, django_capture_on_commit_callbacks: Any) -> None:
    (product,) = town.put("Brot")
    product_id = global_id("Product", product.pk)
    ids = [ask(CREATE, {"input": {"product": product_id, "image": picture()}}, by=APP)["media"]["id"] for _ in range(2)]
    reorder = """mutation($id: ID!, $ids: [ID!]!) { productMediaReorder(productId: $id, mediaIds: $ids) {
      media { id } errors { code } } }"""
    turned = ask(reorder, {"id": product_id, "ids": ids[::-1]}, by=APP)
    assert [each["id"] for each in turned["media"]] == ids[::-1]
    assert ask(reorder, {"id": product_id, "ids": ids[:1]}, by=APP)["errors"] == [{"code": "NOT_PRODUCTS_IMAGE"}]
    update = (
        """mutation($id: ID!) { productMediaUpdate(id: $id, input: {alt: "Neu"}) { media { alt } errors { code } } }"""
    )
    assert ask(update, {"id": ids[0]}, by=APP)["media"] == {"alt": "Neu"}
    assign = """mutation($v: ID!, $m: ID!) { variantMediaAssign(variantId: $v, mediaId: $m) {
      productVariant { media { id } } errors { code } } }"""
    variant_id = global_id("ProductVariant", town.variant(product).pk)
    assert ask(assign, {"v": variant_id, "m": ids[1]}, by=APP)["productVariant"] == {"media": [{"id": ids[1]}]}
    delete = "mutation($id: ID!) { productMediaDelete(id: $id) { media { id } errors { code } } }"
    assert Client().get(f"/thumbnail/{ids[0]}/64/webp/").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        assert ask(delete, {"id": ids[0]}, by=APP)["media"] == {"id": ids[0]}
    assert len(list((tmp_path / "products").iterdir())) == 1
    assert not list((tmp_path / "thumbnails").rglob("*.webp"))
    assert ask(delete, {"id": ids[0]}, by=APP)["errors"] == [{"code": "NOT_FOUND"}]
    assert run(delete, {"id": ids[1]})["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"
    with django_capture_on_commit_callbacks(execute=True):
        ask("mutation($id: ID) { productDelete(id: $id) { errors { code } } }", {"id": product_id}, by=APP)
    assert not list((tmp_path / "products").iterdir())


@pytest.mark.parametrize(
    "path", ["nonsense/64/", "UHJvZHVjdE1lZGlhOjE=/64/", "VXNlcjox/64/", "UHJvZHVjdE1lZGlhOjE=/64/exe/"]
)
@pytest.mark.django_db
def test_unknown_pictures_are_not_found(client: Client, path: str) -> None:
    assert client.get(f"/thumbnail/{path}").status_code == 404


def test_sizes() -> None:
    assert [thumbnail_size(size) for size in (None, 0, 1, 48, 50, 256, 300, 9999)] == [
        4096, 4096, 32, 64, 64, 256, 256, 4096,
    ]  # fmt: skip
