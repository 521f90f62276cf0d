"""What the operator writes down about a decision."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from storefront_templates.base.forms import PageForm


class NoteForm(PageForm):
    """One of many on a page: its fields are named after the deviation `pk` that it is about."""

    note = forms.CharField(
        label=_("Was ist vereinbart?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ein Satz genügt. Er bleibt bei der Bestellung stehen."),
        error_messages={"required": _("Bitte schreiben Sie auf, was vereinbart wurde.")},
    )

    def __init__(self, *args: Any, pk: int, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"id_{pk}_%s", **kwargs)
        self.pk = pk
