"""Scalars under Saleor's names. Each refuses what it cannot read with a sentence that names the value."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal as PyDecimal
from decimal import DecimalException
from typing import Any

import graphene
from django.core.files.uploadedfile import UploadedFile
from graphene.types.generic import GenericScalar
from graphql import FloatValueNode, GraphQLError, IntValueNode, ObjectValueNode, StringValueNode, Undefined, ValueNode


class DateTime(graphene.Scalar):
    """ISO 8601 with an offset; given without one it is taken as UTC."""

    @staticmethod
    def serialize(value: datetime) -> str:
        return value.isoformat()

    @staticmethod
    def parse_value(value: Any) -> datetime:
        try:
            moment = datetime.fromisoformat(value)
        except (TypeError, ValueError):
            raise GraphQLError(f"DateTime cannot represent value: {value!r}") from None
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

    @classmethod
    def parse_literal(cls, node: ValueNode, _variables: Any = None) -> datetime:
        if not isinstance(node, StringValueNode):
            raise GraphQLError("DateTime cannot represent a value that is not a string", node)
        return cls.parse_value(node.value)


class Date(graphene.Scalar):
    """ISO 8601 calendar date."""

    @staticmethod
    def serialize(value: date) -> str:
        return value.isoformat()

    @staticmethod
    def parse_value(value: Any) -> date:
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            raise GraphQLError(f"Date cannot represent value: {value!r}") from None

    @classmethod
    def parse_literal(cls, node: ValueNode, _variables: Any = None) -> date:
        if not isinstance(node, StringValueNode):
            raise GraphQLError("Date cannot represent a value that is not a string", node)
        return cls.parse_value(node.value)


class Decimal(graphene.Scalar):
    """A decimal number: read from a number or a string without loss, written as a JSON number, as Saleor does."""

    @staticmethod
    def serialize(value: PyDecimal | float | str) -> float:
        return float(value)

    @classmethod
    def parse_value(cls, value: Any) -> PyDecimal:
        try:
            number = PyDecimal(str(value))
        except DecimalException:
            number = PyDecimal("NaN")
        # more digits fit no column, and would only fail later, inside the database
        if isinstance(value, bool) or not number.is_finite() or not -20 < number.adjusted() < 20:
            raise GraphQLError(f"{cls._meta.name} cannot represent value: {value!r}")
        return number

    @classmethod
    def parse_literal(cls, node: ValueNode, _variables: Any = None) -> PyDecimal:
        if not isinstance(node, StringValueNode | IntValueNode | FloatValueNode):
            raise GraphQLError(f"{cls._meta.name} cannot represent a value that is not a number", node)
        return cls.parse_value(node.value)


class PositiveDecimal(Decimal):
    """A decimal number that is not negative."""

    @classmethod
    def parse_value(cls, value: Any) -> PyDecimal:
        number = super().parse_value(value)
        if number < 0:
            raise GraphQLError(f"Value cannot be lower than 0. Unsupported value: {value}")
        return number


class _BoundedInt(graphene.Scalar):
    class Meta:
        abstract = True

    minimum = 0

    @staticmethod
    def serialize(value: int) -> int:
        return int(value)

    @classmethod
    def parse_value(cls, value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or value < cls.minimum:
            raise GraphQLError(f"{cls._meta.name} cannot represent value: {value!r}")
        return value

    @classmethod
    def parse_literal(cls, node: ValueNode, _variables: Any = None) -> int:
        if not isinstance(node, IntValueNode):
            raise GraphQLError(f"{cls._meta.name} cannot represent a value that is not an integer", node)
        return cls.parse_value(int(node.value))


class PositiveInt(_BoundedInt):
    """A whole number from 1."""

    minimum = 1


class Minute(_BoundedInt):
    """A number of minutes."""


class Hour(_BoundedInt):
    """A number of hours."""


class Day(_BoundedInt):
    """A number of days."""


class UUID(graphene.String):
    """An UUID in its usual text form."""


class JSON(GenericScalar):
    """Any JSON value."""


class JSONString(graphene.Scalar):
    """A JSON value inside a string, e.g. a description in EditorJS form."""

    @staticmethod
    def serialize(value: Any) -> str:
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    @staticmethod
    def parse_value(value: Any) -> Any:
        try:
            return json.loads(value)
        except (TypeError, ValueError):
            raise GraphQLError("JSONString cannot represent a value that is not a JSON text") from None

    @classmethod
    def parse_literal(cls, node: ValueNode, _variables: Any = None) -> Any:
        if not isinstance(node, StringValueNode):
            raise GraphQLError("JSONString cannot represent a value that is not a string", node)
        return cls.parse_value(node.value)


class Metadata(graphene.Scalar):
    """An object of strings."""

    @staticmethod
    def serialize(value: Mapping[str, str]) -> dict[str, str]:
        return {str(key): str(each) for key, each in value.items()}

    @staticmethod
    def parse_value(value: Any) -> dict[str, str]:
        if not isinstance(value, Mapping):
            raise GraphQLError("Metadata cannot represent a value that is not an object")
        return {str(key): str(each) for key, each in value.items()}

    @classmethod
    def parse_literal(cls, node: ValueNode, _variables: Any = None) -> dict[str, str]:
        if not isinstance(node, ObjectValueNode):
            raise GraphQLError("Metadata cannot represent a value that is not an object", node)
        return {field.name.value: str(getattr(field.value, "value", "")) for field in node.fields}


class WeightScalar(Decimal):
    """A weight in kilograms as a bare number. Read an object {"unit", "value"} for other units."""

    @classmethod
    def parse_value(cls, value: Any) -> PyDecimal:
        if isinstance(value, Mapping):
            return super().parse_value(value.get("value")) * _KILOGRAMS.get(
                str(value.get("unit", "KG")).upper(), PyDecimal(1)
            )
        return super().parse_value(value)


_KILOGRAMS = {
    "G": PyDecimal("0.001"),
    "KG": PyDecimal(1),
    "TONNE": PyDecimal(1000),
    "LB": PyDecimal("0.45359237"),
    "OZ": PyDecimal("0.028349523125"),
}


class Upload(graphene.Scalar):
    """A file of a multipart request (GraphQL multipart request specification). It cannot stand in the document."""

    @staticmethod
    def serialize(_value: Any) -> Any:
        raise GraphQLError("Upload cannot be read")

    @staticmethod
    def parse_value(value: Any) -> UploadedFile:
        if not isinstance(value, UploadedFile):
            raise GraphQLError("Upload must be a file of a multipart request")
        return value

    @staticmethod
    def parse_literal(_node: ValueNode, _variables: Any = None) -> Any:
        return Undefined
