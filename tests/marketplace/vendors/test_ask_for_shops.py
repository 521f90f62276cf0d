"""GraphQL: the directory, one shop, and what only its people may read."""

from datetime import timedelta

import pytest

from tests.factories.vendors import make_closure, make_staff, make_vendor
from tests.marketplace.vendors.conftest import NOON

VENDORS = """
query ($filter: VendorFilterInput, $first: Int, $last: Int, $after: String, $before: String) {
  vendors(filter: $filter, first: $first, last: $last, after: $after, before: $before) {
    totalCount
    pageInfo { hasNextPage hasPreviousPage endCursor startCursor }
    edges { node {
      id slug name trade tradeLabel distance
      opening { state isOpen until next reason text }
      openingDays(days: 3) { day weekday text holiday closure intervals { start end } }
      weeklyHours { rest rows { day opens closes } }
      closures { starts ends reason text }
      impressum { legalName legalFormLabel vatId }
      picture { url alt }
    } }
  }
}
"""
VENDOR = "query ($slug: String!) { vendor(slug: $slug) { slug isPublished } }"
STAFF = "query ($vendor: String!) { vendorStaff(vendor: $vendor) { email role name } }"
IDENTITY = "query ($vendor: String!) { vendorLegalIdentity(vendor: $vendor) { legalName taxNumber taxStatus } }"
MINE = "{ myVendors(first: 10) { edges { node { slug isPublished opening { text } } } } }"


def slugs(data) -> list[str]:
    return [edge["node"]["slug"] for edge in data["vendors"]["edges"]]


def test_a_shop_with_everything_around_it(cast, ask):
    make_closure(cast.shop, NOON + timedelta(days=1), NOON + timedelta(days=1, hours=2), "Inventur")
    make_closure(cast.shop, NOON - timedelta(days=9), reason="vorbei")
    node = ask(None, VENDORS, first=10, filter={"search": cast.shop.name})["vendors"]["edges"][0]["node"]
    assert node["trade"] == "BOOKS"
    assert node["tradeLabel"] == "Bücher"
    assert node["opening"] == {
        "state": "OPEN",
        "isOpen": True,
        "until": "2026-09-15T16:00:00+00:00",
        "next": None,
        "reason": "",
        "text": "geöffnet bis 18:00",
    }
    assert [day["text"] for day in node["openingDays"]] == [
        "9:00–18:00",
        "9:00–12:00 und 14:00–18:00 (Inventur)",
        "9:00–18:00",
    ]
    assert node["openingDays"][0]["weekday"] == "TUESDAY"
    assert node["closures"] == [
        {
            "starts": "2026-09-16T10:00:00+00:00",
            "ends": "2026-09-16T12:00:00+00:00",
            "reason": "Inventur",
            "text": "16.9.2026, 12:00 bis 14:00",
        }
    ]
    assert node["weeklyHours"]["rows"][0] == {"day": "MONDAY", "opens": "09:00", "closes": "18:00"}
    assert node["impressum"]["legalName"] == f"{cast.shop.name} GmbH"
    assert node["picture"] is None


def test_pages_and_filters(db, ask):
    for name in ("Alpha", "Beta", "Gamma"):
        make_vendor(name=name, slug=name.lower())
    make_vendor(name="Delta", slug="delta", trade="bakery", opening_hours="off", latitude=51.2)
    first = ask(None, VENDORS, first=2)
    assert slugs(first) == ["alpha", "beta"]
    assert first["vendors"]["totalCount"] == 4
    second = ask(None, VENDORS, first=2, after=first["vendors"]["pageInfo"]["endCursor"])
    assert slugs(second) == ["delta", "gamma"]
    assert not second["vendors"]["pageInfo"]["hasNextPage"]
    assert slugs(ask(None, VENDORS, last=1)) == ["gamma"]
    assert slugs(ask(None, VENDORS, first=9, filter={"trades": ["BAKERY"]})) == ["delta"]
    assert slugs(ask(None, VENDORS, first=9, filter={"openNow": True})) == ["alpha", "beta", "gamma"]
    near = {"near": {"latitude": 51.2, "longitude": 12.1369}}
    page = ask(None, VENDORS, first=1, filter=near)
    assert slugs(page) == ["delta"]
    rest = ask(None, VENDORS, first=9, filter=near, after=page["vendors"]["pageInfo"]["endCursor"])
    assert slugs(rest) == ["alpha", "beta", "gamma"]
    assert rest["vendors"]["edges"][0]["node"]["distance"] == pytest.approx(16_724, rel=0.01)


def test_paging_is_asked_for(cast, ask):
    (error,) = ask(None, VENDORS, errors=True)
    assert "`first` or `last`" in error.message


@pytest.mark.parametrize("filter", [{}, {"openNow": True, "search": "laden"}])
def test_statements_do_not_grow_with_shops(db, ask, filter, django_assert_num_queries, django_assert_max_num_queries):
    def count() -> int:
        with django_assert_max_num_queries(6) as queries:
            ask(None, VENDORS, first=100, filter=filter)
        return len(queries)

    for _ in range(3):
        make_closure(make_vendor(), NOON + timedelta(days=1))
    few = count()
    for _ in range(12):
        make_closure(make_vendor(), NOON + timedelta(days=1))
    with django_assert_num_queries(few):
        assert ask(None, VENDORS, first=100, filter=filter)


def test_hidden_shops_are_for_their_people(cast, ask):
    hidden = make_vendor(slug="versteckt", is_published=False)
    make_staff(hidden, cast.clerk)
    for person in (None, cast.stranger, cast.rival_owner):
        assert ask(person, VENDOR, slug="versteckt") == {"vendor": None}
        assert "versteckt" not in slugs(ask(person, VENDORS, first=100))
    for person in (cast.clerk, cast.operator):
        assert ask(person, VENDOR, slug="versteckt")["vendor"] == {"slug": "versteckt", "isPublished": False}
    assert ask(None, VENDOR, slug="unser-laden")["vendor"]["slug"] == "unser-laden"
    assert ask(None, VENDOR, slug="gibt-es-nicht") == {"vendor": None}


def test_staff_is_read_by_the_shop_alone(cast, ask):
    for person in (cast.owner, cast.clerk, cast.operator):
        staff = ask(person, STAFF, vendor="unser-laden")["vendorStaff"]
        assert [(member["email"], member["role"]) for member in staff] == [
            (cast.owner.email, "OWNER"),
            (cast.clerk.email, "STAFF"),
        ]
    for person in (None, cast.stranger, cast.rival_owner):
        assert ask(person, STAFF, vendor="unser-laden") == {"vendorStaff": None}


def test_the_whole_legal_identity_is_read_by_owners_alone(cast, ask):
    for person in (cast.owner, cast.operator):
        assert ask(person, IDENTITY, vendor="unser-laden")["vendorLegalIdentity"]["taxStatus"] == "REGULAR"
    for person in (None, cast.stranger, cast.rival_owner, cast.clerk):
        assert ask(person, IDENTITY, vendor="unser-laden") == {"vendorLegalIdentity": None}


def test_shops_of_the_caller(cast, ask):
    def mine(person) -> list[str]:
        return [edge["node"]["slug"] for edge in ask(person, MINE)["myVendors"]["edges"]]

    assert mine(cast.clerk) == ["unser-laden"]
    assert mine(cast.operator) == ["unser-laden", "anderer-laden"]
    assert mine(cast.stranger) == mine(None) == []
