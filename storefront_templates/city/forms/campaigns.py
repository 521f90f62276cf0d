"""Planning a campaign."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.campaigns.models import Campaign
from marketplace.catalogue.models import Listing
from marketplace.vendors.models import Trade
from marketplace.vendors.selectors import public_vendors
from storefront_templates.base.forms import PageForm

FIELDS = ("title", "teaser", "body", "starts", "ends", "start_place", "motif", "is_draft")


def _moment(label: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
    return forms.DateTimeField(label=label, widget=widget, input_formats=["%Y-%m-%dT%H:%M"])


class CampaignForm(PageForm):
    """A campaign with its shops; goods are found by search and kept as hidden choices."""

    title = forms.CharField(label=_("Titel"), max_length=120)
    teaser = forms.CharField(
        label=_("In einem Satz"), required=False, max_length=200, help_text=_("Steht auf der Startseite.")
    )
    body = forms.CharField(label=_("Text"), required=False, widget=forms.Textarea(attrs={"rows": 6}))
    starts = _moment(_("Beginn"))
    ends = _moment(_("Ende"))
    start_place = forms.IntegerField(
        label=_("Platz auf der Startseite"),
        min_value=0,
        max_value=20,
        initial=1,
        help_text=_("1 ist der erste; 0 heißt: nicht auf der Startseite."),
    )
    motif = forms.ChoiceField(label=_("Zeichnung"), choices=Trade.choices, initial=Trade.GIFTS)
    vendors = forms.MultipleChoiceField(label=_("Läden"), required=False, widget=forms.CheckboxSelectMultiple)
    listings = forms.TypedMultipleChoiceField(
        label=_("Waren"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    is_draft = forms.BooleanField(label=_("Noch ein Entwurf, nicht veröffentlichen"), required=False, initial=True)

    def __init__(self, *args: Any, goods: list[Listing], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shops = public_vendors().prefetch_related(None)
        cast(forms.ChoiceField, self.fields["vendors"]).choices = [
            (str(shop.pk), f"{shop.name}, {shop.street}") for shop in shops
        ]
        cast(forms.ChoiceField, self.fields["listings"]).choices = [
            (row.pk, f"{row.name} ({row.vendor.name})") for row in goods
        ]

    def changes(self) -> dict[str, Any]:
        """The campaign's own fields."""
        return {name: self.cleaned_data[name] for name in FIELDS}

    def choice(self) -> dict[str, list[int]]:
        """The chosen goods and shops, by primary key."""
        return {
            "listing_pks": self.cleaned_data["listings"],
            "vendor_pks": [int(pk) for pk in self.cleaned_data["vendors"]],
        }

    @staticmethod
    def initial_of(campaign: Campaign) -> dict[str, Any]:
        """The form's values of an existing campaign."""
        chosen = {name: getattr(campaign, name) for name in FIELDS}
        return chosen | {
            "vendors": [str(pk) for pk in campaign.vendors.values_list("vendor_id", flat=True)],
            "listings": list(campaign.listings.values_list("listing_id", flat=True)),
        }


class CampaignPictureForm(PageForm):
    picture = forms.FileField(
        label=_("Bild"),
        help_text=_("JPEG, PNG oder WebP, höchstens 10 MB."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    alt = forms.CharField(label=_("Was ist darauf zu sehen?"), required=False, max_length=200)
