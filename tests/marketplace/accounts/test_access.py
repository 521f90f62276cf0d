"""Pages for some people only."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from marketplace.accounts.access import next_path, role_required, signed_in
from marketplace.accounts.selectors import has_role, people_with_role, person_by_email, person_of, roles_of
from marketplace.accounts.services import grant_role, revoke_role
from marketplace.graphql.context import ANONYMOUS, Context, Requestor
from tests.factories.accounts import make_person

pytestmark = pytest.mark.django_db


@signed_in
def own_page(_request):
    return HttpResponse("mine")


@role_required("city", "operator")
def town_page(_request):
    return HttpResponse("town")


def ask(view, browser, person, **options):
    request = browser.request(**options)
    request.person = person
    return view(request)


def test_strangers_are_sent_to_sign_in_and_back(browser):
    answer = ask(own_page, browser, None, path="/konto/?seite=2")
    assert (answer.status_code, answer["Location"]) == (302, "/anmelden/?next=%2Fkonto%2F%3Fseite%3D2")


def test_what_was_posted_is_not_gone_back_to(browser):
    assert ask(own_page, browser, None, path="/konto/", method="POST")["Location"] == "/anmelden/?next=%2F"


def test_parts_of_pages_send_the_whole_page_to_sign_in(browser):
    answer = ask(own_page, browser, None, path="/konto/", **{"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/anmelden/?next=%2Fkonto%2F")


def test_people_see_their_page(browser):
    assert ask(own_page, browser, make_person()).content == b"mine"


@pytest.mark.parametrize("roles", [("city",), ("operator",), ("driver", "city")])
def test_one_of_the_roles_is_enough(browser, roles):
    assert ask(town_page, browser, make_person(*roles)).content == b"town"


@pytest.mark.parametrize("roles", [(), ("driver",)])
def test_other_people_are_refused(browser, roles):
    with pytest.raises(PermissionDenied):
        ask(town_page, browser, make_person(*roles))


def test_strangers_are_sent_to_sign_in_from_town_pages_too(browser):
    assert ask(town_page, browser, None).status_code == 302


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("/korb/", "/korb/"),
        ("/suche/?q=Brot", "/suche/?q=Brot"),
        ("", "/"),
        ("https://boese.example/", "/"),
        ("//boese.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("korb", "/"),
    ],
)
def test_nobody_is_led_away_after_signing_in(browser, wanted, expected):
    request = browser.request(f"/anmelden/?next={wanted}")
    assert next_path(request) == expected


def test_roles_come_and_go(db):
    person = make_person()
    grant_role(person, "city")
    grant_role(person, "city")
    assert roles_of(person) == ("city",)
    assert has_role(person, "driver", "city") and not has_role(person, "driver")
    assert people_with_role("city") == [person]
    revoke_role(person, "city")
    assert not has_role(person, "city")
    assert not has_role(None, "city")


def test_unknown_roles_are_not_given(db):
    with pytest.raises(ValueError):
        grant_role(make_person(), "mayor")


def test_people_are_found_by_mail_in_any_case(db):
    person = make_person(email="Kundin@Example.org")
    assert person_by_email("kundin@example.ORG") == person
    assert person_by_email("andere@example.org") is None


class TestGraphQL:
    def context(self, requestor):
        return Context(requestor=requestor, now=None)

    def test_the_person_of_an_operation_is_read_once(self, django_assert_num_queries):
        person = make_person("city")
        context = self.context(Requestor(kind="user", user_id=person.saleor_user_id))
        with django_assert_num_queries(2):
            assert person_of(context) == person
            assert has_role(person_of(context), "city")

    @pytest.mark.parametrize(
        "requestor", [ANONYMOUS, Requestor(kind="app"), Requestor(kind="user", user_id="VXNlcjo0")]
    )
    def test_nobody_and_apps_are_no_person(self, requestor):
        assert person_of(self.context(requestor)) is None
