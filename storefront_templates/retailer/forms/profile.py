"""What shoppers read about the shop, and its Impressum."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.vendors.models import LegalForm, LegalIdentity, TaxStatus, Trade
from storefront_templates.base.forms import PageForm


class ProfileForm(PageForm):
    name = forms.CharField(label=_("Name des Ladens"), max_length=120)
    trade = forms.ChoiceField(label=_("Branche"), choices=Trade.choices)
    teaser = forms.CharField(label=_("In einem Satz"), required=False, max_length=160)
    story = forms.CharField(
        label=_("Ihre Geschichte"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Zwei bis vier Sätze: Was gibt es bei Ihnen, was bei keinem anderen?"),
    )
    street = forms.CharField(label=_("Straße und Hausnummer"), max_length=120)
    postal_code = forms.CharField(label=_("Postleitzahl"), max_length=5)
    city = forms.CharField(label=_("Ort"), max_length=80)
    phone = forms.CharField(label=_("Telefon"), required=False, max_length=40)
    email = forms.EmailField(label=_("E-Mail"), required=False)
    website = forms.URLField(label=_("Internetseite"), required=False, assume_scheme="https")
    packing_minutes = forms.IntegerField(
        label=_("Packzeit in Minuten"),
        min_value=0,
        max_value=10080,
        help_text=_("So lange brauchen Sie von der Bestellung, bis alles bereitliegt."),
    )


class PictureForm(PageForm):
    picture = forms.FileField(
        label=_("Bild des Ladens"),
        help_text=_("JPEG, PNG oder WebP, höchstens 10 MB. Am schönsten ist ein Foto im Querformat."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    alt = forms.CharField(label=_("Was ist darauf zu sehen?"), required=False, max_length=200)


ALWAYS_NEEDED = ("legal_name", "legal_form", "street", "postal_code", "city", "email", "phone")
SECTIONS = (
    (
        _("Wer sind Sie?"),
        ("legal_name", "legal_form", "representative", "street", "postal_code", "city", "email", "phone"),
    ),
    (_("Register"), ("register_court", "register_number")),
    (_("Steuer"), ("vat_id", "tax_number", "tax_status")),
    (_("Je nach Branche"), ("supervisory_authority", "chamber", "lucid_number")),
    (_("Ihre Erklärung"), ("self_certified",)),
)


class LegalIdentityForm(forms.ModelForm):
    """The Impressum (§ 5 DDG) and what the tax office asks of the market (§ 22f UStG)."""

    self_certified = forms.BooleanField(
        label=_("Wir bieten nur an, was das Recht der Europäischen Union erlaubt (Art. 30 DSA)."), required=False
    )

    class Meta:
        model = LegalIdentity
        fields = (
            "legal_name",
            "legal_form",
            "representative",
            "street",
            "postal_code",
            "city",
            "email",
            "phone",
            "register_court",
            "register_number",
            "vat_id",
            "tax_number",
            "tax_status",
            "supervisory_authority",
            "chamber",
            "lucid_number",
        )
        labels = {
            "legal_name": _("Firma"),
            "legal_form": _("Rechtsform"),
            "representative": _("Vertreten durch"),
            "street": _("Straße und Hausnummer"),
            "postal_code": _("Postleitzahl"),
            "city": _("Ort"),
            "email": _("E-Mail"),
            "phone": _("Telefon"),
            "register_court": _("Registergericht"),
            "register_number": _("Registernummer"),
            "vat_id": _("USt-IdNr."),
            "tax_number": _("Steuernummer (nicht öffentlich)"),
            "tax_status": _("Besteuerung"),
            "supervisory_authority": _("Aufsichtsbehörde"),
            "chamber": _("Kammer"),
            "lucid_number": _("LUCID-Nummer"),
        }
        help_texts = {
            "representative": _("Bei GmbH, UG, AG, KG, Genossenschaft und Verein Pflicht."),
            "register_court": _("Nur, wenn Sie in einem Register stehen."),
            "vat_id": _("Ohne sie darf der Markt nicht für Sie verkaufen (§ 22f UStG)."),
            "supervisory_authority": _("Wenn Ihr Gewerbe eine Erlaubnis braucht."),
            "lucid_number": _("Vom Verpackungsregister: DE und 13 Ziffern."),
        }

    legal_form = forms.ChoiceField(label=_("Rechtsform"), choices=[("", "–"), *LegalForm.choices], required=False)
    tax_status = forms.ChoiceField(label=_("Besteuerung"), choices=TaxStatus.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ALWAYS_NEEDED:
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = _("Bitte ausfüllen.")

    def sections(self) -> list[tuple[object, list[forms.BoundField]]]:
        """The fields under headings, for the template."""
        return [(title, [self[name] for name in names]) for title, names in SECTIONS]

    def _post_clean(self) -> None:
        """The service checks and stores: the instance must not be changed here."""
