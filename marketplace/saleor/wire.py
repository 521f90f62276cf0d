"""Reads Saleor's JSON: money, moments, metadata, addresses; and writes what its inputs want."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from marketplace.money import Money, cents
from marketplace.saleor.client import APP, Caller, execute

PAGE = 100  # Saleor's largest page
SHORTEST_NAME = 4  # fewer capitals may be an abbreviation
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset({"am", "an", "auf", "bei", "der", "die", "im", "in", "ob", "und", "unter", "vor", "zu", "zur"})


@dataclass(frozen=True, kw_only=True)
class Address:
    """A postal address. `id` is set only for those of an account's address book; `country` is ISO 3166-1 alpha-2."""

    first_name: str = ""
    last_name: str = ""
    company: str = ""
    street: str = ""
    street2: str = ""
    postal_code: str = ""
    city: str = ""
    country: str = "DE"
    phone: str = ""
    id: str | None = None

    def as_input(self) -> dict[str, Any]:
        """Saleor's AddressInput."""
        return {
            "firstName": self.first_name,
            "lastName": self.last_name,
            "companyName": self.company,
            "streetAddress1": self.street,
            "streetAddress2": self.street2,
            "postalCode": self.postal_code,
            "city": self.city,
            "country": self.country,
            "phone": self.phone,
        }


@dataclass(frozen=True, kw_only=True)
class Illustration:
    """A picture of a category or collection."""

    url: str
    alt: str


def texts(value: Mapping[str, Any]) -> dict[str, Any]:
    """Description, search-engine texts and picture of a category or collection."""
    picture = value["backgroundImage"]
    return {
        "description": value["description"],
        "seo_title": value["seoTitle"] or "",
        "seo_description": value["seoDescription"] or "",
        "picture": picture and Illustration(url=picture["url"], alt=picture["alt"] or ""),
    }


def money(value: Mapping[str, Any]) -> Money:
    """Saleor's Money, whose amount is a JSON number, in whole cents."""
    return Money(cents(Decimal(str(value["amount"]))), value["currency"])


def gross(value: Mapping[str, Any]) -> Money:
    """The gross amount of Saleor's TaxedMoney."""
    return money(value["gross"])


def moment(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def metadata(items: list[dict[str, str]] | None) -> dict[str, str]:
    return {item["key"]: item["value"] for item in items or ()}


def metadata_input(values: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"key": key, "value": value} for key, value in values.items()]


def address(value: Mapping[str, Any] | None) -> Address | None:
    if value is None:
        return None
    return Address(
        id=value.get("id"),
        first_name=value["firstName"],
        last_name=value["lastName"],
        company=value["companyName"],
        street=value["streetAddress1"],
        street2=value["streetAddress2"],
        postal_code=value["postalCode"],
        city=as_written(value["city"]),
        country=value["country"]["code"],
        phone=value["phone"] or "",
    )


def as_written(town: str) -> str:
    """The name of a town as people write it. Saleor puts it in capitals unless it is asked not to, so that those who
    fill in its own forms end up with ZEITZ."""
    if not town.isupper() or len(town) < SHORTEST_NAME:
        return town
    return _WORD.sub(lambda word: _written(word[0].lower(), first=word.start() == 0), town)


def _written(word: str, *, first: bool) -> str:
    return word if word in _SMALL and not first else word.capitalize()


def given(**values: Any) -> dict[str, Any]:
    """The values that are not None: what a caller leaves out must not reach Saleor as null."""
    return {key: value for key, value in values.items() if value is not None}


def nodes(name: str, field: str, variables: dict[str, Any] | None = None, *, caller: Caller = APP) -> Iterator[Any]:
    """Every node of a connection, page after page, for documents with `$after`."""
    after = None
    while True:
        connection = execute(name, {**(variables or {}), "after": after}, caller=caller)[field]
        yield from (edge["node"] for edge in connection["edges"])
        page = connection["pageInfo"]
        if not page["hasNextPage"]:
            return
        after = page["endCursor"]
