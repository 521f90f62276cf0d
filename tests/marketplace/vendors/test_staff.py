"""Who works in a shop, and who may act for it."""

import pytest

from marketplace.accounts.extensions import personal_data
from marketplace.errors import DomainError, NotFound
from marketplace.graphql.ids import global_id
from marketplace.vendors.models import StaffMember
from marketplace.vendors.selectors import (
    closure_for,
    is_owner,
    is_staff,
    legal_identity_for,
    staff_member_for,
    staff_of,
    vendor_for,
    vendors_of,
    visible_vendor,
)
from marketplace.vendors.services import add_staff, remove_staff
from tests.factories.vendors import make_closure
from tests.marketplace.vendors.conftest import NOON


def test_the_door_opens_for_staff_and_operator_only(cast):
    ways = (cast.shop.slug, cast.shop.pk, global_id("Vendor", cast.shop.pk))
    for way in ways:
        for person in (cast.owner, cast.clerk, cast.operator):
            assert vendor_for(person, way) == cast.shop
        for person in (cast.rival_owner, cast.stranger, None):
            with pytest.raises(NotFound):
                vendor_for(person, way)


@pytest.mark.parametrize("nonsense", ["", "gibt-es-nicht", 0, -1, "VmVuZG9yOjA=", "VmVuZG9yOmFiYw==", "\x00", "Ä"])
def test_nonsense_answers_like_a_foreign_shop(cast, nonsense):
    with pytest.raises(NotFound):
        vendor_for(cast.owner, nonsense)


def test_shops_of_a_person(cast):
    assert list(vendors_of(cast.owner)) == [cast.shop]
    assert list(vendors_of(cast.stranger)) == []
    assert list(vendors_of(None)) == []
    assert set(vendors_of(cast.operator)) == {cast.shop, cast.rival}


def test_owners_and_staff(cast):
    assert is_owner(cast.owner, cast.shop)
    assert is_owner(cast.operator, cast.shop)
    assert not is_owner(cast.clerk, cast.shop)
    assert not is_owner(cast.rival_owner, cast.shop)
    assert not is_owner(None, cast.shop)
    assert is_staff(cast.clerk, cast.shop)
    assert not is_staff(cast.operator, cast.shop)
    assert legal_identity_for(cast.owner, cast.shop.slug).vendor == cast.shop
    for person in (cast.clerk, cast.rival_owner, cast.stranger, None):
        with pytest.raises(NotFound):
            legal_identity_for(person, cast.shop.slug)


def test_doors_to_what_hangs_on_a_shop(cast):
    closure, member = make_closure(cast.shop, NOON), StaffMember.objects.get(person=cast.clerk)
    for person in (cast.owner, cast.clerk, cast.operator):
        assert closure_for(person, global_id("VendorClosure", closure.pk)) == closure
        assert staff_member_for(person, global_id("VendorStaffMember", member.pk)) == member
    for person in (cast.rival_owner, cast.stranger, None):
        with pytest.raises(NotFound):
            closure_for(person, closure.pk)
        with pytest.raises(NotFound):
            staff_member_for(person, member.pk)


def test_hidden_shops_are_seen_by_their_people(cast):
    type(cast.shop).objects.filter(pk=cast.shop.pk).update(is_published=False)
    for person in (cast.clerk, cast.operator):
        assert visible_vendor(person, cast.shop.slug) == cast.shop
    for person in (cast.rival_owner, cast.stranger, None):
        with pytest.raises(NotFound):
            visible_vendor(person, cast.shop.slug)
    assert visible_vendor(None, cast.rival.slug) == cast.rival


def test_staff_of_a_shop(cast):
    assert [member.person for member in staff_of(cast.clerk, cast.shop)] == [cast.owner, cast.clerk]
    assert not staff_of(cast.rival_owner, cast.shop)


def test_adding_twice_changes_the_role(cast):
    add_staff(vendor=cast.shop, person=cast.stranger)
    member = add_staff(vendor=cast.shop, person=cast.stranger, role="owner")
    assert (member.role, StaffMember.objects.filter(person=cast.stranger).count()) == ("owner", 1)
    with pytest.raises(DomainError) as refusal:
        add_staff(vendor=cast.shop, person=cast.stranger, role="king")
    assert refusal.value.code == "INVALID"


def test_the_last_owner_stays(cast):
    owner = StaffMember.objects.get(person=cast.owner)
    with pytest.raises(DomainError) as refusal:
        remove_staff(member=owner)
    assert refusal.value.code == "LAST_OWNER"
    with pytest.raises(DomainError):
        add_staff(vendor=cast.shop, person=cast.owner, role="staff")
    add_staff(vendor=cast.shop, person=cast.clerk, role="owner")
    remove_staff(member=owner)
    assert [member.person for member in staff_of(cast.clerk, cast.shop)] == [cast.clerk]


def test_people_read_and_lose_what_we_hold(cast):
    held = personal_data["vendors"]
    assert [shop["role"] for shop in held.export(cast.owner)["shops"]] == ["owner"]
    assert held.export(cast.stranger) == {}
    assert held.erase(cast.owner, now=NOON) is None
    assert held.export(cast.owner) == {}
