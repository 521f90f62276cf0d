"""Addresses of warehouses, checkouts and people."""

from collections.abc import Mapping
from typing import Any

from marketplace.engine.models import POSTAL_FIELDS, Address
from marketplace.engine.refusals import Refusals
from marketplace.engine.rules.addresses import address_faults
from marketplace.errors import DomainError


def filled(address: Address, values: Mapping[str, Any], *, check: bool = True) -> Address:
    """The unsaved address with the given postal fields changed.

    Raises Refusals (REQUIRED, INVALID) naming the input fields if `check` and the address could not be delivered to.
    """
    for name in POSTAL_FIELDS:
        if values.get(name) is not None:
            setattr(address, name, str(values[name]).strip())
    if "metadata" in values and values["metadata"] is not None:
        address.metadata = {**address.metadata, **{each["key"]: each["value"] for each in values["metadata"]}}
    faults = address_faults(address.values()) if check and not values.get("skip_validation") else {}
    if faults:
        raise Refusals([DomainError(code, message, field=field) for field, (code, message) in faults.items()])
    return address
