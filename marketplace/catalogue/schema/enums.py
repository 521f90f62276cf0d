"""Enumerations of the goods. Values are the stored codes."""

from enum import Enum
from typing import Any

import graphene

from marketplace.catalogue.models import StockKind, Unit
from marketplace.catalogue.rules.goods import RATES
from marketplace.catalogue.rules.unit_price import EXEMPTIONS

ListingStockKindEnum = graphene.Enum.from_enum(
    StockKind, name="ListingStockKindEnum", description="On the shelf, to be ordered, or only to look at."
)
ListingUnitEnum = graphene.Enum.from_enum(
    Unit, name="ListingUnitEnum", description="In what the content of a package is given."
)
ListingTaxClassEnum = graphene.Enum(
    "ListingTaxClassEnum",
    [(code.upper(), code) for code in RATES],
    description="German VAT: 19, 7 or 0 percent.",
)
ListingUnitPriceExemptionEnum = graphene.Enum(
    "ListingUnitPriceExemptionEnum",
    [(each.code, each.code) for each in EXEMPTIONS.values() if each.chosen],
    description="A case of PAngV §4 in which no unit price is owed.",
)
TownSearchSortEnum = graphene.Enum(
    "TownSearchSortEnum",
    [("RELEVANCE", "relevance"), ("PRICE", "price"), ("PRICE_DESC", "-price"), ("NAME", "name"), ("NEWEST", "newest")],
)
ListingImportVerdictEnum = graphene.Enum(
    "ListingImportVerdictEnum",
    [(verdict.upper(), verdict) for verdict in ("new", "changed", "unchanged", "refused")],
)


def plain(value: Any) -> Any:
    """The stored code of an enumeration's member; other values as they are."""
    return value.value if isinstance(value, Enum) else value
