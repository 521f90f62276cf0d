"""Sign-in, registration, one's own name and password."""

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from storefront_templates.base.forms import PageForm

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SHORTEST_PASSWORD = 8


def _email(**attributes: str) -> forms.EmailField:
    return forms.EmailField(label=_("E-Mail-Adresse"), widget=forms.EmailInput(attrs=attributes))


class SignInForm(PageForm):
    email = _email(autocomplete="username")
    password = forms.CharField(
        label=_("Passwort"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


def _new_password(label: "_StrPromise") -> forms.CharField:
    return forms.CharField(
        label=label,
        strip=False,
        min_length=SHORTEST_PASSWORD,
        help_text=_("Mindestens 8 Zeichen. Drei zufällige Wörter sind gut zu merken und schwer zu erraten."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"min_length": _("Das Passwort ist zu kurz. Bitte nehmen Sie mindestens 8 Zeichen.")},
    )


class RegisterForm(PageForm):
    first_name = forms.CharField(
        label=_("Vorname"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label=_("Nachname"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    email = _email(autocomplete="email")
    password = _new_password(_("Passwort"))


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
    new_password = _new_password(_("Neues Passwort"))


def _of_link(**attributes: str) -> forms.CharField:
    """What a link carries; people see it only when it is missing."""
    missing = _("Er ist nicht vollständig. Bitte öffnen Sie ihn so, wie er in der E-Mail steht.")
    widget = forms.HiddenInput(attrs=attributes)
    return forms.CharField(label=_("Link"), widget=widget, error_messages={"required": missing})


class ForgottenForm(PageForm):
    email = _email(autocomplete="username")


class TokenForm(PageForm):
    """The token of a link by mail, handed on from the address to the button."""

    token = _of_link()


class NewPasswordForm(TokenForm):
    email = _of_link(autocomplete="username")
    password = _new_password(_("Neues Passwort"))


class ConfirmForm(TokenForm):
    """Who opened the account knows its password: nobody else's account is confirmed by mistake."""

    email = _of_link(autocomplete="username")
    password = forms.CharField(
        label=_("Ihr Passwort"),
        strip=False,
        help_text=_("Das Passwort, mit dem Sie das Konto angelegt haben."),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class EmailForm(PageForm):
    new_email = forms.EmailField(
        label=_("Neue E-Mail-Adresse"),
        help_text=_("Wir schicken einen Link dorthin. Erst damit gilt sie."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    password = forms.CharField(
        label=_("Passwort zur Bestätigung"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
