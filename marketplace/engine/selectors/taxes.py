"""Tax rates of goods."""

from collections.abc import Callable
from decimal import Decimal

from marketplace.engine.models import Channel
from marketplace.graphql.context import Context
from marketplace.graphql.statement import rows_of


def rates_in(country: str) -> dict[int | None, Decimal]:
    """Rates in percent of a country by tax class; None is the country's default."""
    sql = "select tax_class_id, rate from engine_taxclasscountryrate where country = %s"
    return dict(rows_of(sql, [country], steady=True))


def rate_of(tax_class_id: int | None, rates: dict[int | None, Decimal]) -> Decimal:
    """The rate of a class, else the country's default, else 0."""
    return rates.get(tax_class_id, rates.get(None, Decimal(0)))


def rate_finder(context: Context, channel: Channel) -> Callable[[int | None], Decimal]:
    """Rates in percent for a channel's country, read once an operation. A channel that charges no taxes has rate 0."""
    if not channel.charge_taxes:
        return lambda _tax_class_id: Decimal(0)
    known = context.memory.setdefault("engine.tax_rates", {})
    country = channel.default_country
    if country not in known:
        known[country] = rates_in(country)
    rates = known[country]
    return lambda tax_class_id: rate_of(tax_class_id, rates)
