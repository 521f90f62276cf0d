"""What the law asks before a shop is shown and before it sells (law D-7, D-9, D-11, D-28)."""

import pytest
from django.db import IntegrityError, transaction

from marketplace.errors import DomainError
from marketplace.vendors.models import LegalIdentity, Vendor
from marketplace.vendors.rules.legal import (
    Gap,
    compact_number,
    impressum_gaps,
    lucid_refusal,
    selling_gaps,
    vat_check_digit,
    vat_id_refusal,
)
from marketplace.vendors.services import set_offers, update_legal_identity
from tests.factories.vendors import make_vendor
from tests.marketplace.vendors.conftest import NOON

COMPLETE = {
    "legal_name": "Muster GmbH",
    "legal_form": "gmbh",
    "representative": "die Geschäftsführung",
    "street": "Roßmarkt 1",
    "postal_code": "06712",
    "city": "Zeitz",
    "email": "muster@laden.example",
    "phone": "030 23125 000",
    "register_court": "Amtsgericht Stendal",
    "register_number": "HRB 99000",
    "vat_id": "DE136695976",
}


@pytest.mark.parametrize(
    ("vat_id", "refusal"),
    [
        ("DE136695976", None),
        ("DE136695978", "VAT_ID_CHECK_DIGIT"),
        ("DE163695976", "VAT_ID_CHECK_DIGIT"),
        ("DE13669597", "VAT_ID_FORM"),
        ("DE036695976", "VAT_ID_FORM"),
        ("136695976", "VAT_ID_FORM"),
        ("ATU36695976", "VAT_ID_FORM"),
        ("", "VAT_ID_FORM"),
    ],
)
def test_vat_numbers(vat_id, refusal):
    assert vat_id_refusal(vat_id) == refusal


def test_the_check_digit_finds_every_single_wrong_digit():
    digits = "13669597"
    right = vat_check_digit(digits)
    for place in range(8):
        for wrong in set("0123456789") - {digits[place]}:
            assert vat_check_digit(digits[:place] + wrong + digits[place + 1 :]) != right


def test_numbers_are_read_as_people_write_them():
    assert compact_number(" de 136 695.976 ") == "DE136695976"
    assert lucid_refusal("DE1234567890123") is None
    assert lucid_refusal("DE123456789012") == "LUCID_FORM"


def test_gaps_depend_on_the_legal_form():
    assert impressum_gaps(COMPLETE) == ()
    assert impressum_gaps(COMPLETE | {"register_number": " "}) == (Gap("register_number", "MISSING"),)
    alone = COMPLETE | {"legal_form": "sole", "representative": "", "register_court": "", "register_number": ""}
    assert impressum_gaps(alone) == ()
    assert impressum_gaps(alone | {"legal_form": "gbr"}) == (Gap("representative", "MISSING"),)
    assert [gap.field for gap in impressum_gaps({})][:2] == ["legal_name", "legal_form"]


def test_selling_needs_vat_number_and_declaration():
    assert selling_gaps(COMPLETE, self_certified=True) == ()
    assert selling_gaps(COMPLETE, self_certified=False) == (Gap("self_certified_at", "MISSING"),)
    assert selling_gaps(COMPLETE | {"vat_id": ""}, self_certified=True) == (Gap("vat_id", "MISSING"),)
    assert selling_gaps(COMPLETE | {"vat_id": "DE136695978"}, self_certified=True) == (
        Gap("vat_id", "VAT_ID_CHECK_DIGIT"),
    )


@pytest.fixture
def new_shop(db: None) -> Vendor:
    """Hidden, not selling, with an empty legal identity."""
    shop = make_vendor(is_published=False, sells=False, offers_collect=False, offers_delivery=False)
    LegalIdentity.objects.filter(vendor=shop).delete()
    LegalIdentity.objects.create(vendor=shop)
    return shop


def test_the_way_onto_the_market(new_shop):
    with pytest.raises(DomainError) as refusal:
        set_offers(vendor=new_shop, changes={"is_published": True}, approved=True)
    assert refusal.value.code == "IMPRESSUM_INCOMPLETE"
    assert "Rechtsform" in refusal.value.message
    assert refusal.value.details["fields"][0] == "legalName"

    identity = {name: value for name, value in COMPLETE.items() if name != "vat_id"}
    update_legal_identity(vendor=new_shop, changes=identity, now=NOON)
    assert set_offers(vendor=new_shop, changes={"is_published": True}, approved=True).is_published

    update_legal_identity(vendor=new_shop, changes={}, self_certified=True, now=NOON)
    with pytest.raises(DomainError) as refusal:
        set_offers(vendor=new_shop, changes={"sells": True}, approved=True)
    assert refusal.value.code == "SELLING_INCOMPLETE"
    assert "auch nicht als Kleinunternehmer" in refusal.value.message
    new_shop.refresh_from_db()
    assert not new_shop.sells

    update_legal_identity(vendor=new_shop, changes={"vat_id": "de 136 695 976"}, now=NOON)
    sells = {"sells": True, "offers_collect": True, "offers_delivery": True}
    assert set_offers(vendor=new_shop, changes=sells, approved=True).offers_delivery


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"vat_id": "DE136695978"}, "VAT_ID_CHECK_DIGIT", "vatId"),
        ({"vat_id": "123/456/78901"}, "VAT_ID_FORM", "vatId"),
        ({"lucid_number": "DE12"}, "LUCID_FORM", "lucidNumber"),
        ({"postal_code": "6712"}, "INVALID", "postalCode"),
        ({"email": "kein Briefkasten"}, "INVALID", "email"),
        ({"phone": "anrufen"}, "INVALID", "phone"),
        ({"legal_form": "ltd"}, "INVALID", "legalForm"),
        ({"legal_name": "x" * 161}, "TOO_LONG", "legalName"),
        ({"vat_id": ""}, "SELLING_INCOMPLETE", "vatId"),
        ({"register_court": ""}, "IMPRESSUM_INCOMPLETE", "registerCourt"),
    ],
)
def test_refused_changes_of_a_selling_shop(cast, changes, code, field):
    before = LegalIdentity.objects.filter(vendor=cast.shop).values().get()
    with pytest.raises(DomainError) as refusal:
        update_legal_identity(vendor=cast.shop, changes=changes, now=NOON)
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert LegalIdentity.objects.filter(vendor=cast.shop).values().get() == before


def test_a_selling_shop_cannot_withdraw_its_declaration(cast):
    with pytest.raises(DomainError) as refusal:
        update_legal_identity(vendor=cast.shop, changes={}, self_certified=False, now=NOON)
    assert refusal.value.code == "SELLING_INCOMPLETE"


@pytest.mark.parametrize("wrong", [{"vat_id": "DE12"}, {"lucid_number": "12"}, {"postal_code": "ZEITZ"}])
def test_the_database_refuses_malformed_numbers(cast, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        LegalIdentity.objects.filter(vendor=cast.shop).update(**wrong)
