"""Compiling collections, writing pages, laying out menus."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.content.rules.markup import text_of
from storefront_templates.base.forms import PageForm

HOW_TO_WRITE = _(
    "Eine leere Zeile trennt Absätze. „## “ am Anfang macht eine Überschrift, „- “ eine Liste. "
    "**fett** und [Wörter](/laeden/) für einen Verweis gehen überall."
)
TEASER = _("Ein Satz für Suchmaschinen und geteilte Links. Ohne ihn nehmen wir den Anfang des Textes.")


class TextForm(PageForm):
    """What collections and pages have in common: a typed text and a sentence for search engines.

    `document` is the text as it stands. If it holds what cannot be typed here, the field is missing and it stays.
    """

    text = forms.CharField(
        label=_("Text"),
        required=False,
        help_text=HOW_TO_WRITE,
        widget=forms.Textarea(attrs={"rows": 12}),
        max_length=20000,
    )
    teaser = forms.CharField(label=_("In einem Satz"), required=False, max_length=300, help_text=TEASER)

    def __init__(self, *args: Any, document: str | None = None, **kwargs: Any) -> None:
        typed = text_of(document)
        super().__init__(*args, **kwargs)
        if typed is None:
            del self.fields["text"]
        else:
            self.initial["text"] = typed

    @property
    def typed(self) -> str | None:
        """The typed text; None where it cannot be typed here."""
        return cast(str | None, self.cleaned_data.get("text"))


class CollectionForm(TextForm):
    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("Zum Beispiel „Zum Herbst“."))
    field_order = ("name", "text", "teaser")


class ContentPageForm(TextForm):
    title = forms.CharField(label=_("Titel"), max_length=120)
    field_order = ("title", "text", "teaser")


class CollectionPictureForm(PageForm):
    picture = forms.FileField(
        label=_("Bild"),
        help_text=_("JPEG, PNG oder WebP, höchstens 10 MB."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    alt = forms.CharField(label=_("Was ist darauf zu sehen?"), required=False, max_length=128)


class MenuItemForm(PageForm):
    """A menu item. `target` is `kind:id`, `url` for a typed address, or empty for a heading over further items."""

    name = forms.CharField(label=_("Beschriftung"), max_length=60)
    target = forms.ChoiceField(label=_("Führt zu"), required=False)
    url = forms.CharField(
        label=_("Eigene Adresse"),
        required=False,
        max_length=200,
        help_text=_("Nur für „eigene Adresse“: mit https:// oder, in diesem Markt, beginnend mit /."),
    )
    parent = forms.ChoiceField(label=_("Steht unter"), required=False)

    def __init__(
        self,
        *args: Any,
        targets: Sequence[tuple[Any, Any]],
        parents: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["target"]).choices = targets
        if parents:
            choices = [("", _("keinem anderen: erste Ebene")), *parents]
            cast(forms.ChoiceField, self.fields["parent"]).choices = choices
        else:
            del self.fields["parent"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("target") == "url" and not cleaned.get("url"):
            self.add_error("url", _("Bitte ausfüllen."))
        return cleaned

    def choice(self) -> dict[str, str]:
        """Name, kind and target as `services.menus` take them."""
        kind, _colon, target = self.cleaned_data["target"].partition(":")
        chosen = self.cleaned_data["url"].strip() if kind == "url" else target
        return {"name": self.cleaned_data["name"], "kind": kind, "target": chosen}
