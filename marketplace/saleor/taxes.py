"""VAT: tax classes with a rate per country, and how a channel counts."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from marketplace.saleor.client import execute, mutate


@dataclass(frozen=True, kw_only=True)
class TaxClass:
    """A kind of goods with its VAT rates in percent by country."""

    id: str
    name: str
    rates: dict[str, Decimal]


def tax_classes() -> tuple[TaxClass, ...]:
    return tuple(_tax_class(edge["node"]) for edge in execute("tax_classes")["taxClasses"]["edges"])


def create_tax_class(*, name: str, rate: Decimal, country: str) -> TaxClass:
    """Create a class with its rate (percent) in one country."""
    rates = [{"countryCode": country, "rate": float(rate)}]
    return _tax_class(mutate("tax_class_create", {"input": {"name": name, "createCountryRates": rates}})["taxClass"])


def charge_gross_prices(*, tax_configuration_id: str) -> None:
    """Prices are entered and shown with VAT (PAngV §3), which is counted by the flat rates of the tax classes."""
    values = {
        "chargeTaxes": True,
        "taxCalculationStrategy": "FLAT_RATES",
        "displayGrossPrices": True,
        "pricesEnteredWithTax": True,
    }
    mutate("tax_configuration_update", {"id": tax_configuration_id, "input": values})


def _tax_class(value: dict[str, Any]) -> TaxClass:
    rates = {rate["country"]["code"]: Decimal(str(rate["rate"])) for rate in value["countries"]}
    return TaxClass(id=value["id"], name=value["name"], rates=rates)
