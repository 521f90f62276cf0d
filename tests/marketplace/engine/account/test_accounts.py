"""Accounts and address books: one's own, and nobody else's."""

from typing import Any

import pytest

from marketplace.engine.models import Address, User
from marketplace.engine.rules.passwords import password_fault
from marketplace.engine.selectors.accounts import app_by_token
from marketplace.engine.services.accounts import create_app
from marketplace.graphql.context import ANONYMOUS, Requestor
from marketplace.graphql.ids import global_id
from tests.factories.engine_accounts import make_user
from tests.factories.engine_catalogue import APP
from tests.marketplace.engine.platform import ask, run, user

HOME = {
    "firstName": "Erika",
    "lastName": "Muster",
    "streetAddress1": "Am Markt 2",
    "city": "Zeitz",
    "postalCode": "06712",
    "country": "DE",
    "phone": "+49 3441 1234",
}
ADD = """mutation($input: AddressInput!, $type: AddressTypeEnum, $customer: ID) {
  accountAddressCreate(input: $input, type: $type, customerId: $customer) {
    address { id city isDefaultBillingAddress isDefaultShippingAddress } errors { field code } } }"""
ME = """{ me { email addresses { id city country { code } } defaultShippingAddress { id } defaultBillingAddress { id }
  userPermissions { code } } }"""


@pytest.fixture
def erika(db: None) -> User:
    return make_user(first_name="Erika")


@pytest.fixture
def stranger(db: None) -> Requestor:
    return user(make_user("fremd@example.com").pk)


def test_passwords() -> None:
    assert password_fault("Passwort1") == ("PASSWORD_TOO_COMMON", "This password is too common.")
    similar = password_fault("erika.muster", email="Erika.Muster@example.com")
    assert similar is not None and similar[0] == "PASSWORD_TOO_SIMILAR"
    assert password_fault("drei Brote bitte", email="erika@example.com") is None


def test_me(erika: User) -> None:
    assert ask(ME) is None
    assert ask(ME, by=APP) is None
    mine = ask(ME, by=user(erika.pk))
    assert mine["email"] == "erika@example.com"
    assert mine["addresses"] == mine["userPermissions"] == []
    User.objects.update(is_active=False)
    assert ask(ME, by=user(erika.pk)) is None


def test_the_address_book(erika: User) -> None:
    by = user(erika.pk)
    added = ask(ADD, {"input": HOME, "type": "SHIPPING"}, by=by)
    address = added["address"]
    assert address == {
        "id": address["id"],
        "city": "Zeitz",
        "isDefaultBillingAddress": False,
        "isDefaultShippingAddress": True,
    }
    assert ask(ADD, {"input": HOME}, by=by)["address"]["id"] == address["id"]  # equal ones are not kept twice
    second = ask(ADD, {"input": {**HOME, "city": "Droyßig"}}, by=by)["address"]
    default = (
        """mutation($id: ID!) { accountSetDefaultAddress(id: $id, type: BILLING) { user { email } errors { code } } }"""
    )
    assert ask(default, {"id": second["id"]}, by=by)["errors"] == []
    mine = ask(ME, by=by)
    assert [each["city"] for each in mine["addresses"]] == ["Zeitz", "Droyßig"]
    assert mine["defaultShippingAddress"] == {"id": address["id"]}
    assert mine["defaultBillingAddress"] == {"id": second["id"]}
    update = """mutation($id: ID!, $input: AddressInput!) { accountAddressUpdate(id: $id, input: $input) {
      address { city streetAddress1 } errors { field code } } }"""
    changed = ask(update, {"id": second["id"], "input": {"city": "Elsteraue"}}, by=by)
    assert changed["address"] == {"city": "Elsteraue", "streetAddress1": "Am Markt 2"}
    wrong = ask(update, {"id": second["id"], "input": {"postalCode": "1"}}, by=by)
    assert wrong["errors"] == [{"field": "postalCode", "code": "INVALID"}]
    delete = "mutation($id: ID!) { accountAddressDelete(id: $id) { address { id } errors { code } } }"
    assert ask(delete, {"id": second["id"]}, by=by)["address"] == {"id": second["id"]}
    assert ask(ME, by=by)["defaultBillingAddress"] is None


def test_strangers_do_not_reach_an_address(erika: User, stranger: Requestor) -> None:
    address = ask(ADD, {"input": HOME}, by=user(erika.pk))["address"]["id"]
    acts = {
        "accountAddressUpdate": """mutation($id: ID!) {
          accountAddressUpdate(id: $id, input: {city: "X"}) { errors { code } } }""",
        "accountAddressDelete": "mutation($id: ID!) { accountAddressDelete(id: $id) { errors { code } } }",
        "accountSetDefaultAddress": """mutation($id: ID!) {
          accountSetDefaultAddress(id: $id, type: SHIPPING) { errors { code } } }""",
    }
    missing = global_id("Address", 999_999)
    for document in acts.values():
        assert ask(document, {"id": address}, by=stranger) == ask(document, {"id": missing}, by=stranger)
        assert ask(document, {"id": address}, by=stranger)["errors"] == [{"code": "NOT_FOUND"}]
    read = "query($id: ID!) { address(id: $id) { city } }"
    assert ask(read, {"id": address}, by=stranger) is None
    assert ask(read, {"id": address}) is None
    assert ask(read, {"id": address}, by=user(erika.pk)) == ask(read, {"id": address}, by=APP) == {"city": "Zeitz"}
    assert Address.objects.get().city == "Zeitz"


def test_a_book_has_an_end(erika: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("marketplace.engine.services.accounts.MAX_ADDRESSES", 1)
    by = user(erika.pk)
    assert ask(ADD, {"input": HOME}, by=by)["errors"] == []
    assert ask(ADD, {"input": {**HOME, "city": "Theißen"}}, by=by)["errors"] == [{"field": None, "code": "INVALID"}]


def test_an_app_acts_for_a_customer(erika: User, stranger: Requestor) -> None:
    customer = global_id("User", erika.pk)
    assert ask(ADD, {"input": HOME, "customer": customer}, by=APP)["errors"] == []
    refused = run(ADD, {"input": HOME, "customer": customer}, by=stranger)
    assert "IMPERSONATE_USER" in refused["errors"][0]["message"]
    anonymous = run(ADD, {"input": HOME})
    assert "AUTHENTICATED_USER" in anonymous["errors"][0]["message"]
    assert Address.objects.count() == 1


def test_profile(erika: User) -> None:
    update = """mutation($input: AccountInput!) { accountUpdate(input: $input) {
      user { firstName lastName languageCode defaultShippingAddress { city } } errors { field code } } }"""
    given = {"lastName": "Muster", "languageCode": "EN", "defaultShippingAddress": HOME}
    changed = ask(update, {"input": given}, by=user(erika.pk))["user"]
    assert changed == {
        "firstName": "Erika",
        "lastName": "Muster",
        "languageCode": "EN",
        "defaultShippingAddress": {"city": "Zeitz"},
    }
    for wrong in ({"defaultShippingAddress": {"city": ""}}, {"defaultBillingAddress": {"city": "Zeitz"}}):
        refused = ask(update, {"input": {"firstName": "X", **wrong}}, by=user(erika.pk))
        assert {error["code"] for error in refused["errors"]} == {"REQUIRED"}
    assert User.objects.get().first_name == "Erika"
    assert Address.objects.get().city == "Zeitz"


def test_customers_are_seen_by_who_manages_them(erika: User, stranger: Requestor) -> None:
    found = """query($search: String) { customers(first: 5, search: $search) {
      totalCount edges { node { email note } } } }"""
    assert ask(found, {"search": "erika exam"}, by=APP)["edges"] == [
        {"node": {"email": "erika@example.com", "note": ""}}
    ]
    assert ask(found, by=APP)["totalCount"] == 2
    one = "query($id: ID) { user(id: $id) { email } }"
    assert ask(one, {"id": global_id("User", erika.pk)}, by=APP) == {"email": "erika@example.com"}
    for document in (found, one):
        for by in (ANONYMOUS, stranger):
            assert run(document, {"id": global_id("User", erika.pk)}, by=by)["errors"][0]["message"].startswith(
                "To access"
            )
    delete = "mutation($id: ID) { customerDelete(id: $id) { user { email } errors { code } } }"
    assert run(delete, {"id": global_id("User", erika.pk)}, by=stranger)["data"] == {"customerDelete": None}
    assert ask(delete, {"id": global_id("User", erika.pk)}, by=APP)["user"] == {"email": "erika@example.com"}
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_customers_made_by_an_app() -> None:
    create = """mutation($input: UserCreateInput!) { customerCreate(input: $input) {
      user { email defaultBillingAddress { city } isStaff } errors { field code } } }"""
    made = ask(create, {"input": {"email": "neu@example.com", "defaultBillingAddress": HOME}}, by=APP)["user"]
    assert made == {"email": "neu@example.com", "defaultBillingAddress": {"city": "Zeitz"}, "isStaff": False}
    assert ask(create, {"input": {}}, by=APP)["errors"] == [{"field": "email", "code": "REQUIRED"}]
    assert ask(create, {"input": {"email": "NEU@example.com"}}, by=APP)["errors"] == [
        {"field": "email", "code": "UNIQUE"}
    ]


@pytest.mark.django_db
def test_an_apps_token_is_stored_as_a_hash_alone() -> None:
    app, token = create_app(name="Markt", identifier="regionalmarkt", permissions=["MANAGE_PRODUCTS"])
    assert token not in str(app.__dict__)
    assert app_by_token(token) == app
    same, newer = create_app(name="Markt", identifier="regionalmarkt", permissions=[])
    assert same.pk == app.pk and app_by_token(token) is None and app_by_token(newer) == same


def test_statements_for_me_do_not_grow_with_addresses(erika: User, django_assert_num_queries: Any) -> None:
    by = user(erika.pk)
    for city in ("Zeitz", "Droyßig", "Theißen"):
        ask(ADD, {"input": {**HOME, "city": city}}, by=by)
    with django_assert_num_queries(2):
        ask("{ me { addresses { city isDefaultBillingAddress } } }", by=by)
