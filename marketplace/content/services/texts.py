"""What a typed text must not hold."""

from django.utils.translation import gettext as _

from marketplace.content.rules.markup import unsafe_address
from marketplace.errors import DomainError


def require_safe(text: str) -> None:
    """Raises DomainError UNSAFE_ADDRESS if the text sends readers where they must not go."""
    if (address := unsafe_address(text)) is not None:
        message = _("Diese Adresse geht nicht: %(address)s. Schreiben Sie sie mit https:// oder beginnend mit /.")
        raise DomainError("UNSAFE_ADDRESS", message % {"address": address}, field="text")
