"""Decisions about plans and packing. Plain values in, plain values out."""

from marketplace.baskets.rules.plan import (
    METADATA_KEY,
    AgreedChoice,
    AgreedPlan,
    Arrived,
    Deviation,
    address_digest,
    deviations,
    read_snapshot,
    write_snapshot,
)

__all__ = [
    "METADATA_KEY",
    "AgreedChoice",
    "AgreedPlan",
    "Arrived",
    "Deviation",
    "address_digest",
    "deviations",
    "read_snapshot",
    "write_snapshot",
]
