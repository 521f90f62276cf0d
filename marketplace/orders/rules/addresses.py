"""A postal address as it is kept with a purchase."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass


@dataclass(frozen=True, kw_only=True)
class PostalAddress:
    first_name: str = ""
    last_name: str = ""
    company: str = ""
    street: str = ""
    street_2: str = ""
    postal_code: str = ""
    city: str = ""
    country: str = "DE"
    phone: str = ""

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.first_name, self.last_name) if part)

    @property
    def lines(self) -> tuple[str, ...]:
        """As on an envelope; the country only when it is not Germany."""
        town = " ".join(part for part in (self.postal_code, self.city) if part)
        country = "" if self.country == "DE" else self.country
        return tuple(line for line in (self.company, self.name, self.street, self.street_2, town, country) if line)

    def as_dict(self) -> dict[str, str]:
        return asdict(self)


def read_address(kept: Mapping[str, str]) -> PostalAddress:
    """The address in a JSON column; unknown keys are ignored, missing ones are empty."""
    known = {name: kept[name] for name in PostalAddress.__dataclass_fields__ if name in kept}
    return PostalAddress(**known)
