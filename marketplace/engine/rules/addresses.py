"""What makes a postal address usable."""

import re
from collections.abc import Mapping

from marketplace.engine.rules.countries import COUNTRY_NAMES

_POSTAL_CODES = {
    "DE": r"\d{5}",
    "AT": r"\d{4}",
    "CH": r"\d{4}",
    "FR": r"\d{5}",
    "PL": r"\d{2}-\d{3}",
    "CZ": r"\d{3} ?\d{2}",
    "NL": r"\d{4} ?[A-Za-z]{2}",
}
_PHONE = re.compile(r"\+?[\d ()/.\-]{3,32}")


def address_faults(values: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Faults by input field: (code, message). Needed are a street, a city, a known country and its postal code."""
    faults: dict[str, tuple[str, str]] = {}
    for name, field in (("street_address_1", "streetAddress1"), ("city", "city"), ("country", "country")):
        if not values.get(name):
            faults[field] = ("REQUIRED", "This field is required.")
    country = values.get("country", "")
    if country and country not in COUNTRY_NAMES:
        faults["country"] = ("INVALID", "This country is not known.")
    pattern, postal_code = _POSTAL_CODES.get(country), values.get("postal_code", "")
    if pattern and not postal_code:
        faults["postalCode"] = ("REQUIRED", "This field is required.")
    elif pattern and not re.fullmatch(pattern, postal_code):
        faults["postalCode"] = ("INVALID", "This value is not valid for the address.")
    if (phone := values.get("phone", "")) and not _PHONE.fullmatch(phone):
        faults["phone"] = ("INVALID", f"'{phone}' is not a valid phone number.")
    return faults
