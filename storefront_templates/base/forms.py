"""What every form of the pages shares: errors that say what to do."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class PageForm(forms.Form):
    """A form whose empty fields ask to be filled in, in plain words; a field's own sentence wins."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        plain = forms.Field.default_error_messages["required"]
        for field in self.fields.values():
            if field.error_messages.get("required") == plain:
                field.error_messages["required"] = _("Bitte ausfüllen.")
