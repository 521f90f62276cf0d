"""Pictures that people send."""

from io import BytesIO

import pytest
from PIL import Image, ImageFile

from marketplace.errors import DomainError
from marketplace.vendors.models import Vendor
from marketplace.vendors.services import remove_picture, set_picture
from marketplace.vendors.services.pictures import MAX_BYTES, encoded


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def sent(size=(800, 600), format="JPEG", mode="RGB", **options) -> BytesIO:
    file = BytesIO()
    Image.new(mode, size, color=1 if mode == "P" else (10, 120, 60, 255)[: len(mode)]).save(file, format, **options)
    file.seek(0)
    return file


@pytest.mark.parametrize(("format", "mode"), [("JPEG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("WEBP", "RGB")])
def test_pictures_are_made_anew(format, mode):
    with Image.open(BytesIO(encoded(sent((3000, 1500), format, mode)))) as image:
        assert (image.format, image.size) == ("WEBP", (1600, 800))


def test_a_picture_is_turned_upright_and_loses_where_it_was_taken():
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x8825] = {1: "N", 2: (51.0, 2.0, 58.0)}
    with Image.open(BytesIO(encoded(sent((800, 400), exif=exif)))) as image:
        assert image.size == (400, 800)
        assert not image.getexif()


def test_small_pictures_are_not_blown_up():
    with Image.open(BytesIO(encoded(sent((400, 300))))) as image:
        assert image.size == (400, 300)


def test_a_broken_upload_is_refused_whatever_others_set(monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(DomainError):
        encoded(BytesIO(sent().read()[:2000]))
    assert ImageFile.LOAD_TRUNCATED_IMAGES


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (BytesIO(b""), "PICTURE_UNREADABLE"),
        (BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "PICTURE_UNREADABLE"),
        (BytesIO(b"%PDF-1.7"), "PICTURE_UNREADABLE"),
        (BytesIO(sent().read()[:2000]), "PICTURE_UNREADABLE"),
        (sent(format="GIF", mode="P"), "PICTURE_UNREADABLE"),
        (sent((100, 800)), "PICTURE_TOO_SMALL"),
        (BytesIO(b"\xff" * (MAX_BYTES + 1)), "PICTURE_TOO_LARGE"),
        (sent((9000, 9000), "PNG", "L"), "PICTURE_TOO_LARGE"),
    ],
)
def test_refused_files(cast, file, code):
    with pytest.raises(DomainError) as refusal:
        set_picture(vendor=cast.shop, file=file)
    assert (refusal.value.code, refusal.value.field) == (code, "picture")
    assert Vendor.objects.get(pk=cast.shop.pk).picture.name == ""


def test_a_new_picture_replaces_the_old_file(cast, media, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first = set_picture(vendor=cast.shop, file=sent(), alt=" Schaufenster ")
        second = set_picture(vendor=cast.shop, file=sent((900, 700)))
    assert first.picture_alt == "Schaufenster"
    assert [path.name for path in (media / "vendors").iterdir()] == [second.picture.name.removeprefix("vendors/")]
    with django_capture_on_commit_callbacks(execute=True):
        assert not remove_picture(vendor=cast.shop).picture
    assert not list((media / "vendors").iterdir())


def test_the_same_picture_again_stays(cast, media, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        set_picture(vendor=cast.shop, file=sent())
        shop = set_picture(vendor=cast.shop, file=sent())
    assert (media / shop.picture.name).exists()
    assert len(list((media / "vendors").iterdir())) == 1
