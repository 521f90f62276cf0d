"""What can go wrong between the platform and Saleor.

DomainError > SaleorUnreachable (no usable answer came: try again later), SaleorRefused (Saleor answered no).
"""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from marketplace.errors import DomainError


class SaleorUnreachable(DomainError):
    """No answer in time, no connection, or an answer that is none (5xx, not JSON, a crash in the engine).

    `reason` is for the log, not for people. Whether the operation took effect is unknown unless it was a query.
    """

    def __init__(self, reason: str) -> None:
        message = _("Der Markt antwortet gerade nicht. Bitte versuchen Sie es in einer Minute noch einmal.")
        super().__init__("SALEOR_UNREACHABLE", message, reason=reason)

    def __str__(self) -> str:
        return f"{self.code}: {self.details['reason']}"


class SaleorRefused(DomainError):
    """Saleor's refusal: the first of a mutation's `errors`, or of the answer's top-level errors.

    `code` and `field` are Saleor's (`INSUFFICIENT_STOCK`, `quantity`; `PERMISSION_DENIED` and `TOKEN_INVALID` for
    top-level ones); `message` is ours where a shopper or retailer can meet it. `errors` holds all of them as sent.
    """

    def __init__(self, code: str, message: object, *, field: str | None, errors: Sequence[dict[str, Any]]) -> None:
        super().__init__(code, message, field=field)
        self.errors = tuple(errors)

    def __str__(self) -> str:
        return f"{self.code} ({self.field}): {[error.get('message') for error in self.errors]}"
