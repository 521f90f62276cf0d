"""Planned closures."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from marketplace.errors import DomainError
from marketplace.vendors.models import Closure
from marketplace.vendors.selectors import calendar_of, calendars, upcoming_closures
from marketplace.vendors.services import close_between, close_days, remove_closure
from tests.factories.vendors import make_closure, make_vendor
from tests.marketplace.vendors.conftest import NOON

ZONE = ZoneInfo("Europe/Berlin")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def test_whole_days_are_local_days(cast):
    closure = close_days(
        vendor=cast.shop, first=date(2026, 10, 24), last=date(2026, 10, 25), reason=" Ferien ", now=NOON
    )
    assert (closure.starts, closure.ends) == (at("2026-10-24"), at("2026-10-26"))
    assert closure.ends - closure.starts == timedelta(hours=49)
    assert closure.reason == "Ferien"


@pytest.mark.parametrize(
    ("starts", "ends", "code"),
    [
        (timedelta(hours=2), timedelta(hours=2), "CLOSURE_EMPTY"),
        (timedelta(hours=2), timedelta(hours=1), "CLOSURE_EMPTY"),
        (timedelta(hours=-2), timedelta(hours=-1), "CLOSURE_PAST"),
        (timedelta(hours=1), timedelta(days=400), "CLOSURE_TOO_LONG"),
    ],
)
def test_refused_times(cast, starts, ends, code):
    with pytest.raises(DomainError) as refusal:
        close_between(vendor=cast.shop, starts=NOON + starts, ends=NOON + ends, now=NOON)
    assert refusal.value.code == code
    assert not Closure.objects.exists()


def test_overlap_is_refused_and_names_the_other_closure(cast):
    close_days(vendor=cast.shop, first=date(2026, 10, 1), last=date(2026, 10, 5), now=NOON)
    with pytest.raises(DomainError) as refusal:
        close_days(vendor=cast.shop, first=date(2026, 10, 5), last=date(2026, 10, 9), now=NOON)
    assert refusal.value.code == "CLOSURE_OVERLAPS"
    assert "1.10.2026 bis 5.10.2026" in refusal.value.message
    assert Closure.objects.count() == 1


def test_neighbours_and_other_shops_do_not_overlap(cast):
    close_days(vendor=cast.shop, first=date(2026, 10, 1), last=date(2026, 10, 5), now=NOON)
    close_days(vendor=cast.shop, first=date(2026, 10, 6), last=date(2026, 10, 6), now=NOON)
    close_days(vendor=cast.rival, first=date(2026, 10, 1), last=date(2026, 10, 5), now=NOON)
    assert Closure.objects.count() == 3


def test_the_database_refuses_overlap_and_emptiness(cast):
    make_closure(cast.shop, NOON)
    for starts, ends in ((NOON + timedelta(hours=1), None), (NOON + timedelta(days=2), NOON + timedelta(days=2))):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_closure(cast.shop, starts, ends)


def test_a_closure_can_be_taken_back_twice(cast):
    closure = make_closure(cast.shop, NOON)
    assert not calendar_of(cast.shop).is_open(NOON)
    remove_closure(closure=closure)
    remove_closure(closure=closure)
    assert calendar_of(cast.shop).is_open(NOON)


def test_upcoming_closures_in_order(cast):
    make_closure(cast.shop, NOON - timedelta(days=3))
    later = make_closure(cast.shop, NOON + timedelta(days=9))
    running = make_closure(cast.shop, NOON - timedelta(hours=1))
    assert list(upcoming_closures(cast.shop, now=NOON)) == [running, later]


def test_calendars_of_many_shops_cost_one_query(cast, django_assert_num_queries):
    shops = [cast.shop, cast.rival, make_vendor(), make_vendor(opening_hours="")]
    make_closure(cast.rival, NOON)
    with django_assert_num_queries(1):
        found = calendars(shops)
        assert [found[shop.pk].is_open(NOON) for shop in shops] == [True, False, True, False]
    with django_assert_num_queries(0):
        calendars(shops)
