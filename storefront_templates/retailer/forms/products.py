"""Articles: price and stock in the list, and the whole article."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.catalogue.models import Category, Listing, StockKind, Unit
from marketplace.catalogue.services.goods import Goods

TAX_CLASSES = (("standard", _("19 %")), ("reduced", _("7 % (Lebensmittel, Bücher, Blumen)")), ("zero", _("0 %")))


class PriceForm(forms.Form):
    price = forms.DecimalField(
        label=_("Preis"), min_value=Decimal("0.01"), max_digits=8, decimal_places=2, localize=True
    )


class StockForm(forms.Form):
    quantity = forms.IntegerField(label=_("Bestand"), min_value=0, max_value=100_000)


class ProductFilterForm(forms.Form):
    text = forms.CharField(label=_("Name oder Artikelnummer"), required=False, max_length=80)


class ProductForm(forms.Form):
    """Everything a shop says about one article."""

    name = forms.CharField(label=_("Name"), max_length=250)
    category = forms.ChoiceField(label=_("Kategorie"))
    description = forms.CharField(
        label=_("Beschreibung"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    price = forms.DecimalField(
        label=_("Preis in Euro, mit Mehrwertsteuer"),
        min_value=Decimal("0.01"),
        max_digits=8,
        decimal_places=2,
        localize=True,
    )
    tax_class = forms.ChoiceField(label=_("Mehrwertsteuer"), choices=TAX_CLASSES)
    net_quantity = forms.DecimalField(
        label=_("Inhalt"), required=False, min_value=Decimal("0.001"), max_digits=9, decimal_places=3, localize=True
    )
    net_unit = forms.ChoiceField(
        label=_("Einheit"),
        required=False,
        choices=[("", "–"), *Unit.choices],
        help_text=_("Daraus rechnen wir den Grundpreis, den die Preisangabenverordnung verlangt."),
    )
    sku = forms.CharField(label=_("Artikelnummer"), required=False, max_length=100)
    stock_kind = forms.ChoiceField(label=_("Bestandsart"), choices=StockKind.choices)
    stock = forms.IntegerField(label=_("Bestand"), min_value=0, max_value=100_000, initial=0)
    deliverable = forms.BooleanField(label=_("Darf mit der Tour geliefert werden"), required=False, initial=True)
    published = forms.BooleanField(label=_("Auf dem Markt zeigen"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Category.objects.select_related("parent").order_by("path")
        choices = [(row.slug, f"{row.parent.name} – {row.name}" if row.parent else row.name) for row in rows]
        self.fields["category"].choices = [("", "–"), *choices]

    def goods(self) -> Goods:
        """The cleaned form as the catalogue's value."""
        cleaned = dict(self.cleaned_data)
        return Goods(**cleaned)

    @staticmethod
    def initial_of(listing: Listing) -> dict[str, object]:
        """The form's values of an existing article."""
        return {
            "name": listing.name,
            "category": listing.category_slug,
            "description": listing.description,
            "price": listing.price,
            "tax_class": listing.tax_class,
            "net_quantity": listing.net_quantity.normalize() if listing.net_quantity is not None else None,
            "net_unit": listing.net_unit,
            "sku": listing.sku,
            "stock_kind": listing.stock_kind,
            "stock": listing.available,
            "deliverable": listing.deliverable,
            "published": listing.is_published,
        }
