"""Who buys, and what else a checkout says."""

from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.engine.models import Address, Checkout, Reservation
from marketplace.engine.services.checkout_cleaning import delete_abandoned_checkouts, delete_ended_reservations
from tests.factories.engine_market import customer, market
from tests.marketplace.engine.platform import ANONYMOUS, ask, run, user
from tests.marketplace.engine.shopping import new_checkout, paid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("platform")]

ATTACH = """mutation Attach($id: ID!) { checkoutCustomerAttach(id: $id) {
  checkout { id email user { email } } errors { code } } }"""
EMAIL = """mutation Email($id: ID!, $email: String!) { checkoutEmailUpdate(id: $id, email: $email) {
  checkout { email } errors { field code } } }"""
OWNER = "query Owner($id: ID!) { checkout(id: $id) { id user { id } } }"


def test_a_customer_takes_over_the_basket_they_filled_before_signing_in() -> None:
    town, erika = market(), customer()
    checkout = new_checkout(town, town.line("A-1"), email=None)
    answer = ask(ATTACH, {"id": checkout["id"]}, by=user(erika.pk))
    assert answer == {
        "checkout": {"id": checkout["id"], "email": erika.email, "user": {"email": erika.email}},
        "errors": [],
    }


def test_nobody_takes_over_anothers_basket() -> None:
    town, erika, otto = market(), customer(), customer("otto@example.com")
    checkout = new_checkout(town, town.line("A-1"), by=user(erika.pk))
    for thief in (user(otto.pk), ANONYMOUS):
        answer = run(ATTACH, {"id": checkout["id"]}, by=thief)
        assert answer["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"
    assert Checkout.objects.get().user == erika


def test_whose_basket_it_is_only_they_see() -> None:
    town, erika, otto = market(), customer(), customer("otto@example.com")
    checkout = new_checkout(town, town.line("A-1"), by=user(erika.pk))
    assert ask(OWNER, {"id": checkout["id"]}, by=user(erika.pk))["user"] is not None
    answer = run(OWNER, {"id": checkout["id"]}, by=user(otto.pk))
    assert answer["data"]["checkout"]["user"] is None
    assert answer["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"


def test_the_email_address_can_be_set_but_not_emptied() -> None:
    town = market()
    checkout = new_checkout(town, town.line("A-1"))
    assert ask(EMAIL, {"id": checkout["id"], "email": "new@example.com"})["checkout"]["email"] == "new@example.com"
    assert ask(EMAIL, {"id": checkout["id"], "email": ""})["errors"] == [{"field": "email", "code": "REQUIRED"}]


def test_an_unknown_checkout_is_null() -> None:
    for unknown in ("nonsense", "Q2hlY2tvdXQ6eA==", "Q2hlY2tvdXQ6NDdhZGY5OTItN2ZkMC00N2JjLWE5ZTUtZDMxMjVkYTBkYTI1"):
        assert ask(OWNER, {"id": unknown}) is None


def test_baskets_that_nobody_finishes_are_forgotten_with_their_addresses() -> None:
    town, erika = market(), customer()
    old = new_checkout(town, town.line("A-1"))
    of_customer = new_checkout(town, town.line("A-1"), by=user(erika.pk))
    with_payment = new_checkout(town, town.line("A-1"))
    paid(with_payment)
    now = timezone.now() + timedelta(days=31)
    assert delete_ended_reservations(now=now) == 3
    assert not Reservation.objects.exists()
    assert delete_abandoned_checkouts(now=now) == 1
    left = {str(pk) for pk in Checkout.objects.values_list("pk", flat=True)}
    assert left == {of_customer["token"], with_payment["token"]}
    assert old["token"] not in left
    assert Address.objects.filter(street_address_1="Invalidenstr. 10").count() == 4
