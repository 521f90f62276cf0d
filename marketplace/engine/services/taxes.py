"""Tax classes, their rates, and how a channel shows prices."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction

from marketplace.engine.models import Channel, TaxClass, TaxClassCountryRate
from marketplace.engine.refusals import int_pk_of, missing
from marketplace.errors import DomainError


@transaction.atomic
def create_tax_class(*, name: str, rates: Iterable[tuple[str, Decimal]]) -> TaxClass:
    """A tax class with rates in percent per country code. Raises DomainError INVALID on a rate outside 0..100."""
    tax_class = TaxClass.objects.create(name=name)
    _set_rates(tax_class, rates, field="createCountryRates")
    return tax_class


@transaction.atomic
def update_tax_class(
    *, tax_class_id: str, name: str | None, rates: Iterable[tuple[str, Decimal | None]], remove: Iterable[str] = ()
) -> TaxClass:
    """Rename, set and remove rates (a rate of None removes it). Raises DomainError NOT_FOUND, INVALID."""
    tax_class = TaxClass.objects.select_for_update().filter(pk=int_pk_of("TaxClass", tax_class_id)).first()
    if tax_class is None:
        raise missing(tax_class_id)
    if name:
        tax_class.name = name
        tax_class.save(update_fields=["name"])
    given = list(rates)
    gone = {country for country, rate in given if rate is None} | set(remove)
    tax_class.rates.filter(country__in=gone).delete()
    _set_rates(tax_class, [(country, rate) for country, rate in given if rate is not None], field="updateCountryRates")
    return tax_class


@transaction.atomic
def delete_tax_class(*, tax_class_id: str) -> TaxClass:
    """Remove a class; goods of it fall back to the country's default rate. Raises DomainError NOT_FOUND."""
    tax_class = TaxClass.objects.filter(pk=int_pk_of("TaxClass", tax_class_id)).first()
    if tax_class is None:
        raise missing(tax_class_id)
    key = tax_class.pk
    tax_class.delete()
    tax_class.pk = key
    return tax_class


@transaction.atomic
def update_tax_configuration(*, configuration_id: str, values: Mapping[str, Any]) -> Channel:
    """Change how a channel taxes. Raises DomainError NOT_FOUND, and INVALID for net prices, which it does not keep."""
    key = int_pk_of("TaxConfiguration", configuration_id)
    channel = Channel.objects.select_for_update().filter(pk=key).first()
    if channel is None:
        raise missing(configuration_id)
    if values.get("prices_entered_with_tax") is False:
        raise DomainError("INVALID", "Prices are kept with tax.", field="pricesEnteredWithTax", country_codes=[])
    if values.get("tax_calculation_strategy") == "TAX_APP":
        raise DomainError("INVALID", "Taxes are flat rates.", field="taxCalculationStrategy", country_codes=[])
    for name in ("charge_taxes", "display_gross_prices"):
        if values.get(name) is not None:
            setattr(channel, name, values[name])
    channel.save()
    return channel


def _set_rates(tax_class: TaxClass, rates: Iterable[tuple[str, Decimal]], *, field: str) -> None:
    for country, rate in rates:
        if not 0 <= rate <= 100:
            raise DomainError("INVALID", "Rate must be between 0 and 100.", field=field, country_codes=[country])
        TaxClassCountryRate.objects.update_or_create(tax_class=tax_class, country=country, defaults={"rate": rate})
