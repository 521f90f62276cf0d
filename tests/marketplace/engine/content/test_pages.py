"""Pages and their kinds."""

import json
from datetime import timedelta
from typing import Any

import pytest

from marketplace.engine.models import Page, PageType
from tests.factories.engine_catalogue import APP, NOW
from tests.marketplace.engine.platform import ask, run

pytestmark = pytest.mark.django_db

TYPE = """mutation($input: PageTypeCreateInput!) { pageTypeCreate(input: $input) {
  pageType { id name slug hasPages } errors { field code } } }"""
CREATE = """mutation($input: PageCreateInput!) { pageCreate(input: $input) {
  page { id title slug content isPublished publishedAt seoTitle pageType { slug } } errors { field code } } }"""
UPDATE = """mutation($id: ID!, $input: PageInput!) { pageUpdate(id: $id, input: $input) {
  page { title slug isPublished publishedAt } errors { field message code } } }"""
DELETE = "mutation($id: ID!) { pageDelete(id: $id) { page { id } errors { field code } } }"
READ = "query($slug: String!) { page(slug: $slug) { title content } }"
TEXT = json.dumps({"blocks": [{"type": "paragraph", "data": {"text": "Guten Tag"}}]})


@pytest.fixture
def kind() -> str:
    made = ask(TYPE, {"input": {"name": "Seite"}}, by=APP)
    assert (made["pageType"]["slug"], made["pageType"]["hasPages"], made["errors"]) == ("seite", False, [])
    return str(made["pageType"]["id"])


def make(kind: str, **given: Any) -> Any:
    return ask(CREATE, {"input": {"title": "Über uns", "content": TEXT, "pageType": kind, **given}}, by=APP, now=NOW)


def test_a_page_is_written_and_then_published(kind: str) -> None:
    made = make(kind, seo={"title": "Wer wir sind"})
    assert made["errors"] == []
    page = made["page"]
    assert (page["slug"], page["isPublished"], page["publishedAt"]) == ("ueber-uns", False, None)
    assert (page["seoTitle"], page["pageType"]) == ("Wer wir sind", {"slug": "seite"})
    assert ask(READ, {"slug": "ueber-uns"}, now=NOW) is None
    assert ask(READ, {"slug": "ueber-uns"}, by=APP, now=NOW)["title"] == "Über uns"
    changed = ask(UPDATE, {"id": page["id"], "input": {"isPublished": True}}, by=APP, now=NOW)["page"]
    assert (changed["isPublished"], changed["publishedAt"]) == (True, NOW.isoformat())
    assert json.loads(ask(READ, {"slug": "ueber-uns"}, now=NOW)["content"]) == json.loads(TEXT)
    later = (NOW + timedelta(days=1)).isoformat()
    ask(UPDATE, {"id": page["id"], "input": {"publishedAt": later}}, by=APP, now=NOW)
    assert ask(READ, {"slug": "ueber-uns"}, now=NOW) is None
    assert ask(READ, {"slug": "ueber-uns"}, now=NOW + timedelta(days=2)) is not None


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({"title": None}, [("title", "REQUIRED"), ("slug", "REQUIRED")]),
        ({"title": ""}, [("title", "REQUIRED")]),
        ({"slug": "hilfe"}, [("slug", "UNIQUE")]),
        ({"pageType": "UGFnZVR5cGU6OTk5OTk="}, [("pageType", "NOT_FOUND")]),
        ({"pageType": "bm9uc2Vuc2U="}, [("pageType", "GRAPHQL_ERROR")]),
    ],
)
def test_what_a_page_must_have(kind: str, given: dict[str, Any], errors: list[tuple[str, str]]) -> None:
    make(kind, title="Hilfe")
    assert [(each["field"], each["code"]) for each in make(kind, **given)["errors"]] == errors
    assert Page.objects.count() == 1


def test_pages_are_listed_and_go(kind: str) -> None:
    page = make(kind, isPublished=True)["page"]
    make(kind, title="Entwurf")
    document = """query($filter: PageFilterInput) { pages(first: 10, filter: $filter,
      sortBy: {field: TITLE, direction: DESC}) { totalCount edges { node { slug } } } }"""
    found = lambda by=APP, **wanted: [  # noqa: E731
        edge["node"]["slug"] for edge in ask(document, {"filter": wanted}, by=by, now=NOW)["edges"]
    ]
    assert found() == found(pageTypes=[kind]) == ["ueber-uns", "entwurf"]
    assert found(slugs=["entwurf"]) == found(search="ntw") == ["entwurf"]
    assert [edge["node"]["slug"] for edge in ask(document, now=NOW)["edges"]] == ["ueber-uns"]
    blank = ask(UPDATE, {"id": page["id"], "input": {"slug": ""}}, by=APP)["errors"]
    assert [(each["field"], each["code"]) for each in blank] == [("slug", "REQUIRED")]
    assert ask(DELETE, {"id": page["id"]}, by=APP)["page"] == {"id": page["id"]}
    assert ask(DELETE, {"id": page["id"]}, by=APP)["errors"] == [{"field": "id", "code": "NOT_FOUND"}]


def test_kinds_change_and_take_their_pages_with_them(kind: str) -> None:
    make(kind)
    change = """mutation($id: ID, $input: PageTypeUpdateInput!) { pageTypeUpdate(id: $id, input: $input) {
      pageType { name slug hasPages } errors { field code } } }"""
    changed = ask(change, {"id": kind, "input": {"name": "Blatt"}}, by=APP)["pageType"]
    assert changed == {"name": "Blatt", "slug": "seite", "hasPages": True}
    listed = ask("{ pageTypes(first: 5) { edges { node { slug } } } }")
    assert listed == {"edges": [{"node": {"slug": "seite"}}]}
    assert ask("mutation($id: ID!) { pageTypeDelete(id: $id) { errors { code } } }", {"id": kind}, by=APP) == {
        "errors": []
    }
    assert not Page.objects.exists() and not PageType.objects.exists()


def test_only_who_manages_pages_may_write(kind: str) -> None:
    page = make(kind)["page"]["id"]
    for document, variables in [
        (TYPE, {"input": {"name": "x"}}),
        (CREATE, {"input": {"title": "x", "pageType": kind}}),
        (UPDATE, {"id": page, "input": {"title": "x"}}),
        (DELETE, {"id": page}),
    ]:
        assert run(document, variables)["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"
    assert Page.objects.get().title == "Über uns"
