"""Forms around an order at the counter."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.orders.models import VendorOrderLine
from marketplace.orders.selectors.work import Stage
from storefront_templates.base.forms import PageForm

REASONS = (
    ("sold_out", _("Im Laden ausverkauft")),
    ("damaged", _("Beschädigt oder nicht frisch genug")),
    ("wrong_price", _("Falsch ausgezeichnet")),
    ("other", _("Anderer Grund")),
)


class OrderFilterForm(PageForm):
    """Which orders to show; the address is the state."""

    stage = forms.ChoiceField(
        label=_("Stand"), required=False, choices=[("", _("Alle")), *((stage.value, stage.label) for stage in Stage)]
    )
    text = forms.CharField(label=_("Nummer oder Name"), required=False, max_length=80)


class CodeForm(PageForm):
    """The code that the shopper shows, typed or scanned; there is none for goods that a tour brings."""

    code = forms.CharField(
        label=_("Abholcode"),
        required=False,
        max_length=120,
        strip=True,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "code-field"}
        ),
        help_text=_("Sechs Zeichen, groß oder klein geschrieben."),
    )

    def __init__(self, *args: Any, brought: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].required = not brought
        self.fields["code"].error_messages["required"] = _("Bitte geben Sie den Abholcode ein.")


class CancelForm(PageForm):
    reason = forms.CharField(label=_("Grund, den die Kundschaft liest"), required=False, max_length=300)


class PiecesForm(PageForm):
    """For each line how many pieces are meant."""

    nothing_chosen: Any = _("Bitte geben Sie bei mindestens einem Artikel an, wie viele Stück es sind.")

    def __init__(self, *args: Any, lines: Sequence[VendorOrderLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = [line for line in lines if line.quantity_left]
        for line in self.lines:
            self.fields[f"line-{line.pk}"] = forms.IntegerField(
                label=line.name,
                min_value=0,
                max_value=line.quantity_left,
                initial=0,
                required=False,
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "quantity"}),
            )

    def rows(self) -> list[tuple[VendorOrderLine, forms.BoundField]]:
        """Each line with its field, for the template."""
        return [(line, self[f"line-{line.pk}"]) for line in self.lines]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not any(cleaned.get(f"line-{line.pk}") for line in self.lines):
            self.add_error(None, self.nothing_chosen)
        return cleaned

    def quantities(self) -> dict[int, int]:
        """The pieces by the line's primary key."""
        return {line.pk: pieces for line in self.lines if (pieces := self.cleaned_data.get(f"line-{line.pk}"))}


class TakeBackForm(PiecesForm):
    """What came back after the hand-over."""

    reason = forms.CharField(label=_("Grund, den die Kundschaft liest"), required=False, max_length=300)


class RefundForm(PageForm):
    """By how much a price is lowered, and why; the goods stay with whoever has them."""

    line = forms.TypedChoiceField(label=_("Wofür"), required=False, coerce=int, empty_value=None)
    amount = forms.DecimalField(
        label=_("Betrag in Euro"),
        min_value=Decimal("0.01"),
        max_digits=12,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "quantity"}),
    )
    reason = forms.CharField(label=_("Grund, den die Kundschaft liest"), max_length=300)

    def __init__(self, *args: Any, lines: Sequence[VendorOrderLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owed = [(str(line.pk), line.name) for line in lines if line.amount_left]
        field = self.fields["line"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = owed if len(owed) == 1 else [("", _("Alle Artikel zusammen")), *owed]


class RejectForm(PiecesForm):
    """For each line how many pieces the shop cannot give, and why."""

    why = forms.ChoiceField(label=_("Grund"), choices=REASONS, widget=forms.RadioSelect, initial="sold_out")
    words = forms.CharField(label=_("Hinweis an die Kundschaft"), required=False, max_length=200)
    nothing_chosen = _("Bitte geben Sie bei mindestens einem Artikel an, wie viele Stück fehlen.")

    def __init__(self, *args: Any, lines: Sequence[VendorOrderLine], **kwargs: Any) -> None:
        super().__init__(*args, lines=lines, **kwargs)
        for line in self.lines:
            self.fields[f"left-{line.pk}"] = forms.IntegerField(
                label=line.name,
                min_value=0,
                max_value=100_000,
                initial=0,
                required=False,
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "quantity"}),
            )

    def left_rows(self) -> list[tuple[VendorOrderLine, forms.BoundField]]:
        """Each line with the field for what can still be sold."""
        return [(line, self[f"left-{line.pk}"]) for line in self.lines]

    def left(self) -> dict[int, int]:
        """What can still be sold of the rejected lines, by primary key, if they are sold out; else nothing is said."""
        if self.cleaned_data["why"] != "sold_out":
            return {}
        return {pk: self.cleaned_data.get(f"left-{pk}") or 0 for pk in self.quantities()}

    def reason(self) -> str:
        """The sentence that the shopper reads."""
        why, words = str(dict(REASONS)[self.cleaned_data["why"]]), self.cleaned_data["words"]
        if self.cleaned_data["why"] == "other":
            return words or why
        return f"{why}. {words}".strip() if words else why
