"""Sign-in, registration, one's own name and password."""

from django import forms
from django.utils.translation import gettext_lazy as _

from storefront_templates.base.forms import PageForm

SHORTEST_PASSWORD = 8


def _email(**attributes: str) -> forms.EmailField:
    return forms.EmailField(label=_("E-Mail-Adresse"), widget=forms.EmailInput(attrs=attributes))


class SignInForm(PageForm):
    email = _email(autocomplete="username")
    password = forms.CharField(
        label=_("Passwort"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


class RegisterForm(PageForm):
    first_name = forms.CharField(
        label=_("Vorname"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label=_("Nachname"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    email = _email(autocomplete="email")
    password = forms.CharField(
        label=_("Passwort"),
        strip=False,
        min_length=SHORTEST_PASSWORD,
        help_text=_("Mindestens 8 Zeichen. Drei zufällige Wörter sind gut zu merken und schwer zu erraten."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"min_length": _("Das Passwort ist zu kurz. Bitte nehmen Sie mindestens 8 Zeichen.")},
    )


class ProfileForm(PageForm):
    first_name = forms.CharField(
        label=_("Vorname"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label=_("Nachname"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )


class PasswordForm(PageForm):
    old_password = forms.CharField(
        label=_("Bisheriges Passwort"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new_password = forms.CharField(
        label=_("Neues Passwort"),
        strip=False,
        min_length=SHORTEST_PASSWORD,
        help_text=_("Mindestens 8 Zeichen."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"min_length": _("Das Passwort ist zu kurz. Bitte nehmen Sie mindestens 8 Zeichen.")},
    )


class EraseForm(PageForm):
    """Erasing asks for the password once more: an unlocked phone on a table must not be enough."""

    password = forms.CharField(
        label=_("Passwort zur Bestätigung"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
