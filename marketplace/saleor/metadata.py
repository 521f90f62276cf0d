"""Key-value notes on Saleor's objects. Public ones of a checkout can be written by anybody who knows its id."""

from collections.abc import Mapping

from marketplace.saleor.client import APP, Caller, mutate
from marketplace.saleor.wire import metadata_input


def set_metadata(*, id: str, values: Mapping[str, str], caller: Caller = APP) -> None:
    """Add or overwrite public notes. Raises SaleorRefused, SaleorUnreachable."""
    mutate("update_metadata", {"id": id, "input": metadata_input(values)}, caller=caller)


def set_private_metadata(*, id: str, values: Mapping[str, str]) -> None:
    """Add or overwrite notes that only apps and staff with the object's permission see."""
    mutate("update_private_metadata", {"id": id, "input": metadata_input(values)})
