"""GraphQL: every mutation as owner, clerk, rival, stranger, nobody and operator."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from marketplace.graphql.ids import global_id
from marketplace.vendors.models import Closure, LegalIdentity, StaffMember, Vendor
from tests.factories.vendors import make_closure
from tests.marketplace.vendors.conftest import NOON


def document(arguments: str, call: str, answer: str) -> str:
    return f"mutation ({arguments}) {{ done: {call} {{ {answer} errors {{ code field message }} }} }}"


UPDATE = document(
    "$id: ID!, $input: VendorUpdateInput!",
    "vendorUpdate(id: $id, input: $input)",
    "vendor { name story }",
)
OFFERS = document(
    "$id: ID!, $input: VendorOffersInput!",
    "vendorOffersUpdate(id: $id, input: $input)",
    "vendor { sells }",
)
IDENTITY = document(
    "$id: ID!, $input: VendorLegalIdentityInput!",
    "vendorLegalIdentityUpdate(id: $id, input: $input)",
    "legalIdentity { vatId chamber }",
)
HOURS = document(
    "$id: ID!, $input: VendorHoursInput!",
    "vendorHoursUpdate(id: $id, input: $input)",
    "vendor { openingHours } hints",
)
CLOSE = document(
    "$vendor: ID!, $starts: DateTime!, $ends: DateTime!",
    'vendorClosureCreate(vendor: $vendor, starts: $starts, ends: $ends, reason: "Ferien")',
    "closure { id text }",
)
REOPEN = document(
    "$id: ID!",
    "vendorClosureDelete(id: $id)",
    "closure { id }",
)
PICTURE = document(
    "$id: ID!, $picture: Upload!",
    'vendorPictureUpdate(id: $id, picture: $picture, alt: "Theke")',
    "vendor { picture { alt url } }",
)
NO_PICTURE = document(
    "$id: ID!",
    "vendorPictureDelete(id: $id)",
    "vendor { picture { url } }",
)
ADD = document(
    "$vendor: ID!, $email: String!",
    "vendorStaffAdd(vendor: $vendor, email: $email, role: OWNER)",
    "staffMember { email role }",
)
REMOVE = document(
    "$id: ID!",
    "vendorStaffRemove(id: $id)",
    "staffMember { email }",
)


def key(shop: Vendor) -> str:
    return global_id("Vendor", shop.pk)


def refused(answer) -> list[tuple[str, str | None]]:
    return [(error["code"], error["field"]) for error in answer["done"]["errors"]]


def picture() -> SimpleUploadedFile:
    file = BytesIO()
    Image.new("RGB", (400, 300)).save(file, "PNG")
    return SimpleUploadedFile("laden.png", file.getvalue())


@pytest.fixture
def acts(cast, settings, tmp_path):
    """(document, variables) of every mutation on our shop that its staff may do, and those for owners."""
    settings.MEDIA_ROOT = tmp_path
    closure = make_closure(cast.shop, NOON)
    shop = key(cast.shop)
    day = {"starts": "2026-12-01T00:00:00Z", "ends": "2026-12-02T00:00:00Z"}
    for_staff = [
        (UPDATE, {"id": shop, "input": {"name": "Neu"}}),
        (HOURS, {"id": shop, "input": {"text": "Mo 9-12"}}),
        (CLOSE, {"vendor": shop, **day}),
        (REOPEN, {"id": global_id("VendorClosure", closure.pk)}),
        (PICTURE, {"id": shop, "picture": picture()}),
        (NO_PICTURE, {"id": shop}),
    ]
    for_owners = [
        (OFFERS, {"id": shop, "input": {"sells": False}}),
        (IDENTITY, {"id": shop, "input": {"chamber": "IHK Halle-Dessau"}}),
        (REMOVE, {"id": global_id("VendorStaffMember", StaffMember.objects.get(person=cast.clerk).pk)}),
    ]
    return for_staff, for_owners


def everything() -> list[object]:
    return [list(model.objects.order_by("pk").values()) for model in (Vendor, LegalIdentity, Closure, StaffMember)]


def test_strangers_and_rivals_change_nothing(cast, ask, acts):
    before = everything()
    for source, variables in (*acts[0], *acts[1]):
        for person in (None, cast.stranger, cast.rival_owner):
            answer = ask(person, source, **variables)
            assert refused(answer) == [("NOT_FOUND", "id")], source
    assert everything() == before


def test_clerks_keep_the_shop_but_not_its_legal_side(cast, ask, acts):
    for source, variables in acts[1]:
        assert refused(ask(cast.clerk, source, **variables)) == [("NOT_FOUND", "id")]
    for source, variables in acts[0]:
        assert refused(ask(cast.clerk, source, **variables)) == []


def test_owners_and_the_operator_may_all_of_it(cast, ask, acts):
    for source, variables in acts[0]:
        assert refused(ask(cast.owner, source, **variables)) == []
    for source, variables in acts[1]:
        assert refused(ask(cast.operator, source, **variables)) == []
    cast.shop.refresh_from_db()
    assert (cast.shop.name, cast.shop.opening_hours, cast.shop.sells) == ("Neu", "Mo 09:00-12:00", False)
    assert not StaffMember.objects.filter(person=cast.clerk).exists()


def test_refusals_are_told_in_german_with_their_field(cast, ask):
    answer = ask(cast.owner, UPDATE, id=key(cast.shop), input={"postalCode": "12"})
    assert answer["done"] == {
        "vendor": None,
        "errors": [
            {
                "code": "INVALID",
                "field": "postalCode",
                "message": "Bitte geben Sie eine Postleitzahl mit fünf Ziffern an.",
            }
        ],
    }
    assert refused(ask(cast.owner, OFFERS, id=key(cast.shop), input={"reservesOnly": True})) == [
        ("RESERVATION_ONLY", None)
    ]
    assert refused(ask(cast.owner, IDENTITY, id=key(cast.shop), input={"vatId": "DE136695978"})) == [
        ("VAT_ID_CHECK_DIGIT", "vatId")
    ]


def test_hours_by_text_or_by_rows(cast, ask):
    shop = key(cast.shop)
    rows = [
        {"day": "FRIDAY", "opens": "9:00", "closes": "12:00"},
        {"day": "SUNDAY", "opens": "10:00", "closes": "12:00"},
    ]
    answer = ask(cast.owner, HOURS, id=shop, input={"rows": rows, "rest": "Dec 24 off"})["done"]
    assert answer["vendor"]["openingHours"] == "Fr 09:00-12:00; Su 10:00-12:00; PH off; Dec 24 off"
    assert len(answer["hints"]) == 1
    for wrong in ({}, {"text": "Mo 9-12", "rows": rows}):
        assert refused(ask(cast.owner, HOURS, id=shop, input=wrong)) == [("INVALID", "input")]
    assert refused(ask(cast.owner, HOURS, id=shop, input={"text": "manchmal"})) == [("HOURS_SYNTAX", "openingHours")]
    assert refused(ask(cast.owner, HOURS, id=shop, input={"rows": [*rows, dict(rows[0], closes="11:00")]})) == [
        ("HOURS_OVERLAP", "rows")
    ]


def test_a_second_closure_on_the_same_day(cast, ask):
    day = {"starts": "2026-12-01T00:00:00+01:00", "ends": "2026-12-02T00:00:00+01:00"}
    assert ask(cast.clerk, CLOSE, vendor=key(cast.shop), **day)["done"]["closure"]["text"] == "am 1.12.2026"
    assert refused(ask(cast.clerk, CLOSE, vendor=key(cast.shop), **day)) == [("CLOSURE_OVERLAPS", "starts")]


def test_only_the_operator_takes_new_people_in(cast, ask):
    for person in (None, cast.stranger, cast.rival_owner):
        assert refused(ask(person, ADD, vendor=key(cast.shop), email=cast.stranger.email)) == [("NOT_FOUND", "id")]
    (error,) = ask(cast.owner, ADD, errors=True, vendor=key(cast.shop), email=cast.stranger.email)
    assert "Kümmerer" in error.message
    assert refused(ask(cast.operator, ADD, vendor=key(cast.shop), email="niemand@example.org")) == [
        ("NO_ACCOUNT", "email")
    ]
    answer = ask(cast.operator, ADD, vendor=key(cast.shop), email=cast.stranger.email.upper())["done"]
    assert answer["staffMember"] == {"email": cast.stranger.email, "role": "OWNER"}
