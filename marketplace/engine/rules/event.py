"""Events as Saleor names them."""

from dataclasses import dataclass, field
from typing import Any

APP_PERMISSIONS = frozenset(
    {
        "MANAGE_ORDERS",
        "MANAGE_PRODUCTS",
        "MANAGE_SHIPPING",
        "MANAGE_CHECKOUTS",
        "HANDLE_CHECKOUTS",
        "HANDLE_PAYMENTS",
        "MANAGE_USERS",
    }
)
"""What the platform's App may see in the payloads of its events: the permissions it is installed with."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """What happened (`ORDER_CREATED`) to what (`Order` and its primary key), and values the subject will not tell."""

    event_type: str
    subject_type: str
    subject_id: object
    details: dict[str, Any] = field(default_factory=dict)
