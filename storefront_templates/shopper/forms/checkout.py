"""The checkout's fields: contact always, an address only where goods are brought, a way to pay."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import Person
from marketplace.baskets.selectors.shapes import Basket
from marketplace.orders.selectors.payments import PaymentOption
from marketplace.saleor.wire import Address
from storefront_templates.base.forms import PageForm
from storefront_templates.shopper.forms.addresses import POSTAL_CODE, text

CONTACT = ("first_name", "last_name", "email", "phone")
PLACE = ("street", "street2", "postal_code", "city")


@dataclass(frozen=True, kw_only=True)
class OrderDetails:
    """What the shopper typed. `address` is None where nothing is brought."""

    first_name: str
    last_name: str
    email: str
    phone: str
    address: Address | None
    save_address: bool
    payment_method: str
    agreed_total: Decimal | None


class CheckoutForm(PageForm):
    """Fields of an address are there only if `brings`; the way to pay offers only what is possible."""

    first_name = text(_("Vorname"), "given-name")
    last_name = text(_("Nachname"), "family-name")
    email = forms.EmailField(
        label=_("E-Mail-Adresse"),
        help_text=_("Dorthin schicken die Läden ihre Bestätigung."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=_("Telefon"),
        max_length=40,
        required=False,
        help_text=_("Nur für Rückfragen zur Bestellung."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    street = text(_("Straße und Hausnummer"), "address-line1")
    street2 = text(_("Zusatz"), "address-line2", required=False)
    postal_code = forms.CharField(
        label=_("Postleitzahl"),
        validators=[POSTAL_CODE],
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "inputmode": "numeric", "maxlength": "5"}),
    )
    city = text(_("Ort"), "address-level2")
    save_address = forms.BooleanField(label=_("Diese Adresse in meinem Konto speichern"), required=False)
    payment_method = forms.ChoiceField(
        label=_("Zahlung"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Bitte wählen Sie, wie Sie bezahlen.")},
    )
    agreed_total = forms.DecimalField(required=False, decimal_places=2, widget=forms.HiddenInput)

    def __init__(
        self, *arguments: object, brings: bool, payments: Sequence[PaymentOption], can_save: bool, **options: object
    ) -> None:
        super().__init__(*arguments, **options)  # type: ignore[arg-type]
        if not brings:
            for name in PLACE:
                del self.fields[name]
        if not (brings and can_save):
            del self.fields["save_address"]
        possible = [(option.code, option.label) for option in payments if option.refusal is None]
        self.fields["payment_method"].choices = possible  # type: ignore[attr-defined]
        if len(possible) == 1:
            self.fields["payment_method"].initial = possible[0][0]

    def details(self) -> OrderDetails:
        """What a valid form says."""
        typed = self.cleaned_data
        names = {name: typed[name] for name in ("first_name", "last_name", "phone")}
        place = {name: typed[name] for name in PLACE} if "street" in typed else None
        return OrderDetails(
            **names,
            email=typed["email"],
            address=Address(**names, **place) if place else None,
            save_address=typed.get("save_address", False),
            payment_method=typed["payment_method"],
            agreed_total=typed["agreed_total"],
        )


def starting_values(basket: Basket, person: Person | None, own: Address | None, postal_code: str) -> dict[str, str]:
    """What is known already: from this basket first, then from the account."""
    values = {"postal_code": postal_code}
    if own is not None:
        values |= {name: getattr(own, name) for name in (*PLACE, "phone")}
    if person is not None:
        values |= {"first_name": person.first_name, "last_name": person.last_name, "email": person.email}
    if basket.contact:
        first, _space, last = basket.contact.name.rpartition(" ")
        said = {"first_name": first, "last_name": last, "email": basket.contact.email, "phone": basket.contact.phone}
        values |= {name: value for name, value in said.items() if value}
    if basket.destination:
        values |= {"street": basket.destination.street, "postal_code": basket.destination.postal_code}
        values |= {"city": basket.destination.city}
    return {name: value for name, value in values.items() if value}
