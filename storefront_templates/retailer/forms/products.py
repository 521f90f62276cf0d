"""Articles: price and stock in the list, and the whole article."""

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.catalogue.models import Category, Listing, Manufacturer, StockKind, Unit
from marketplace.catalogue.services.goods import Goods
from marketplace.catalogue.wording import exemption_labels
from storefront_templates.base.forms import PageForm

TAX_CLASSES = (("standard", _("19 %")), ("reduced", _("7 % (Lebensmittel, Bücher, Blumen)")), ("zero", _("0 %")))
NOTHING = ("", "–")


def _price(label: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        min_value=Decimal("0.01"),
        max_digits=8,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={
            "invalid": _("Bitte schreiben Sie den Preis als Zahl, zum Beispiel 3,49."),
            "min_value": _("Der Preis muss mindestens 0,01 € sein."),
            "max_decimal_places": _("Ein Preis hat höchstens zwei Stellen nach dem Komma."),
        },
    )


def _stock(label: Any, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=100_000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": _("Bitte schreiben Sie den Bestand als ganze Zahl."),
            "min_value": _("Der Bestand kann nicht unter 0 liegen."),
        },
        **options,
    )


class PriceForm(PageForm):
    price = _price(_("Preis"))


class StockForm(PageForm):
    quantity = _stock(_("Bestand"))


class ProductFilterForm(PageForm):
    text = forms.CharField(label=_("Name oder Artikelnummer"), required=False, max_length=80)


class PhotoForm(PageForm):
    picture = forms.FileField(
        label=_("Foto des Artikels"),
        help_text=_("JPEG, PNG oder WebP, höchstens 10 MB. Am schönsten ist ein helles Foto im Quadrat."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={
            "required": _("Bitte wählen Sie zuerst ein Foto aus."),
            "empty": _("Die Datei ist leer. Bitte wählen Sie ein anderes Foto."),
        },
    )
    alt = forms.CharField(
        label=_("Was ist darauf zu sehen?"),
        required=False,
        max_length=200,
        help_text=_("Für Menschen, die das Foto nicht sehen. Ohne Angabe steht dort der Name des Artikels."),
    )


class ProductForm(PageForm):
    """Everything a shop says about one article."""

    name = forms.CharField(label=_("Name"), max_length=200)
    category = forms.ChoiceField(label=_("Kategorie"))
    description = forms.CharField(
        label=_("Beschreibung"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    tags = forms.CharField(
        label=_("Suchwörter"),
        required=False,
        max_length=300,
        help_text=_("Durch Komma getrennt: Wörter, nach denen man auch suchen könnte."),
    )
    price = _price(_("Preis in Euro, mit Mehrwertsteuer"))
    tax_class = forms.ChoiceField(label=_("Mehrwertsteuer"), choices=TAX_CLASSES)
    net_quantity = forms.DecimalField(
        label=_("Inhalt"),
        required=False,
        min_value=Decimal("0.001"),
        max_digits=9,
        decimal_places=3,
        localize=True,
        help_text=_("Zum Beispiel 500 und g: Daraus rechnen wir den Grundpreis."),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    net_unit = forms.ChoiceField(label=_("Einheit"), required=False, choices=[NOTHING, *Unit.choices])
    unit_price_exemption = forms.ChoiceField(
        label=_("Ausnahme vom Grundpreis"), required=False, help_text=_("Nur, wenn kein Inhalt dastehen muss.")
    )
    stock_kind = forms.ChoiceField(label=_("Wo ist die Ware?"), choices=StockKind.choices)
    stock = _stock(_("Bestand"), initial=0, help_text=_("Wie viele Sie jetzt verkaufen können."))
    lead_days = forms.IntegerField(
        label=_("Werktage, bis Bestelltes da ist"), required=False, min_value=0, max_value=365, initial=0
    )
    sku = forms.CharField(label=_("Artikelnummer"), required=False, max_length=100)
    manufacturer = forms.ChoiceField(
        label=_("Hersteller"),
        required=False,
        help_text=_("Bei allem außer Lebensmitteln Pflicht. Fehlt einer, trägt ihn der Betreiber des Marktes ein."),
    )
    warnings = forms.CharField(
        label=_("Warnhinweise"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    deliverable = forms.BooleanField(label=_("Darf mit der Tour geliefert werden"), required=False, initial=True)
    published = forms.BooleanField(label=_("Auf dem Markt zeigen"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Category.objects.select_related("parent").order_by("path")
        choices = [(row.slug, f"{row.parent.name} – {row.name}" if row.parent else row.name) for row in rows]
        cast(forms.ChoiceField, self.fields["category"]).choices = [NOTHING, *choices]
        names = Manufacturer.objects.order_by("name").values_list("name", flat=True)
        cast(forms.ChoiceField, self.fields["manufacturer"]).choices = [NOTHING, *((name, name) for name in names)]
        cast(forms.ChoiceField, self.fields["unit_price_exemption"]).choices = [NOTHING, *exemption_labels().items()]

    def clean_tags(self) -> tuple[str, ...]:
        words = (word.strip()[:60] for word in self.cleaned_data["tags"].split(","))
        return tuple(dict.fromkeys(word for word in words if word))

    def clean_lead_days(self) -> int:
        return self.cleaned_data["lead_days"] or 0

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("net_quantity") and not cleaned.get("net_unit"):
            self.add_error("net_unit", _("Bitte wählen Sie die Einheit zum Inhalt."))
        if cleaned.get("net_unit") and not cleaned.get("net_quantity") and "net_quantity" not in self.errors:
            self.add_error("net_quantity", _("Bitte geben Sie an, wie viel darin ist, oder lassen Sie beides leer."))
        return cleaned

    def goods(self) -> Goods:
        """The cleaned form as the catalogue's value. The picture stays as it is."""
        return Goods(**self.cleaned_data)

    @staticmethod
    def initial_of(listing: Listing) -> dict[str, object]:
        """The form's values of an existing article."""
        return {
            "name": listing.name,
            "category": listing.category_slug,
            "description": listing.description,
            "tags": ", ".join(listing.tags),
            "price": listing.full_price,
            "tax_class": listing.tax_class,
            "net_quantity": f"{listing.net_quantity.normalize():f}".replace(".", ",") if listing.net_quantity else None,
            "net_unit": listing.net_unit,
            "unit_price_exemption": listing.unit_price_exemption,
            "sku": listing.sku,
            "stock_kind": listing.stock_kind,
            "stock": listing.available,
            "lead_days": listing.lead_days,
            "manufacturer": listing.manufacturer.name if listing.manufacturer else "",
            "warnings": listing.warnings,
            "deliverable": listing.deliverable,
            "published": listing.is_published,
        }
