"""How a service's refusal finds its place in a form."""

import re
from collections.abc import Mapping

from django import forms

from marketplace.errors import DomainError


def add_refusal(form: forms.BaseForm, error: DomainError, names: Mapping[str, str] | None = None) -> None:
    """Put the refusal beside the field at fault, or above the form.

    `names` maps fields of the service (lower camel case) to fields of the form where snake case does not do it.
    """
    field = (names or {}).get(error.field or "") or re.sub(r"(?<!^)(?=[A-Z])", "_", error.field or "").lower()
    form.add_error(field if field in form.fields else None, str(error.message))
