"""Over HTTP: the person behind a token and the person behind a cookie."""

import json

import pytest

from marketplace.accounts.models import Person
from marketplace.accounts.services import grant_role
from marketplace.saleor import customers
from tests.marketplace.accounts.conftest import PASSWORD

QUERY = "{ viewer { name email roles } }"


@pytest.fixture
def ask(client):
    def send(token=None):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        body = json.dumps({"query": QUERY})
        return client.post("/graphql/", body, content_type="application/json", headers=headers).json()

    return send


@pytest.mark.django_db
def test_nobody_is_null(ask):
    answer = ask()
    assert (answer["data"], "errors" in answer) == ({"viewer": None}, False)


def test_a_client_that_never_saw_a_page_is_known_by_its_token(ask, account):
    token = customers.create_tokens(email=account(), password=PASSWORD).access
    assert ask(token)["data"]["viewer"] == {
        "name": "kundin@example.org",
        "email": "kundin@example.org",
        "roles": [],
    }
    grant_role(Person.objects.get(), "driver")
    assert ask(token)["data"]["viewer"]["roles"] == ["driver"]


@pytest.mark.django_db
def test_a_forged_token_is_refused_not_ignored(ask):
    assert ask("a.b.c")["errors"][0]["extensions"]["exception"]["code"] == "TOKEN_INVALID"
