"""Scalars read and write as Saleor's."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal as Exact
from typing import Any

import pytest
from graphql import GraphQLError, parse_value

from marketplace.graphql import scalars

BERLIN = timezone(timedelta(hours=2))
GOOD: list[tuple[Any, Any, Any]] = [
    (scalars.DateTime, "2026-05-04T12:00:00+02:00", datetime(2026, 5, 4, 12, tzinfo=BERLIN)),
    (scalars.DateTime, "2026-05-04T10:00:00Z", datetime(2026, 5, 4, 10, tzinfo=UTC)),
    (scalars.DateTime, "2026-05-04T10:00:00", datetime(2026, 5, 4, 10, tzinfo=UTC)),
    (scalars.Date, "2026-05-04", date(2026, 5, 4)),
    (scalars.Decimal, "10.10", Exact("10.10")),
    (scalars.Decimal, 0.1, Exact("0.1")),
    (scalars.Decimal, -3, Exact(-3)),
    (scalars.PositiveDecimal, 0, Exact(0)),
    (scalars.PositiveInt, 1, 1),
    (scalars.Minute, 0, 0),
    (scalars.JSONString, '{"a": [1]}', {"a": [1]}),
    (scalars.Metadata, {"a": "b"}, {"a": "b"}),
    (scalars.WeightScalar, 1.5, Exact("1.5")),
    (scalars.WeightScalar, {"unit": "G", "value": 1500}, Exact("1.500")),
]
BAD: list[tuple[Any, Any]] = [
    (scalars.DateTime, "gestern"),
    (scalars.DateTime, 5),
    (scalars.Date, "2026-13-01"),
    (scalars.Decimal, "NaN"),
    (scalars.Decimal, "Infinity"),
    (scalars.Decimal, True),
    (scalars.Decimal, "zehn"),
    (scalars.PositiveDecimal, "-0.01"),
    (scalars.PositiveInt, 0),
    (scalars.PositiveInt, True),
    (scalars.Minute, -1),
    (scalars.JSONString, "{"),
    (scalars.JSONString, {"a": 1}),
    (scalars.Metadata, ["a"]),
    (scalars.Upload, "a file"),
]


@pytest.mark.parametrize(("scalar", "given", "meant"), GOOD)
def test_reads(scalar: Any, given: Any, meant: Any) -> None:
    assert scalar.parse_value(given) == meant


@pytest.mark.parametrize(("scalar", "given"), BAD)
def test_refuses(scalar: Any, given: Any) -> None:
    with pytest.raises(GraphQLError):
        scalar.parse_value(given)


@pytest.mark.parametrize(
    ("scalar", "text", "meant"),
    [
        (scalars.DateTime, '"2026-05-04T10:00:00Z"', datetime(2026, 5, 4, 10, tzinfo=UTC)),
        (scalars.Date, '"2026-05-04"', date(2026, 5, 4)),
        (scalars.Decimal, "10.10", Exact("10.10")),
        (scalars.Decimal, '"10.10"', Exact("10.10")),
        (scalars.PositiveInt, "3", 3),
        (scalars.JSONString, '"[1]"', [1]),
        (scalars.Metadata, '{a: "b"}', {"a": "b"}),
    ],
)
def test_reads_literals(scalar: Any, text: str, meant: Any) -> None:
    assert scalar.parse_literal(parse_value(text)) == meant


@pytest.mark.parametrize(
    "scalar", [scalars.DateTime, scalars.Date, scalars.Decimal, scalars.PositiveInt, scalars.Metadata]
)
def test_refuses_literals_of_another_kind(scalar: Any) -> None:
    with pytest.raises(GraphQLError):
        scalar.parse_literal(parse_value("[1]"))


def test_writes() -> None:
    assert scalars.DateTime.serialize(datetime(2026, 5, 4, 12, tzinfo=BERLIN)) == "2026-05-04T12:00:00+02:00"
    assert scalars.Decimal.serialize(Exact("10.10")) == 10.1
    assert scalars.JSONString.serialize({"a": "ü"}) == '{"a": "ü"}'
    assert scalars.Metadata.serialize({"a": 1}) == {"a": "1"}
    with pytest.raises(GraphQLError):
        scalars.Upload.serialize("x")
