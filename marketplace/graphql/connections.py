"""Relay connections in Saleor's form: `first`/`last` up to 100 rows, cursors from sort values, `totalCount` on demand.

A page costs one statement (it asks for one row more than it shows), `totalCount` one more, only where it is selected.
"""

import json
from base64 import b64decode, b64encode
from binascii import Error as BadBase64
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import graphene
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from graphql import GraphQLError

MAXIMUM = 100


class PageInfo(graphene.ObjectType):
    has_next_page = graphene.Boolean(required=True)
    has_previous_page = graphene.Boolean(required=True)
    start_cursor = graphene.String()
    end_cursor = graphene.String()


@dataclass(frozen=True, kw_only=True)
class Slice:
    """The paging arguments of a connection field, checked. Raises GraphQLError in Saleor's words."""

    first: int | None = None
    last: int | None = None
    after: str | None = None
    before: str | None = None

    @classmethod
    def of(
        cls,
        connection: str,
        *,
        first: int | None = None,
        last: int | None = None,
        after: str | None = None,
        before: str | None = None,
    ) -> "Slice":
        if first is None and last is None:
            raise GraphQLError(
                f"You must provide a `first` or `last` value to properly paginate the `{connection}` connection."
            )
        if first is not None and last is not None:
            raise GraphQLError(f"Argument `last` cannot be combined with `first` on the `{connection}` connection.")
        for name, value in (("first", first), ("last", last)):
            if value is not None and value > MAXIMUM:
                raise GraphQLError(
                    f"Requesting {value} records on the `{connection}` connection exceeds the `{name}` limit of "
                    f"{MAXIMUM} records."
                )
            if value is not None and value < 0:
                raise GraphQLError(f"Argument `{name}` must be a non-negative integer.")
        if first is not None and before:
            raise GraphQLError("Argument `before` cannot be combined with `first`.")
        if last is not None and after:
            raise GraphQLError("Argument `after` cannot be combined with `last`.")
        return cls(first=first, last=last, after=after or None, before=before or None)

    @property
    def size(self) -> int:
        return self.last if self.last is not None else self.first or 0

    @property
    def backwards(self) -> bool:
        return self.last is not None

    @property
    def cursor(self) -> str | None:
        return self.before if self.backwards else self.after


@dataclass(frozen=True, slots=True)
class Edge:
    node: Any
    values: tuple[Any, ...]

    @property
    def cursor(self) -> str:
        return cursor_of(self.values)


@dataclass(kw_only=True)
class Page:
    """What a connection field resolves to. `count` is asked only when `totalCount` is selected."""

    edges: Sequence[Edge]
    has_next_page: bool = False
    has_previous_page: bool = False
    count: Callable[[], int] = field(default=lambda: 0)

    @property
    def page_info(self) -> "Page":
        return self

    @property
    def start_cursor(self) -> str | None:
        return self.edges[0].cursor if self.edges else None

    @property
    def end_cursor(self) -> str | None:
        return self.edges[-1].cursor if self.edges else None

    @property
    def total_count(self) -> int:
        return self.count()


def cursor_of(values: Sequence[Any]) -> str:
    """An opaque cursor from sort values, e.g. ("apple", 7) -> WyJhcHBsZSIsICI3Il0=."""
    return b64encode(json.dumps([_text(value) for value in values], separators=(",", ":")).encode()).decode()


def values_in(cursor: str, length: int) -> list[str | None]:
    """The sort values inside a cursor. Raises GraphQLError on nonsense."""
    try:
        values = json.loads(b64decode(cursor, validate=True))
    except (BadBase64, UnicodeDecodeError, ValueError):
        values = None
    if not isinstance(values, list) or len(values) != length:
        raise GraphQLError("Received cursor is invalid.")
    return values


def paginate(rows: QuerySet[Any], wanted: Slice, *, order: Sequence[str] = ("pk",)) -> Page:
    """A page of a queryset in the given order (names, "-name" descending; "pk" is added to make it total)."""
    names = list(order) if order[-1].lstrip("-") in ("pk", "id") else [*order, "pk"]
    page = rows.order_by(*[_turned(name) for name in names] if wanted.backwards else names)
    if wanted.cursor:
        try:
            page = page.filter(_beyond(names, values_in(wanted.cursor, len(names)), wanted.backwards))
        except (ValidationError, ValueError):
            raise GraphQLError("Received cursor is invalid.") from None
    found = list(page[: wanted.size + 1])
    paths = [name.lstrip("-").split("__") for name in names]
    return page_of(found, wanted, lambda row: tuple(_value(row, path) for path in paths), rows.count)


def page_of(
    found: list[Any], wanted: Slice, values: Callable[[Any], tuple[Any, ...]], count: Callable[[], int]
) -> Page:
    """A page from rows that were fetched with one to spare, in the order of fetching (backwards for `last`)."""
    more = len(found) > wanted.size
    shown = found[: wanted.size]
    if wanted.backwards:
        shown.reverse()
    return Page(
        edges=[Edge(row, values(row)) for row in shown],
        has_next_page=bool(wanted.before) if wanted.backwards else more,
        has_previous_page=more if wanted.backwards else bool(wanted.after),
        count=count,
    )


def paginate_list(rows: Sequence[Any], wanted: Slice) -> Page:
    """A page of rows that are in memory already; the cursor is the position."""
    numbered = list(enumerate(rows))
    if wanted.cursor:
        (text,) = values_in(wanted.cursor, 1)
        if text is None or not text.isdecimal():
            raise GraphQLError("Received cursor is invalid.")
        at = int(text)
        numbered = numbered[:at] if wanted.backwards else numbered[at + 1 :]
    if wanted.backwards:
        numbered.reverse()
    page = page_of(numbered, wanted, lambda pair: (pair[0],), lambda: len(rows))
    page.edges = [Edge(edge.node[1], edge.values) for edge in page.edges]
    return page


def connection(node: type[graphene.ObjectType], *, total: bool = True) -> type[graphene.ObjectType]:
    """The types `<Node>CountableConnection` and `<Node>CountableEdge`."""
    name = node._meta.name
    edge = type(
        f"{name}CountableEdge",
        (graphene.ObjectType,),
        {"node": graphene.Field(node, required=True), "cursor": graphene.String(required=True)},
    )
    fields: dict[str, Any] = {
        "page_info": graphene.Field(PageInfo, required=True),
        "edges": graphene.List(graphene.NonNull(edge), required=True),
    }
    if total:
        fields["total_count"] = graphene.Int()
    made: type[graphene.ObjectType] = type(f"{name}CountableConnection", (graphene.ObjectType,), fields)
    return made


def connection_field(of: Any, *, required: bool = False, **arguments: Any) -> graphene.Field:
    """A field of a connection type with the four paging arguments and further ones."""
    paging = {"before": graphene.String(), "after": graphene.String(), "first": graphene.Int(), "last": graphene.Int()}
    return graphene.Field(of, required=required, **arguments, **paging)


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value)


def _value(row: Any, path: Iterable[str]) -> Any:
    for name in path:
        row = getattr(row, name) if row is not None else None
    return row


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _beyond(names: Sequence[str], values: Sequence[str | None], backwards: bool) -> Q:
    """Rows after the cursor in the page's own direction. PostgreSQL sorts NULL as the greatest value."""
    beyond, equal = Q(), Q()
    for name, value in zip(names, values, strict=True):
        descending = name.startswith("-") is not backwards
        column = name.lstrip("-")
        if descending:
            step = Q(**{f"{column}__isnull": False}) if value is None else Q(**{f"{column}__lt": value})
        else:
            # nothing comes after NULL but other rows with NULL
            after = Q(**{f"{column}__gt": value}) | Q(**{f"{column}__isnull": True})
            step = Q(pk__in=[]) if value is None else after
        beyond |= equal & step
        equal &= Q(**{f"{column}__isnull": True}) if value is None else Q(**{column: value})
    return beyond
