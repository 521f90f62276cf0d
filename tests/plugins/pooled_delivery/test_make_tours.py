"""Tours are made ahead, from the town's tables."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from marketplace.errors import DomainError
from plugins.pooled_delivery.models import Tour, TourPattern, Zone
from plugins.pooled_delivery.services.tours import create_tours
from plugins.pooled_delivery.town import load
from tests.factories.pooled_delivery import MONDAY, make_pattern

TOWN = Path(__file__).resolve().parents[3] / "config" / "towns" / "zeitz"


def test_a_weekly_tour_is_made_for_two_weeks_and_never_twice(db):
    make_pattern()
    assert create_tours(now=MONDAY) == 2
    assert create_tours(now=MONDAY) == 0
    tour = Tour.objects.first()
    assert (tour.date, tour.cut_off, tour.collects_at, tour.starts, tour.ends) == (
        date(2026, 11, 24),
        datetime(2026, 11, 24, 11, tzinfo=UTC),
        datetime(2026, 11, 24, 13, tzinfo=UTC),
        datetime(2026, 11, 24, 15, tzinfo=UTC),
        datetime(2026, 11, 24, 18, tzinfo=UTC),
    )


def test_clocks_that_change_do_not_move_the_tour(db):
    make_pattern()
    create_tours(now=datetime(2027, 3, 22, 9, tzinfo=UTC))
    assert [(tour.date.isoformat(), tour.starts.astimezone(UTC).hour) for tour in Tour.objects.all()] == [
        ("2027-03-23", 15),
        ("2027-03-30", 14),
    ]


def test_no_tour_runs_on_a_holiday_or_for_a_sleeping_pattern(db):
    make_pattern(weekday=4)
    make_pattern(weekday=3, is_active=False)
    create_tours(now=datetime(2026, 12, 21, 9, tzinfo=UTC), days=21)
    assert [tour.date.isoformat() for tour in Tour.objects.all()] == ["2027-01-08"]


def test_a_tour_that_is_over_today_is_not_made(db):
    make_pattern(weekday=0)
    create_tours(now=MONDAY + timedelta(hours=10), days=1)
    assert not Tour.objects.exists()


def test_the_town_has_tours_and_zones(db):
    report = load(TOWN, now=MONDAY)
    assert report == "7 zones, 3 tours a week, 6 new dates"
    assert load(TOWN, now=MONDAY) == "7 zones, 3 tours a week, 0 new dates"
    tuesday = TourPattern.objects.get(code="dienstag")
    assert sorted(tuesday.zones.values_list("postal_code", flat=True)) == ["06712", "06727", "06729"]
    assert not Zone.objects.exclude(patterns__isnull=False).exists()


def test_a_town_without_tours_is_fine(db, tmp_path):
    assert load(tmp_path, now=MONDAY) == "0 zones, 0 tours a week, 0 new dates"


def test_a_tour_to_nowhere_is_refused(db, tmp_path):
    header = "code,name,weekday,collects,starts,ends,cut_off,cut_off_days_before,capacity,cost,postal_codes\n"
    (tmp_path / "tours.csv").write_text(header + "a,A,1,14:00,15:00,16:00,12:00,0,5,10,99999\n")
    with pytest.raises(DomainError, match="ZONE_UNKNOWN"):
        load(tmp_path, now=MONDAY)
    assert not TourPattern.objects.exists()
