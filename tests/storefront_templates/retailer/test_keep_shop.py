"""Hours with a lunch break, closures, profile, picture, Impressum, figures."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from marketplace.vendors.models import Closure
from tests.factories.baskets import MONDAY
from tests.factories.orders import make_order


def week(**spans):
    """Fields of the week: Mo=("09:00", "12:30", "14:00", "18:00")."""
    names = ("0-opens", "0-closes", "1-opens", "1-closes")
    return {f"{day}-{name}": time for day, times in spans.items() for name, time in zip(names, times, strict=False)}


def test_a_week_with_a_lunch_break_and_a_free_afternoon(cast, desk):
    typed = week(Mo=("09:00", "12:30", "14:00", "18:00"), We=("09:00", "12:00"))
    answer = cast.owner.post(f"{desk}/zeiten/woche/", typed, follow=True)
    assert "gespeichert und gelten ab sofort" in answer.content.decode()
    cast.shop.refresh_from_db()
    assert cast.shop.opening_hours == "Mo 09:00-12:30,14:00-18:00; We 09:00-12:00; PH off"
    page = answer.content.decode()
    assert "9:00–12:30, 14:00–18:00" in page
    assert "geschlossen" in page


def test_rules_that_no_row_can_say_are_kept(cast, desk):
    cast.shop.opening_hours = "Mo-Fr 09:00-18:00; PH off; Dec 24 off"
    cast.shop.save()
    form = cast.owner.get(f"{desk}/zeiten/").context["week"]
    shown = {name: form[name].value() or "" for name in form.fields}
    assert shown["rest"] == "Dec 24 off"
    cast.owner.post(f"{desk}/zeiten/woche/", shown | {"Sa-0-opens": "09:00", "Sa-0-closes": "12:00"})
    cast.shop.refresh_from_db()
    assert cast.shop.opening_hours == "Mo-Fr 09:00-18:00; Sa 09:00-12:00; PH off; Dec 24 off"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (week(Mo=("09:00", "")), "Bitte geben Sie beide Zeiten an, oder keine."),
        (week(Mo=("09:00", "14:00", "13:00", "18:00")), "Bitte prüfen Sie Ihre Angaben"),
        ({"rest": "irgendwann"}, "Bitte prüfen Sie Ihre Angaben"),
    ],
)
def test_hours_that_cannot_be_are_refused(cast, desk, typed, sentence):
    before = cast.shop.opening_hours
    answer = cast.owner.post(f"{desk}/zeiten/woche/", typed)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    cast.shop.refresh_from_db()
    assert cast.shop.opening_hours == before


def test_a_closure_is_planned_seen_and_taken_back(cast, desk):
    first, last = MONDAY.date() + timedelta(days=3), MONDAY.date() + timedelta(days=4)
    typed = {"first": first, "last": last, "reason": "Betriebsferien"}
    page = cast.owner.post(f"{desk}/zeiten/schliessen/", typed, follow=True).content.decode()
    closure = Closure.objects.get(vendor=cast.shop)
    assert closure.ends - closure.starts == timedelta(days=2)
    assert "26.11.2026 bis 27.11.2026" in page
    assert page.count("Betriebsferien") >= 2
    assert 'data-confirm="Diese Schließung zurücknehmen?' in page
    cast.owner.post(f"{desk}/zeiten/{closure.pk}/oeffnen/")
    assert not Closure.objects.filter(vendor=cast.shop).exists()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"first": "", "last": "2026-12-01"}, "first"),
        ({"first": "2026-12-03", "last": "2026-12-01"}, "last"),
        ({"first": "2026-11-01", "last": "2026-11-02"}, "last"),
    ],
)
def test_a_closure_that_cannot_be_is_refused_beside_the_field(cast, desk, typed, field):
    answer = cast.owner.post(f"{desk}/zeiten/schliessen/", typed)
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert not Closure.objects.exists()


def profile_of(vendor, **changed):
    names = ("name", "trade", "teaser", "story", "street", "postal_code", "city", "phone", "email", "website")
    return {name: getattr(vendor, name) for name in names} | {"packing_minutes": 45} | changed


def test_the_profile_is_stored_and_seen_by_others(cast, desk):
    typed = profile_of(cast.shop, teaser="Brot aus dem Steinofen", story="Seit vier Uhr wach.")
    answer = cast.helper.post(f"{desk}/profil/", typed, follow=True)
    assert "Ihr Laden ist gespeichert." in answer.content.decode()
    page = cast.owner.get(f"/laden/{cast.shop.slug}/").content.decode()
    assert "Seit vier Uhr wach." in page


@pytest.mark.parametrize(("field", "value"), [("name", ""), ("postal_code", "6712"), ("phone", "kein"), ("email", "x")])
def test_a_profile_that_cannot_be_is_refused_beside_the_field(cast, desk, field, value):
    answer = cast.owner.post(f"{desk}/profil/", profile_of(cast.shop, **{field: value}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in page
    assert f'href="#id_{field}"' in page


def photo(size=(640, 480)):
    out = BytesIO()
    Image.new("RGB", size, "#884422").save(out, "JPEG")
    return SimpleUploadedFile("laden.jpg", out.getvalue(), content_type="image/jpeg")


def test_a_picture_is_stored_and_removed(cast, desk, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cast.owner.post(f"{desk}/profil/bild/", {"picture": photo(), "alt": "Unser Schaufenster"})
    cast.shop.refresh_from_db()
    assert cast.shop.picture.name.endswith(".webp")
    assert 'alt="Unser Schaufenster"' in cast.owner.get(f"{desk}/profil/").content.decode()
    cast.owner.post(f"{desk}/profil/bild/", {"remove": "1"})
    cast.shop.refresh_from_db()
    assert not cast.shop.picture


def test_what_is_no_picture_is_refused(cast, desk):
    for file in (SimpleUploadedFile("laden.jpg", b"<svg/>"), photo((20, 20)), ""):
        answer = cast.owner.post(f"{desk}/profil/bild/", {"picture": file, "alt": ""})
        assert answer.status_code == 422
        assert 'id="id_picture_error"' in answer.content.decode()
    cast.shop.refresh_from_db()
    assert not cast.shop.picture


def legal_of(vendor, **changed):
    identity = vendor.legal_identity
    names = ("legal_name", "legal_form", "representative", "street", "postal_code", "city", "email", "phone")
    names += ("register_court", "register_number", "vat_id", "tax_status")
    return {name: getattr(identity, name) for name in names} | {"self_certified": "on"} | changed


def test_owners_keep_the_impressum(cast, desk):
    typed = legal_of(cast.shop, legal_name="Musterbrot GmbH")
    assert cast.owner.post(f"{desk}/profil/impressum/", typed).status_code == 302
    assert "Musterbrot GmbH" in cast.owner.get(f"/laden/{cast.shop.slug}/impressum/").content.decode()


def test_helpers_do_not_find_the_impressum(cast, desk):
    assert cast.helper.get(f"{desk}/profil/impressum/").status_code == 404
    assert cast.helper.post(f"{desk}/profil/impressum/", legal_of(cast.shop)).status_code == 404
    assert f"{desk}/profil/impressum/" not in cast.helper.get(f"{desk}/profil/").content.decode()


@pytest.mark.parametrize(
    ("field", "value"), [("legal_name", ""), ("representative", ""), ("vat_id", "DE123"), ("lucid_number", "7")]
)
def test_an_unlawful_impressum_is_refused_beside_the_field(cast, desk, field, value):
    answer = cast.owner.post(f"{desk}/profil/impressum/", legal_of(cast.shop, **{field: value}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in page
    before = getattr(cast.shop.legal_identity, field)
    cast.shop.legal_identity.refresh_from_db()
    assert getattr(cast.shop.legal_identity, field) == before


def test_figures_count_what_was_sold(cast, desk):
    make_order(cast.shop, (1, "30.00"))
    make_order(cast.shop, (1, "10.00"))
    make_order(cast.shop, (1, "99.00"), state="cancelled", given_back=Decimal("99.00"))
    make_order(cast.rival, (1, "500.00"))
    page = cast.owner.get(f"{desk}/zahlen/").content.decode()
    assert "40,00\xa0€" in page
    assert "20,00\xa0€" in page
    assert "500,00" not in page
    assert '<svg class="bar-chart"' in page


def test_figures_of_a_shop_that_sold_nothing(cast, desk):
    assert "0,00\xa0€" in cast.owner.get(f"{desk}/zahlen/").content.decode()
