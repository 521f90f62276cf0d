"""A shop's profile: created, changed, found again."""

import pytest

from marketplace.errors import DomainError
from marketplace.vendors.models import LegalIdentity, Vendor
from marketplace.vendors.services import create_vendor, update_profile
from marketplace.vendors.services.profile import shop_slug

PROFILE = {
    "name": "Bäckerei am Roßmarkt",
    "trade": "bakery",
    "street": "Roßmarkt 1",
    "postal_code": "06712",
    "city": "Zeitz",
}


def test_a_new_shop_is_hidden_and_sells_nothing(db):
    shop = create_vendor(profile=PROFILE)
    assert shop.slug == "baeckerei-am-rossmarkt"
    assert (shop.is_published, shop.sells, shop.warehouse_id) == (False, False, None)
    assert LegalIdentity.objects.get(vendor=shop).legal_name == ""


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"name": " "}, "REQUIRED", "name"),
        ({"name": "null\x00byte"}, "INVALID", "name"),
        ({"name": None}, "REQUIRED", "name"),
        ({"name": "x" * 121}, "TOO_LONG", "name"),
        ({"trade": "piracy"}, "INVALID", "trade"),
        ({"postal_code": "6712"}, "INVALID", "postalCode"),
        ({"postal_code": "0671a"}, "INVALID", "postalCode"),
        ({"email": "keine Adresse"}, "INVALID", "email"),
        ({"website": "kein Verweis"}, "INVALID", "website"),
        ({"website": "javascript:alert(1)"}, "INVALID", "website"),
        ({"phone": "12"}, "INVALID", "phone"),
        ({"phone": "bitte anrufen 12345"}, "INVALID", "phone"),
        ({"latitude": None}, "REQUIRED", "latitude"),
        ({"latitude": 99.0}, "INVALID", "latitude"),
        ({"packing_minutes": -1}, "INVALID", "packingMinutes"),
        ({"packing_minutes": 12_000}, "TOO_LARGE", "packingMinutes"),
        ({"story": "x" * 4001}, "TOO_LONG", "story"),
    ],
)
def test_refused_changes_change_nothing(cast, change, code, field):
    before = Vendor.objects.filter(pk=cast.shop.pk).values().get()
    with pytest.raises(DomainError) as refusal:
        update_profile(vendor=cast.shop, changes=change)
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert str(refusal.value.message)
    assert Vendor.objects.filter(pk=cast.shop.pk).values().get() == before


def test_creation_needs_the_essentials_and_a_free_name(cast):
    with pytest.raises(DomainError) as refusal:
        create_vendor(profile={"name": "Nur ein Name", "postal_code": "06712"})
    assert refusal.value.code == "REQUIRED"
    with pytest.raises(DomainError) as refusal:
        create_vendor(slug=cast.shop.slug, profile=PROFILE)
    assert (refusal.value.code, refusal.value.field) == ("UNIQUE", "slug")
    with pytest.raises(DomainError) as refusal:
        create_vendor(slug="mit Leerzeichen", profile=PROFILE)
    assert (refusal.value.code, refusal.value.field) == ("INVALID", "slug")


def test_what_does_not_belong_to_the_profile_is_a_mistake_of_the_caller(cast):
    with pytest.raises(TypeError):
        update_profile(vendor=cast.shop, changes={"is_published": True})


def test_texts_are_trimmed_and_searchable(cast):
    changed = update_profile(vendor=cast.shop, changes={"name": "  Müllers Bücherstübchen ", "story": "Für Leseratten"})
    assert changed.name == "Müllers Bücherstübchen"
    assert "muellers buecherstuebchen" in changed.search_text
    assert "leseratten" in changed.search_text


@pytest.mark.parametrize(("name", "slug"), [("Café & Co.", "cafe-co"), ("Straße 7", "strasse-7"), ("ÄÖÜ", "aeoeue")])
def test_addresses_are_made_of_names(name, slug):
    assert shop_slug(name) == slug
