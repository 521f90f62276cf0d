"""Pages of querysets and lists."""

from typing import Any

import pytest
from graphql import GraphQLError

from marketplace.engine.models import TaxClass, User
from marketplace.graphql.connections import Page, Slice, cursor_of, paginate, paginate_list, values_in


def walked(page_of: Any, size: int, *, backwards: bool = False) -> list[Any]:
    seen: list[Any] = []
    cursor = None
    for _page in range(20):
        paging = {"last": size, "before": cursor} if backwards else {"first": size, "after": cursor}
        page: Page = page_of(Slice.of("things", **paging))
        nodes = [edge.node for edge in page.edges]
        seen = nodes + seen if backwards else seen + nodes
        if not (page.has_previous_page if backwards else page.has_next_page):
            return seen
        cursor = page.start_cursor if backwards else page.end_cursor
    raise AssertionError("the pages never end")


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize("size", [1, 2, 5, 6])
def test_a_list(size: int, backwards: bool) -> None:
    assert walked(lambda wanted: paginate_list("abcde", wanted), size, backwards=backwards) == list("abcde")


@pytest.mark.django_db
@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize("size", [1, 2, 3, 9])
@pytest.mark.parametrize("order", [["name"], ["-name"], ["last_login", "-email"], ["-last_login"], ["-pk"]])
def test_a_queryset_with_equal_and_missing_values(order: list[str], size: int, backwards: bool) -> None:
    for number, day in enumerate([None, 3, 1, 3, None, 2]):
        when = None if day is None else f"2026-01-0{day}T00:00:00Z"
        User.objects.create(email=f"{number}@example.com", first_name="same", last_login=when)
    names = [each.replace("name", "first_name") for each in order]
    total = names if names[-1] in ("pk", "-pk") else [*names, "pk"]
    expected = list(User.objects.order_by(*total))
    assert (
        walked(lambda wanted: paginate(User.objects.all(), wanted, order=names), size, backwards=backwards) == expected
    )


@pytest.mark.django_db
def test_a_page_costs_one_statement_and_the_count_another(django_assert_num_queries: Any) -> None:
    TaxClass.objects.bulk_create([TaxClass(name=str(number)) for number in range(5)])
    with django_assert_num_queries(1):
        page = paginate(TaxClass.objects.all(), Slice.of("taxClasses", first=2), order=["name"])
        assert (page.has_next_page, page.has_previous_page, len(page.edges)) == (True, False, 2)
    with django_assert_num_queries(1):
        assert page.total_count == 5


def test_no_rows() -> None:
    page = paginate_list([], Slice.of("things", first=3))
    assert (page.edges, page.start_cursor, page.end_cursor, page.has_next_page) == ([], None, None, False)
    assert paginate_list("ab", Slice.of("things", first=0)).edges == []


@pytest.mark.parametrize(
    "paging", [{"first": -1}, {"last": 101}, {"first": 1, "before": "x"}, {"last": 1, "after": "x"}, {}]
)
def test_wrong_paging(paging: dict[str, Any]) -> None:
    with pytest.raises(GraphQLError):
        Slice.of("things", **paging)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "cursor", ["x", "bm9uc2Vuc2U=", cursor_of(["a"]), cursor_of(["a", "b", "c"]), cursor_of(["a", "x"])]
)
def test_cursors_that_are_not_ours(cursor: str) -> None:
    with pytest.raises(GraphQLError, match="Received cursor is invalid"):
        paginate(TaxClass.objects.all(), Slice.of("taxClasses", first=1, after=cursor), order=["name"])
    with pytest.raises(GraphQLError, match="Received cursor is invalid"):
        paginate_list("abc", Slice.of("things", first=1, after=cursor if cursor != cursor_of(["a"]) else "x"))


def test_cursors_hold_sort_values() -> None:
    assert cursor_of(["grey-hoodie", 131]) == "WyJncmV5LWhvb2RpZSIsIjEzMSJd"  # as real Saleor wrote it
    assert values_in("WyJncmV5LWhvb2RpZSIsIjEzMSJd", 2) == ["grey-hoodie", "131"]
