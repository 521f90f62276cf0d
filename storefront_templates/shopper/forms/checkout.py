"""The checkout's fields: contact always, an address only where goods are brought, a way to pay."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import Person
from marketplace.baskets.extensions import Destination
from marketplace.baskets.selectors.shapes import Basket
from marketplace.orders.selectors.payments import PaymentOption
from marketplace.saleor.customers import OwnAccount
from marketplace.saleor.wire import Address
from storefront_templates.base.forms import PageForm
from storefront_templates.shopper.forms.addresses import POSTAL_CODE, one_line, text

CONTACT = ("first_name", "last_name", "email", "phone")
PLACE = ("street", "street2", "postal_code", "city")
ANOTHER = "new"
SAME = "same"


@dataclass(frozen=True, kw_only=True)
class OrderDetails:
    """What the shopper typed or chose. `address` is None where nothing is brought, `billing` unless it is another."""

    first_name: str
    last_name: str
    email: str
    phone: str
    address: Address | None
    billing: Address | None
    save_address: bool
    payment_method: str
    agreed_total: Decimal | None


class CheckoutForm(PageForm):
    """Fields of an address are there only if `brings`; the way to pay offers only what is possible.

    Who has an address book (`own`) chooses from it, or types another address.
    """

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
    delivery_address = forms.ChoiceField(label=_("Lieferadresse"), widget=forms.RadioSelect)
    street = text(_("Straße und Hausnummer"), "address-line1")
    street2 = text(_("Zusatz"), "address-line2", required=False)
    postal_code = forms.CharField(
        label=_("Postleitzahl"),
        validators=[POSTAL_CODE],
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "inputmode": "numeric", "maxlength": "5"}),
    )
    city = text(_("Ort"), "address-level2")
    save_address = forms.BooleanField(label=_("Diese Adresse in meinem Konto speichern"), required=False)
    billing_address = forms.ChoiceField(label=_("Rechnungsadresse"), widget=forms.RadioSelect)
    payment_method = forms.ChoiceField(
        label=_("Zahlung"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Bitte wählen Sie, wie Sie bezahlen.")},
    )
    agreed_total = forms.DecimalField(required=False, decimal_places=2, widget=forms.HiddenInput)

    def __init__(
        self,
        *arguments: object,
        brings: bool,
        payments: Sequence[PaymentOption],
        own: OwnAccount | None,
        can_save: bool,
        **options: object,
    ) -> None:
        super().__init__(*arguments, **options)  # type: ignore[arg-type]
        self.book = {str(address.id): address for address in (own.addresses if own else ())}
        self._offer_book(brings)
        if not brings:
            for name in PLACE:
                del self.fields[name]
        if not (brings and can_save):
            del self.fields["save_address"]
        possible = [(option.code, option.label) for option in payments if option.refusal is None]
        self.fields["payment_method"].choices = possible  # type: ignore[attr-defined]
        if len(possible) == 1:
            self.fields["payment_method"].initial = possible[0][0]

    def _offer_book(self, brings: bool) -> None:
        if not brings or not self.book:
            del self.fields["delivery_address"]
        if not self.book:
            del self.fields["billing_address"]
            return
        known = [(key, one_line(address)) for key, address in self.book.items()]
        self.fields["billing_address"].choices = [(SAME, _("Wie oben angegeben")), *known]  # type: ignore[attr-defined]
        if brings:
            choices = [*known, (ANOTHER, _("Eine andere Adresse"))]
            self.fields["delivery_address"].choices = choices  # type: ignore[attr-defined]
            if self.is_bound and self.data.get("delivery_address") in self.book:
                for name in PLACE:  # what stands there from before does not count, so it is not checked either
                    self.fields[name] = forms.CharField(required=False)

    def details(self) -> OrderDetails:
        """What a valid form says."""
        typed = self.cleaned_data
        names = {name: typed[name] for name in ("first_name", "last_name", "phone")}
        chosen = self.book.get(typed.get("delivery_address", ""))
        typed_place = Address(**names, **{name: typed[name] for name in PLACE}) if "street" in typed else None
        billing = self.book.get(typed.get("billing_address", ""))
        return OrderDetails(
            **names,
            email=typed["email"],
            address=replace(chosen, id=None) if chosen else typed_place,
            billing=replace(billing, id=None) if billing else None,
            save_address=typed.get("save_address", False) and chosen is None,
            payment_method=typed["payment_method"],
            agreed_total=typed["agreed_total"],
        )


def starting_values(basket: Basket, person: Person | None, own: OwnAccount | None, postal_code: str) -> dict[str, str]:
    """What is known already: from this basket first, then from the account."""
    values = {"postal_code": postal_code, **_from_book(own)}
    if person is not None:
        values |= {"first_name": person.first_name, "last_name": person.last_name, "email": person.email}
    if basket.contact:
        first, _space, last = basket.contact.name.rpartition(" ")
        said = {"first_name": first, "last_name": last, "email": basket.contact.email, "phone": basket.contact.phone}
        values |= {name: value for name, value in said.items() if value}
    if basket.destination:
        if own is not None and basket.destination.street:
            values["delivery_address"] = _in_book(own, basket.destination)
        values |= {"street": basket.destination.street, "postal_code": basket.destination.postal_code}
        values |= {"city": basket.destination.city}
    return {name: value for name, value in values.items() if value}


def _in_book(own: OwnAccount, place: Destination) -> str:
    """Which choice an address that was named before is: one of the book, or another."""
    where = (place.street, place.postal_code, place.city)
    same = (each.id for each in own.addresses if (each.street, each.postal_code, each.city) == where)
    return next(same, None) or ANOTHER


def _from_book(own: OwnAccount | None) -> dict[str, str]:
    """The address that the account suggests, and the one for invoices if it is another."""
    if own is None or not own.addresses:
        return {}
    suggested = next((each for each in own.addresses if each.id == own.default_shipping_id), own.addresses[0])
    values = {name: getattr(suggested, name) for name in (*PLACE, "phone")}
    values |= {"delivery_address": str(suggested.id), "billing_address": SAME}
    if own.default_billing_id not in (None, suggested.id):
        values["billing_address"] = str(own.default_billing_id)
    return values
