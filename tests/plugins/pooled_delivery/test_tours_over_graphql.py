"""Tours over GraphQL, for a driver's app."""

import pytest

from config.schema import schema
from marketplace.graphql.context import ANONYMOUS, Context, Requestor
from marketplace.graphql.execution import execute_document
from marketplace.graphql.ids import global_id
from plugins.pooled_delivery.models import Stop
from tests.factories.accounts import make_person
from tests.factories.pooled_delivery import MONDAY

TOURS = """
query { deliveryTours(first: 5) {
  id name date capacity cutOff collectsAt starts ends ordersMissing
  stops { id kind state vendor { name } name street postalCode city phone reason doneAt
          loads { number quantity collectedAt vendor { name } } }
} }
"""
ACT = "mutation Act($id: ID!) { act: %s { stop { state reason loads { number } } errors { code } } }"
ACTS = {
    "complete": ACT % "deliveryStopComplete(id: $id)",
    "not_met": ACT % 'deliveryStopReportNotMet(id: $id, reason: "niemand da")',
    "reopen": ACT % "deliveryStopReopen(id: $id)",
}


def ask(person, source, **variables):
    asking = Requestor(kind="user", user_id=person.saleor_user_id) if person else ANONYMOUS
    result = execute_document(schema().graphql_schema, source, context=Context(asking, MONDAY), variables=variables)
    assert not result.errors, result.errors
    return result.data


def act(person, name, stop):
    return ask(person, ACTS[name], id=global_id("DeliveryStop", stop.pk))["act"]


def test_a_driver_reads_the_tour_in_order(driver, loaded):
    tour = ask(driver, TOURS)["deliveryTours"][0]
    assert (tour["date"], tour["capacity"], tour["ordersMissing"]) == ("2026-11-24", 10, 5)
    assert [(stop["kind"], stop["vendor"] and stop["vendor"]["name"], stop["name"]) for stop in tour["stops"]] == [
        ("COLLECT", "Bäcker", ""),
        ("COLLECT", "Buchladen", ""),
        ("DROP", None, "Erika Muster"),
        ("DROP", None, "Max Muster"),
    ]
    assert [load["vendor"]["name"] for load in tour["stops"][2]["loads"]] == ["Bäcker", "Buchladen"]


def test_a_driver_marks_and_takes_back(driver, stops):
    def stop(state, reason=""):
        return {"state": state, "reason": reason, "loads": [{"number": "26-000002-A"}]}

    max_muster = stops["Max Muster"]
    for _ in range(2):
        assert act(driver, "complete", max_muster) == {"stop": stop("DONE"), "errors": []}
    assert act(driver, "not_met", max_muster) == {"stop": None, "errors": [{"code": "STOP_DONE"}]}
    assert act(driver, "reopen", max_muster)["stop"] == stop("OPEN")
    assert act(driver, "not_met", max_muster)["stop"] == stop("NOT_MET", "niemand da")


@pytest.mark.parametrize("roles", [None, (), ("city",)])
def test_others_see_and_change_nothing(loaded, stops, roles):
    person = None if roles is None else make_person(*roles)
    assert ask(person, TOURS)["deliveryTours"] == []
    for name in ACTS:
        assert act(person, name, stops["Bäcker"])["errors"] == [{"code": "NOT_FOUND"}]
    assert not Stop.objects.exclude(state="open").exists()


def test_an_id_of_something_else_is_not_found(driver, loaded):
    for wrong in ("nonsense", global_id("DeliveryTour", loaded.pk), global_id("DeliveryStop", 0)):
        assert ask(driver, ACTS["complete"], id=wrong)["act"]["errors"] == [{"code": "NOT_FOUND"}]


def test_tours_cost_the_same_however_many(driver, loaded, django_assert_num_queries):
    # the person with roles; tours with patterns; stops with shops, loads with shops, zones
    with django_assert_num_queries(2 + 1 + 3):
        ask(driver, TOURS)
