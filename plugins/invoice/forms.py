"""The shop's account, as a form."""

from django import forms
from django.utils.translation import gettext_lazy as _


class TermsForm(forms.Form):
    """Kindness only: what counts is decided by `services.save_terms`."""

    is_offered = forms.BooleanField(label=_("Wir verkaufen auf Rechnung"), required=False)
    holder = forms.CharField(label=_("Wem gehört das Konto?"), max_length=70)
    iban = forms.CharField(label=_("IBAN"), max_length=42)
    bic = forms.CharField(label=_("BIC"), max_length=11, required=False)
    days = forms.IntegerField(label=_("Zahlungsziel in Tagen"), min_value=1, max_value=60)
