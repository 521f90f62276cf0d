"""Planning a voucher."""

from typing import Any, cast

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from marketplace.campaigns.services.vouchers import VoucherWish
from marketplace.catalogue.models import Category
from storefront_templates.base.forms import PageForm

CODE = RegexValidator(r"^[A-Za-z0-9ÄÖÜäöüß-]{3,40}$", _("Bitte 3 bis 40 Buchstaben, Ziffern oder Bindestriche."))


def moment_field(label: Any, **more: Any) -> forms.DateTimeField:
    """A moment to choose."""
    widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
    return forms.DateTimeField(label=label, widget=widget, input_formats=["%Y-%m-%dT%H:%M"], **more)


class VoucherForm(PageForm):
    """What a code takes off, for whom and until when."""

    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("Für Ihre Liste, zum Beispiel „Advent 2026“."))
    code = forms.CharField(
        label=_("Code"), validators=[CODE], help_text=_("Das geben Kundinnen und Kunden im Korb ein. Groß oder klein.")
    )
    off = forms.ChoiceField(
        label=_("Wovon geht es ab?"),
        choices=[("goods", _("von den Waren")), ("delivery", _("von der Lieferung"))],
        initial="goods",
        widget=forms.RadioSelect,
    )
    kind = forms.ChoiceField(
        label=_("Wie wird gerechnet?"),
        choices=[("euro", _("Euro")), ("percent", _("Prozent"))],
        initial="euro",
        widget=forms.RadioSelect,
    )
    value = forms.DecimalField(label=_("Wie viel?"), min_value=0, max_digits=8, decimal_places=2, localize=True)
    min_spent = forms.DecimalField(
        label=_("Ab welchem Warenwert, in Euro?"),
        required=False,
        min_value=0,
        max_digits=8,
        decimal_places=2,
        localize=True,
    )
    shelves = forms.TypedMultipleChoiceField(
        label=_("Nur für diese Regale"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ohne Häkchen gilt er für alle Waren. Bücher haben feste Preise (BuchPrG): Nehmen Sie sie aus."),
    )
    usage_limit = forms.IntegerField(
        label=_("Wie oft darf er eingelöst werden?"),
        required=False,
        min_value=1,
        max_value=1_000_000,
        help_text=_("Ohne Zahl so oft, wie jemand will. Lässt sich nach der ersten Einlösung nicht mehr ändern."),
    )
    once_per_customer = forms.BooleanField(label=_("Nur einmal je E-Mail-Adresse"), required=False, initial=True)
    starts = moment_field(_("Beginn"))
    ends = moment_field(_("Ende"), required=False, help_text=_("Ohne Ende gilt er, bis Sie ihn beenden."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roots = Category.objects.filter(parent=None)
        cast(forms.ChoiceField, self.fields["shelves"]).choices = [(row.pk, row.name) for row in roots]

    def wish(self) -> VoucherWish:
        """The voucher that was planned."""
        given = self.cleaned_data
        return VoucherWish(
            name=given["name"],
            code=given["code"],
            value=given["value"],
            is_percent=given["kind"] == "percent",
            off=given["off"],
            shelves=given["shelves"] if given["off"] == "goods" else (),
            min_spent=given["min_spent"],
            usage_limit=given["usage_limit"],
            once_per_customer=given["once_per_customer"],
            starts=given["starts"],
            ends=given["ends"],
        )
