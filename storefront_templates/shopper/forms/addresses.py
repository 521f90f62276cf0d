"""A postal address in Germany."""

from typing import TYPE_CHECKING

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from marketplace.saleor.wire import Address
from storefront_templates.base.forms import PageForm

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

POSTAL_CODE = RegexValidator(r"^\d{5}$", _("Bitte geben Sie fünf Ziffern ein, zum Beispiel 06712."))


def text(
    label: "_StrPromise", autocomplete: str, *, longest: int = 100, required: bool = True, **attributes: str
) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": autocomplete, **attributes})
    return forms.CharField(label=label, max_length=longest, required=required, widget=widget)


class AddressForm(PageForm):
    first_name = text(_("Vorname"), "given-name")
    last_name = text(_("Nachname"), "family-name")
    street = text(_("Straße und Hausnummer"), "address-line1")
    street2 = text(_("Zusatz"), "address-line2", required=False)
    postal_code = forms.CharField(
        label=_("Postleitzahl"),
        validators=[POSTAL_CODE],
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "inputmode": "numeric", "maxlength": "5"}),
    )
    city = text(_("Ort"), "address-level2")
    phone = forms.CharField(
        label=_("Telefon"),
        max_length=40,
        required=False,
        help_text=_("Nur für Rückfragen, zum Beispiel vom Fahrer."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )

    def address(self) -> Address:
        """The address of a valid form."""
        return Address(**{name: self.cleaned_data[name] for name in self.fields})


def initial(address: Address) -> dict[str, str]:
    """The form's starting values for an address that exists."""
    return {name: getattr(address, name) for name in AddressForm.base_fields}


def one_line(address: Address) -> str:
    """The address as a choice: who, where."""
    name = f"{address.first_name} {address.last_name}".strip()
    return ", ".join(part for part in (name, address.street, f"{address.postal_code} {address.city}".strip()) if part)


def is_postal_code(typed: str) -> bool:
    """True for five digits."""
    return len(typed) == 5 and typed.isascii() and typed.isdecimal()
