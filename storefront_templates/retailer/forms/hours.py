"""The week, row by row, and planned closures."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.vendors.rules.weekly import DAYS, HOLIDAY, HoursRow, WeeklyHours
from storefront_templates.base.forms import PageForm

DAY_NAMES = {
    "Mo": _("Montag"),
    "Tu": _("Dienstag"),
    "We": _("Mittwoch"),
    "Th": _("Donnerstag"),
    "Fr": _("Freitag"),
    "Sa": _("Samstag"),
    "Su": _("Sonntag"),
    HOLIDAY: _("Feiertag"),
}
SPANS_PER_DAY = 2


def _time(label: Any) -> forms.TimeField:
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time", "step": 300})
    return forms.TimeField(label=label, required=False, widget=widget)


class WeekForm(PageForm):
    """Two stretches a day, as shops with a lunch break need; `rest` keeps what rows cannot say."""

    rest = forms.CharField(
        label=_("Weitere Regeln"),
        required=False,
        max_length=300,
        help_text=_("Zum Beispiel „Dez Sa 9-18 Uhr“. Leer lassen, wenn die Woche alles sagt."),
    )

    def __init__(self, *args: Any, week: WeeklyHours, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rest"].initial = week.rest
        for day in (*DAYS, HOLIDAY):
            rows = week.of_day(day)
            for number in range(SPANS_PER_DAY):
                row = rows[number] if number < len(rows) else None
                for part, label in (("opens", _("von")), ("closes", _("bis"))):
                    field = _time(f"{DAY_NAMES[day]}, {number + 1}. {label}")
                    value = getattr(row, part) if row else ""
                    field.initial = "00:00" if value == "24:00" else value
                    self.fields[f"{day}-{number}-{part}"] = field

    def days(self) -> list[tuple[object, list[tuple[forms.BoundField, forms.BoundField]]]]:
        """The name of each day and its stretches, for the template."""
        return [
            (
                DAY_NAMES[day],
                [(self[f"{day}-{number}-opens"], self[f"{day}-{number}-closes"]) for number in range(SPANS_PER_DAY)],
            )
            for day in (*DAYS, HOLIDAY)
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in [name for name in self.fields if name.endswith("-opens")]:
            pair = name.removesuffix("opens")
            if (cleaned.get(name) is None) != (cleaned.get(f"{pair}closes") is None):
                self.add_error(name, _("Bitte geben Sie beide Zeiten an, oder keine."))
        return cleaned

    def rows(self) -> list[HoursRow]:
        """The stretches that are filled in. Midnight as an end is written 24:00."""
        found = []
        for day in (*DAYS, HOLIDAY):
            for number in range(SPANS_PER_DAY):
                opens, closes = (self.cleaned_data.get(f"{day}-{number}-{part}") for part in ("opens", "closes"))
                if opens is not None and closes is not None:
                    ends = "24:00" if closes.strftime("%H:%M") == "00:00" else closes.strftime("%H:%M")
                    found.append(HoursRow(day, opens.strftime("%H:%M"), ends))
        return found


class ClosureForm(PageForm):
    """Whole days on which the shop stays closed."""

    first = forms.DateField(label=_("Erster Tag"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    last = forms.DateField(label=_("Letzter Tag"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    reason = forms.CharField(
        label=_("Grund, den alle lesen"), required=False, max_length=120, help_text=_("Zum Beispiel Betriebsferien.")
    )
