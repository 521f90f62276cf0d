"""Menus: what they point at, and how items move."""

from typing import Any

import pytest

from marketplace.engine.models import Menu, MenuItem
from marketplace.engine.services.collections import create_collection, update_collection_listings
from marketplace.engine.services.pages import create_page, create_page_type
from marketplace.graphql.ids import global_id
from tests.factories.engine_catalogue import APP, NOW, Shelf
from tests.marketplace.engine.platform import ask, run

CREATE = """mutation($input: MenuCreateInput!) { menuCreate(input: $input) {
  menu { id name slug items { name level url category { slug } } } errors { field code } } }"""
ITEM = """mutation($input: MenuItemCreateInput!) { menuItemCreate(input: $input) {
  menuItem { id name level parent { name } menu { slug } url } errors { field code } } }"""
CHANGE = """mutation($id: ID!, $input: MenuItemInput!) { menuItemUpdate(id: $id, input: $input) {
  menuItem { name url category { slug } page { slug } } errors { field code } } }"""
MOVE = """mutation($menu: ID!, $moves: [MenuItemMoveInput!]!) { menuItemMove(menu: $menu, moves: $moves) {
  menu { items { name children { name level children { name } } } } errors { field code } } }"""
READ = """query($slug: String!) { menu(slug: $slug, channel: "zeitz") { items { name url
  category { slug } collection { slug } page { slug } children { name page { slug } } } } }"""


def key(row: Any) -> str:
    return global_id(type(row).__name__, row.pk)


@pytest.fixture
def menu(town: Shelf) -> str:
    made = ask(CREATE, {"input": {"name": "Oben", "items": [{"name": "Brot", "category": key(town.bread)}]}}, by=APP)
    assert made["errors"] == []
    items = [{"name": "Brot", "level": 0, "url": None, "category": {"slug": "brot"}}]
    assert (made["menu"]["slug"], made["menu"]["items"]) == ("oben", items)
    return str(made["menu"]["id"])


def add(menu: str, name: str, **given: Any) -> Any:
    return ask(ITEM, {"input": {"menu": menu, "name": name, **given}}, by=APP)


def item(menu: str, name: str, **given: Any) -> str:
    made = add(menu, name, **given)
    assert made["errors"] == []
    return str(made["menuItem"]["id"])


def names(answer: Any) -> Any:
    """The tree as (name, [children])."""
    assert answer["errors"] == []
    return [
        (each["name"], [(child["name"], [x["name"] for x in child["children"]]) for child in each["children"]])
        for each in answer["menu"]["items"]
    ]


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"url": "https://zeitz.example/", "category": "brot"}, ("items", "TOO_MANY_MENU_ITEMS")),
        ({}, ("items", "NO_MENU_ITEM_PROVIDED")),
        ({"category": "Q2F0ZWdvcnk6OTk5OTk="}, ("items", "NOT_FOUND")),
        ({"page": "Q2F0ZWdvcnk6OTk5OTk="}, ("items", "GRAPHQL_ERROR")),
    ],
)
def test_items_of_a_new_menu_point_at_exactly_one_thing(
    town: Shelf, given: dict[str, str], error: tuple[str, str]
) -> None:
    given = {name: key(town.bread) if value == "brot" else value for name, value in given.items()}
    answer = ask(CREATE, {"input": {"name": "Oben", "items": [{"name": "x", **given}]}}, by=APP)
    assert [(each["field"], each["code"]) for each in answer["errors"]] == [error]
    assert not Menu.objects.exists()


def test_items_are_refused_with_saleors_codes(town: Shelf, menu: str) -> None:
    bread, address = key(town.bread), "https://zeitz.example/"
    for given, field, code in [
        ({"category": bread, "url": address}, None, "TOO_MANY_MENU_ITEMS"),
        ({"page": bread}, "page", "INVALID_MENU_ITEM"),
        ({"category": "nonsense"}, "category", "GRAPHQL_ERROR"),
        ({"url": "/laeden/"}, "url", "INVALID"),
        ({"name": ""}, "name", "REQUIRED"),
        ({"parent": "TWVudUl0ZW06OTk5OTk="}, "parent", "NOT_FOUND"),
        ({"menu": "TWVudTo5OTk5OQ=="}, "menu", "NOT_FOUND"),
    ]:
        answer = ask(ITEM, {"input": {"menu": menu, "name": "x", **given}}, by=APP)
        assert answer == {"menuItem": None, "errors": [{"field": field, "code": code}]}
    assert MenuItem.objects.count() == 1


def test_a_change_replaces_the_target(town: Shelf, menu: str) -> None:
    held = item(menu, "Anderswo", url="https://zeitz.example/")
    answer = ask(CHANGE, {"id": held, "input": {"category": key(town.shoes)}}, by=APP)
    assert answer["menuItem"] == {"name": "Anderswo", "url": None, "category": {"slug": "schuhe"}, "page": None}
    answer = ask(CHANGE, {"id": held, "input": {"name": "Nur ein Wort"}}, by=APP)
    assert answer["menuItem"] == {"name": "Nur ein Wort", "url": None, "category": None, "page": None}


def test_items_move_along_and_below_one_another(menu: str) -> None:
    about, help_ = item(menu, "Über uns"), item(menu, "Hilfe")
    imprint = item(menu, "Impressum", parent=help_)
    move = lambda *moves: ask(MOVE, {"menu": menu, "moves": list(moves)}, by=APP)  # noqa: E731
    assert names(move({"itemId": help_, "sortOrder": -2})) == [
        ("Hilfe", [("Impressum", [])]),
        ("Brot", []),
        ("Über uns", []),
    ]
    assert names(move({"itemId": about, "parentId": help_, "sortOrder": -1})) == [
        ("Hilfe", [("Über uns", []), ("Impressum", [])]),
        ("Brot", []),
    ]
    assert names(move({"itemId": about, "parentId": imprint}))[0] == ("Hilfe", [("Impressum", ["Über uns"])])
    assert MenuItem.objects.get(name="Über uns").level == 2
    assert names(move({"itemId": imprint}))[-1] == ("Impressum", [("Über uns", [])])
    for wrong, field, code in [
        ({"itemId": imprint, "parentId": imprint}, "parentId", "CANNOT_ASSIGN_NODE"),
        ({"itemId": imprint, "parentId": about}, "parentId", "CANNOT_ASSIGN_NODE"),
        ({"itemId": "TWVudUl0ZW06OTk5OTk="}, "item", "NOT_FOUND"),
    ]:
        assert move(wrong) == {"menu": None, "errors": [{"field": field, "code": code}]}


def test_shoppers_see_only_what_is_published_behind_an_item(
    town: Shelf, menu: str, django_assert_num_queries: Any
) -> None:
    kind = create_page_type(values={"name": "Seite"})
    page = create_page(page_type_id=key(kind), values={"title": "Über uns"}, now=NOW)
    autumn = create_collection(values={"name": "Herbst"}, now=NOW)
    top = item(menu, "Herbst", collection=key(autumn))
    item(menu, "Wir", page=key(page), parent=top)
    item(menu, "Fest", url="https://zeitz.example/fest")
    look = lambda **who: ask(READ, {"slug": "oben"}, now=NOW, **who)["items"]  # noqa: E731
    seen = look()[1]
    assert (seen["collection"], seen["children"]) == (None, [{"name": "Wir", "page": None}])
    assert look(by=APP)[1]["children"] == [{"name": "Wir", "page": {"slug": "ueber-uns"}}]
    page.is_published = True
    page.save()
    listing = {"channel_id": key(town.channel), "is_published": True}
    update_collection_listings(collection_id=key(autumn), add=[listing], now=NOW)
    with django_assert_num_queries(6):
        bread, herbst, fest = look()
    assert bread["category"] == {"slug": "brot"}
    assert (herbst["collection"], herbst["children"][0]["page"]) == ({"slug": "herbst"}, {"slug": "ueber-uns"})
    assert fest["url"] == "https://zeitz.example/fest"


def test_menus_are_renamed_listed_and_deleted_by_their_managers(menu: str) -> None:
    rename = """mutation($id: ID!, $input: MenuInput!) { menuUpdate(id: $id, input: $input) {
      menu { name slug } errors { field code } } }"""
    delete = "mutation($id: ID!) { menuDelete(id: $id) { menu { id } errors { field code } } }"
    for document, variables in [(rename, {"id": menu, "input": {"name": "x"}}), (delete, {"id": menu})]:
        assert run(document, variables)["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"
    changed = ask(rename, {"id": menu, "input": {"name": "Kopf"}}, by=APP)["menu"]
    assert changed == {"name": "Kopf", "slug": "oben"}
    ask(CREATE, {"input": {"name": "Unten"}}, by=APP)
    assert ask(CREATE, {"input": {"name": "Kopf", "slug": "oben"}}, by=APP)["errors"] == [
        {"field": "slug", "code": "UNIQUE"}
    ]
    listed = ask("{ menus(first: 5, sortBy: {field: ITEMS_COUNT, direction: DESC}) { edges { node { slug } } } }")
    assert [edge["node"]["slug"] for edge in listed["edges"]] == ["oben", "unten"]
    held = ask("{ menuItems(first: 5) { edges { node { id name } } } }")["edges"][0]["node"]
    gone = "mutation($id: ID!) { menuItemDelete(id: $id) { menuItem { id } errors { code } } }"
    assert ask(gone, {"id": held["id"]}, by=APP)["menuItem"] == {"id": held["id"]}
    assert ask(delete, {"id": menu}, by=APP)["menu"] == {"id": menu}
    assert not MenuItem.objects.exists()
