"""Applies changes of named fields to a row: known fields only, trimmed, validated, refused in plain words."""

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from marketplace.errors import DomainError
from marketplace.vendors.wording import FIELDS, camel

_CODES = {
    "blank": "REQUIRED",
    "null": "REQUIRED",
    "required": "REQUIRED",
    "max_length": "TOO_LONG",
    "max_value": "TOO_LARGE",
    "unique": "UNIQUE",
}


def apply(
    row: Model, changes: Mapping[str, Any], *, allowed: Collection[str], labels: Mapping[str, object] = FIELDS
) -> list[str]:
    """Set the fields of an unsaved or locked row; returns their names. `labels` name the fields in refusals.

    Raises DomainError REQUIRED, TOO_LONG, TOO_LARGE, UNIQUE or INVALID with the field; TypeError for a field that is
    not allowed (a caller's mistake).
    """
    unknown = set(changes) - set(allowed)
    if unknown:
        raise TypeError(f"not to be changed here: {sorted(unknown)}")
    for name, value in changes.items():
        setattr(row, name, _clean(value, name))
    names = list(changes)
    refuse_invalid(row, names, labels=labels)
    return names


def _clean(value: Any, field: str) -> Any:
    if not isinstance(value, str):
        return value
    if "\x00" in value:
        raise DomainError("INVALID", _("Dieser Text enthält ein unlesbares Zeichen."), field=camel(field))
    return value.strip()


def refuse_invalid(row: Model, fields: Collection[str], *, labels: Mapping[str, object] = FIELDS) -> None:
    """Raise DomainError for the first of these fields whose value the model does not accept."""
    others = [field.name for field in row._meta.fields if field.name not in fields]
    try:
        row.full_clean(exclude=others, validate_constraints=False)
    except ValidationError as error:
        field, problems = next(iter(error.error_dict.items()))
        raise _refusal(field, problems[0], labels) from None


def _refusal(field: str, problem: ValidationError, labels: Mapping[str, object]) -> DomainError:
    code = _CODES.get(problem.code or "", "INVALID")
    sentence = _("{field}: {problem}").format(field=labels.get(field, field), problem=" ".join(problem.messages))
    return DomainError(code, sentence, field=camel(field))
