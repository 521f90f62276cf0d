"""Planning a price promotion."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.campaigns.services.promotions import PromotionWish
from marketplace.catalogue.models import Category
from storefront_templates.base.forms import PageForm
from storefront_templates.city.forms.vouchers import moment_field


class PromotionForm(PageForm):
    """How much off which shelves, from when to when."""

    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("Für Ihre Liste, zum Beispiel „Advent 2026“."))
    percent = forms.DecimalField(
        label=_("Wie viel Prozent günstiger?"), min_value=0, max_digits=5, decimal_places=2, localize=True
    )
    shelves = forms.TypedMultipleChoiceField(
        label=_("Für diese Regale"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Alles, was darin liegt. Bücher haben feste Preise (BuchPrG): Nehmen Sie sie aus."),
    )
    starts = moment_field(_("Beginn"))
    ends = moment_field(_("Ende"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Category.objects.filter(parent=None)
        cast(forms.ChoiceField, self.fields["shelves"]).choices = [(row.pk, row.name) for row in rows]

    def wish(self) -> PromotionWish:
        """The promotion that was planned."""
        return PromotionWish(**self.cleaned_data)
