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
    "SALEOR_UNREACHABLE": _(
        "Wir erreichen den Kassenrechner gerade nicht. Bitte versuchen Sie es in einer Minute noch einmal."
    ),
}
FIELDS = {
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
    return str(SENTENCES.get(error.code, error.message))


def add_refusal(form: forms.Form, error: DomainError, fields: Mapping[str, str] | None = None) -> None:
    """Show the refusal on the form; one that names no field of the form stands above it."""
    names = {**FIELDS, **(fields or {})}
    name = names.get(error.field or "", error.field)
    form.add_error(name if name in form.fields else None, sentence(error))
