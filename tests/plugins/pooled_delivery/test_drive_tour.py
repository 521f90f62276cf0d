"""What a driver sees, marks and takes back."""

from datetime import timedelta
from decimal import Decimal

import pytest

from marketplace.baskets.extensions import fulfilment_methods
from marketplace.errors import DomainError, NotFound
from plugins.pooled_delivery.models import Load, Stop
from plugins.pooled_delivery.selectors.rounds import coming_tours, rounds, stop_for, tour_for
from plugins.pooled_delivery.services.stops import complete_stop, reopen_stop, report_not_met
from plugins.pooled_delivery.services.tours import forget_addresses
from tests.factories.accounts import make_person
from tests.factories.pooled_delivery import MONDAY, key_of, make_ride, make_tour
from tests.factories.vendors import make_vendor

AFTERNOON = MONDAY + timedelta(hours=30)


def round_of(tour, now=MONDAY):
    return rounds([tour], now)[0]


def test_shops_come_first_then_shoppers_and_nothing_that_is_only_held(loaded):
    seen = round_of(loaded)
    assert [call.stop.vendor.name for call in seen.collects] == ["Bäcker", "Buchladen"]
    assert [call.stop.name for call in seen.drops] == ["Erika Muster", "Max Muster"]
    assert [[load.number for load in call.loads] for call in seen.collects] == [
        ["26-000001-A", "26-000002-A"],
        ["26-000001-B"],
    ]
    assert [call.quantity for call in (*seen.collects, *seen.drops)] == [3, 1, 3, 1]


def test_the_tour_says_what_is_missing_until_it_pays(loaded):
    seen = round_of(loaded)
    assert (seen.income, seen.missing) == (Decimal("9.80"), 5)
    assert round_of(loaded, AFTERNOON).missing is None


def test_a_plan_with_positions_overrules_the_simple_order(loaded, stops):
    Stop.objects.filter(pk=stops["Buchladen"].pk).update(position=1)
    Stop.objects.filter(pk=stops["Max Muster"].pk).update(position=1)
    seen = round_of(loaded)
    assert [call.stop.vendor.name for call in seen.collects] == ["Buchladen", "Bäcker"]
    assert [call.stop.name for call in seen.drops] == ["Max Muster", "Erika Muster"]


def test_collected_goods_are_in_the_vehicle(loaded, stops, driver):
    complete_stop(stop=stops["Bäcker"], person=driver, now=AFTERNOON)
    seen = round_of(loaded)
    assert not seen.collects[0].is_open
    assert [[bool(load.collected_at) for load in call.loads] for call in seen.drops] == [[True, False], [True]]
    row = Stop.objects.get(pk=stops["Bäcker"].pk)
    assert (row.state, row.done_at, row.done_by) == ("done", AFTERNOON, driver)


def test_marking_twice_changes_nothing(loaded, stops, driver):
    for minutes in (0, 5):
        now = AFTERNOON + timedelta(minutes=minutes)
        complete_stop(stop=stops["Bäcker"], person=driver, now=now)
        report_not_met(stop=stops["Max Muster"], reason=" niemand  da ", person=driver, now=now)
    assert set(Stop.objects.exclude(done_at=None).values_list("done_at", "reason")) == {
        (AFTERNOON, ""),
        (AFTERNOON, "niemand da"),
    }


def test_who_was_not_met_can_be_met_later_but_not_the_other_way_round(stops, driver):
    max_muster = stops["Max Muster"]
    report_not_met(stop=max_muster, reason="niemand da", person=driver, now=AFTERNOON)
    complete_stop(stop=max_muster, person=driver, now=AFTERNOON)
    with pytest.raises(DomainError, match="STOP_DONE"):
        report_not_met(stop=max_muster, reason="doch nicht", person=driver, now=AFTERNOON)
    assert Stop.objects.get(pk=max_muster.pk).state == "done"


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_reason_is_needed(stops, driver, reason):
    with pytest.raises(DomainError, match="REASON_MISSING"):
        report_not_met(stop=stops["Max Muster"], reason=reason, person=driver, now=AFTERNOON)
    assert Stop.objects.get(pk=stops["Max Muster"].pk).state == "open"


def test_a_slip_of_the_finger_can_be_taken_back(stops, driver):
    for name in ("Bäcker", "Max Muster"):
        complete_stop(stop=stops[name], person=driver, now=AFTERNOON)
        reopen_stop(stop=stops[name], person=driver, now=AFTERNOON)
        reopen_stop(stop=stops[name], person=driver, now=AFTERNOON)
    assert not Stop.objects.exclude(state="open").exists()
    assert not Load.objects.exclude(collected_at=None).exists()


def test_nothing_is_taken_back_once_the_order_is_closed(way, stops, driver):
    complete_stop(stop=stops["Max Muster"], person=driver, now=AFTERNOON)
    way.complete(Load.objects.get(drop=stops["Max Muster"]).reference, now=AFTERNOON)
    with pytest.raises(DomainError, match="TOO_LATE"):
        reopen_stop(stop=stops["Max Muster"], person=driver, now=AFTERNOON)


def test_a_stop_without_goods_cannot_be_done(way, loaded, driver):
    held = Load.objects.get(held_until__isnull=False)
    with pytest.raises(DomainError, match="NOTHING_TO_DO"):
        complete_stop(stop=held.drop, person=driver, now=AFTERNOON)


def test_the_hand_over_waits_for_the_driver_and_happens_once(way, stops, driver):
    reference = Load.objects.get(drop=stops["Max Muster"]).reference
    with pytest.raises(DomainError, match="BY_DRIVER"):
        way.check_hand_over(reference, "", MONDAY)
    complete_stop(stop=stops["Max Muster"], person=driver, now=AFTERNOON)
    way.check_hand_over(reference, "", AFTERNOON)
    way.complete(reference, now=AFTERNOON)
    with pytest.raises(DomainError, match="HANDED_OVER"):
        way.complete(reference, now=AFTERNOON)
    held = Load.objects.get(held_until__isnull=False)
    for unknown in ("unknown", held.reference):
        with pytest.raises(DomainError, match="NOT_BOOKED"):
            way.check_hand_over(unknown, "", AFTERNOON)


def test_the_shopper_reads_what_happens(way, loaded, stops, driver):
    reference = Load.objects.get(drop=stops["Max Muster"]).reference

    def steps():
        told = way.describe([reference, "unknown"], AFTERNOON)[reference]
        return [(step.label, step.done) for step in told.steps]

    told = way.describe([reference], MONDAY)[reference]
    assert (told.when, told.where, told.code) == (
        "morgen, Di. 24.11., 16:00–19:00 Uhr",
        "Am Anger 10, 06712 Zeitz",
        "",
    )
    complete_stop(stop=stops["Bäcker"], person=driver, now=AFTERNOON)
    assert steps()[0] == ("Im Laden abgeholt: heute, 16:00 Uhr", True)
    report_not_met(stop=stops["Max Muster"], reason="niemand da", person=driver, now=AFTERNOON)
    assert "niemand da" in steps()[1][0]
    complete_stop(stop=stops["Max Muster"], person=driver, now=AFTERNOON)
    assert steps()[1] == ("Geliefert: heute, 16:00 Uhr", True)
    way.cancel(reference, now=AFTERNOON)
    assert steps() == [("Die Lieferung ist abgesagt", True)]


def test_only_drivers_and_the_operator_see_tours(loaded, stops, driver):
    for person in (driver, make_person("operator")):
        assert list(coming_tours(person, MONDAY)) == [loaded]
        assert tour_for(person, loaded.pk) == loaded
        assert stop_for(person, stops["Bäcker"].pk) == stops["Bäcker"]
    for person in (None, make_person(), make_person("city")):
        assert not coming_tours(person, MONDAY)
        for door in (lambda who: tour_for(who, loaded.pk), lambda who: stop_for(who, stops["Bäcker"].pk)):
            with pytest.raises(NotFound):
                door(person)
    with pytest.raises(NotFound):
        tour_for(driver, 0)


def test_addresses_are_forgotten_two_weeks_after_the_tour(loaded, stops):
    assert forget_addresses(now=loaded.ends + timedelta(days=13)) == 0
    assert forget_addresses(now=loaded.ends + timedelta(days=15)) == 2
    assert forget_addresses(now=loaded.ends + timedelta(days=15)) == 0
    drop = Stop.objects.get(pk=stops["Max Muster"].pk)
    assert (drop.name, drop.street, drop.phone, drop.postal_code) == ("", "", "", "06712")
    assert round_of(loaded).income == Decimal("9.80")


@pytest.mark.parametrize("number", [2, 5])
def test_rounds_cost_three_queries_however_much_rides(way, db, number, django_assert_num_queries):
    tours = [make_tour(day=day) for day in (24, 26)]
    for tour in tours:
        for order in range(number):
            for _ in range(number):
                way.book(make_ride(make_vendor(), order=f"26-{order}"), key_of(tour), until=None, now=MONDAY)
    with django_assert_num_queries(3):
        seen = rounds(tours, MONDAY)
    assert [len(each.collects) for each in seen] == [number * number] * 2


def test_goods_that_come_after_the_call_open_the_shop_once_more(driver):
    tour, shop = make_tour(), make_vendor()
    way = fulfilment_methods["pooled_delivery"]
    way.book(make_ride(shop, order="früh"), key_of(tour), until=None, now=MONDAY)
    stop = Stop.objects.get(tour=tour, vendor=shop)
    complete_stop(stop=stop, person=driver, now=MONDAY)
    way.book(make_ride(shop, order="spät"), key_of(tour), until=MONDAY + timedelta(minutes=20), now=MONDAY)
    assert not round_of(tour).collects[0].is_open  # a place that is only held calls nobody
    way.book(make_ride(shop, order="spät"), key_of(tour), until=None, now=MONDAY)
    (call,) = round_of(tour).collects
    assert call.is_open
    assert [bool(load.collected_at) for load in call.loads] == [True, False]
    complete_stop(stop=stop, person=driver, now=AFTERNOON)
    firm = Load.objects.filter(held_until=None)
    assert set(firm.values_list("collected_at", flat=True)) == {MONDAY, AFTERNOON}
