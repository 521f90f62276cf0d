"""Who asks, and what one operation may remember while it runs."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from marketplace.errors import PermissionRefused


@dataclass(frozen=True, kw_only=True)
class Requestor:
    """The caller as the commerce engine sees it: anonymous, a user of a verified token, or an App.

    `user_id` is the engine's global id of the user (`VXNlcjox`); permissions are Saleor's codes (`MANAGE_ORDERS`).
    `app_identifier` names the App; empty for the platform's own.
    """

    kind: str = "anonymous"
    user_id: str | None = None
    email: str | None = None
    is_staff: bool = False
    app_identifier: str = ""
    permissions: frozenset[str] = frozenset()

    @property
    def is_app(self) -> bool:
        return self.kind == "app"

    @property
    def is_user(self) -> bool:
        return self.kind == "user"

    def has(self, *permissions: str) -> bool:
        """True if the caller holds any of the permissions."""
        return any(permission in self.permissions for permission in permissions)

    def require(self, *permissions: str) -> None:
        """Raise PermissionRefused, in Saleor's words, unless the caller holds one of the permissions."""
        if not self.has(*permissions):
            needed = ", ".join(permissions)
            raise PermissionRefused(
                f"To access this path, you need one of the following permissions: {needed}", permissions
            )


ANONYMOUS = Requestor()


@dataclass
class Context:
    """`info.context` of every resolver, over HTTP and in process alike.

    `now` enters once at the edge and is handed down; `memory` holds what loaders and selectors fetched for this
    operation, keyed by their owner's name.
    """

    requestor: Requestor
    now: datetime
    request: HttpRequest | None = None
    memory: dict[str, Any] = field(default_factory=dict)
