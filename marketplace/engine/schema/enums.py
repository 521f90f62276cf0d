"""Enums by their names. A value is its own name and a `str`, so services compare it with plain strings."""

from enum import StrEnum
from typing import Any

import graphene


def enum_of(name: str, names: str) -> Any:
    """A GraphQL enum from names separated by blanks."""
    return graphene.Enum.from_enum(StrEnum(name, {each: each for each in names.split()}), name=name)


OrderDirection = enum_of("OrderDirection", "ASC DESC")
WeightUnitsEnum = enum_of("WeightUnitsEnum", "G LB OZ KG TONNE")
ThumbnailFormatEnum = enum_of("ThumbnailFormatEnum", "ORIGINAL AVIF WEBP")
