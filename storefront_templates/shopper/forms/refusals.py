"""A refusal of a service as an error of a form, beside the field at fault and in the shopper's words."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.errors import DomainError

# Saleor answers in English; these are its codes in the words of the market.
SENTENCES = {
    "INVALID_CREDENTIALS": _("E-Mail-Adresse und Passwort passen nicht zusammen."),
    "INVALID_PASSWORD": _("Das Passwort stimmt nicht."),
    "INACTIVE": _("Dieses Konto ist gesperrt. Bitte wenden Sie sich an den Betreiber."),
    "ACCOUNT_NOT_CONFIRMED": _(
        "Bitte bestätigen Sie zuerst Ihre E-Mail-Adresse. Der Link steht in der E-Mail von uns."
    ),
    "UNIQUE": _("Mit dieser E-Mail-Adresse gibt es schon ein Konto. Bitte melden Sie sich an."),
    "PASSWORD_TOO_SHORT": _("Das Passwort ist zu kurz. Bitte nehmen Sie mindestens 8 Zeichen."),
    "PASSWORD_TOO_COMMON": _("Dieses Passwort ist zu leicht zu erraten. Bitte nehmen Sie ein anderes."),
    "PASSWORD_ENTIRELY_NUMERIC": _("Das Passwort darf nicht nur aus Ziffern bestehen."),
    "PASSWORD_TOO_SIMILAR": _("Das Passwort ist Ihrem Namen oder Ihrer E-Mail-Adresse zu ähnlich."),
    "ACCOUNT_CONFIRMED": _("Die E-Mail-Adresse ist schon bestätigt."),
    "CONFIRMATION_ALREADY_REQUESTED": _("Die E-Mail ist schon unterwegs. Eine neue gibt es alle 15 Minuten."),
    "DELETE_STAFF_ACCOUNT": _("Dieses Konto verwaltet den Markt. Bitte wenden Sie sich an den Betreiber."),
    "SALEOR_UNREACHABLE": _(
        "Wir erreichen den Kassenrechner gerade nicht. Bitte versuchen Sie es in einer Minute noch einmal."
    ),
}
# The same code says something else beside some fields.
BESIDE = {
    ("INVALID_CREDENTIALS", "password"): _("Das Passwort stimmt nicht."),
    ("INVALID_CREDENTIALS", "oldPassword"): _("Das Passwort stimmt nicht."),
    ("INVALID", "token"): _("Dieser Link gilt nicht mehr. Bitte lassen Sie sich einen neuen schicken."),
    ("JWT_INVALID_TOKEN", "token"): _("Dieser Link gilt nicht mehr. Bitte lassen Sie sich einen neuen schicken."),
    ("UNIQUE", "newEmail"): _("Diese E-Mail-Adresse gehört schon zu einem anderen Konto."),
    ("INVALID", "newEmail"): _("Bitte prüfen Sie die E-Mail-Adresse."),
}
FIELDS = {
    "newEmail": "new_email",
    "oldPassword": "old_password",
    "newPassword": "new_password",
    "firstName": "first_name",
    "lastName": "last_name",
}
FIELDS |= {
    "streetAddress1": "street",
    "streetAddress2": "street2",
    "postalCode": "postal_code",
    "companyName": "company",
}


def sentence(error: DomainError) -> str:
    """What to tell the shopper."""
    if (error.code, error.field) in BESIDE:
        return str(BESIDE[error.code, str(error.field)])
    return str(SENTENCES.get(error.code, error.message))


def add_refusal(form: forms.Form, error: DomainError, fields: Mapping[str, str] | None = None) -> None:
    """Show the refusal on the form; one that names no field of the form stands above it."""
    names = {**FIELDS, **(fields or {})}
    name = names.get(error.field or "", error.field)
    seen = name in form.fields and not form.fields[name].widget.is_hidden
    form.add_error(name if seen else None, sentence(error))
