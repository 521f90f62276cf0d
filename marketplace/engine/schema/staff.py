"""Fields that only staff and apps may read, whatever their permissions."""

from typing import Any


def require_staff(info: Any) -> None:
    """Raise PermissionRefused, in Saleor's words, for shoppers."""
    requestor = info.context.requestor
    if not (requestor.is_app or requestor.is_staff):
        requestor.require("AUTHENTICATED_APP", "AUTHENTICATED_STAFF_USER")
