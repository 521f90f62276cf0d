"""What the codes of deviations mean and what the operator can do about them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


@dataclass(frozen=True)
class DeviationWords:
    """`title` says what is not as agreed, `advice` what to do."""

    title: str
    advice: str


_SHOPPER_FIRST = gettext_lazy(
    "Fragen Sie die Kundin oder den Kunden, was gelten soll, und sagen Sie es dem Laden. Stornieren Sie, wenn niemand"
    " mehr dabei bleiben will."
)
_MONEY_OUTSIDE = gettext_lazy(
    "Sehen Sie nach, wer das war und zu welchem Laden das Geld gehört. Gleichen Sie den Betrag bei dieser Bestellung"
    " aus, zum Beispiel mit einer Rücknahme."
)
_WORDS: Mapping[str, tuple[object, object]] = {
    "PLAN_MISSING": (gettext_lazy("Es ist nicht bekannt, wie die Ware zur Kundschaft kommen soll"), _SHOPPER_FIRST),
    "METHOD_CHANGED": (gettext_lazy("Der Lieferweg ist nicht der vereinbarte"), _SHOPPER_FIRST),
    "PRICE_CHANGED": (gettext_lazy("Der Preis der Lieferung ist nicht der vereinbarte"), _SHOPPER_FIRST),
    "ADDRESS_CHANGED": (gettext_lazy("Die Adresse ist nicht die vereinbarte"), _SHOPPER_FIRST),
    "LINES_CHANGED": (gettext_lazy("Es sind andere Waren bestellt als vereinbart"), _SHOPPER_FIRST),
    "TOTAL_CHANGED": (
        gettext_lazy("Die Beträge der Läden ergeben nicht den vereinbarten Gesamtbetrag"),
        gettext_lazy(
            "Vergleichen Sie die Bestellungen mit der Bestätigung. Wurde zu viel berechnet, bekommt die Kundschaft den"
            " Unterschied zurück."
        ),
    ),
    "VENDOR_UNCLEAR": (
        gettext_lazy("Bei einer Ware ist nicht klar, welcher Laden sie verkauft"),
        gettext_lazy(
            "Finden Sie den Laden und klären Sie mit ihm, ob er liefert. Sonst bekommt die Kundschaft"
            " den Betrag zurück."
        ),
    ),
    "BOOKING_REFUSED": (
        gettext_lazy("Für die vereinbarte Zeit gab es keinen Platz mehr"),
        gettext_lazy(
            "Vereinbaren Sie mit der Kundschaft und dem Laden eine andere Zeit, oder stornieren Sie die Bestellung."
        ),
    ),
    "NOT_MET": (
        gettext_lazy("Die Tour hat niemanden angetroffen"),
        gettext_lazy(
            "Rufen Sie die Kundin oder den Kunden an: Wir haben versprochen, uns zu melden. Vereinbaren Sie, wann die"
            " Ware noch einmal kommt oder wo sie abgeholt wird, und sagen Sie es der Tour und dem Laden."
        ),
    ),
    "NOT_COLLECTED": (
        gettext_lazy("Die Tour konnte die Ware im Laden nicht abholen"),
        gettext_lazy(
            "Rufen Sie im Laden an und klären Sie, ob die Ware noch auf diese Tour kann. Sonst vereinbaren Sie mit der"
            " Kundschaft eine andere Zeit."
        ),
    ),
    "PAYMENT_UNKNOWN": (
        gettext_lazy("Es ist nicht bekannt, wie bezahlt wird"),
        gettext_lazy("Vereinbaren Sie mit der Kundschaft, wie sie bezahlt, bevor die Ware übergeben wird."),
    ),
    "PAYMENT_FAILED": (
        gettext_lazy("Eine Zahlung oder Rückzahlung hat nicht geklappt"),
        gettext_lazy(
            "Klären Sie, wie das Geld auf anderem Weg ankommt, zum Beispiel mit einer Überweisung, und schreiben Sie"
            " auf, was vereinbart ist."
        ),
    ),
    "INTENT_FAILED": (
        gettext_lazy("Eine Meldung an die Technik kam nach vielen Versuchen nicht an"),
        gettext_lazy(
            "Versuchen Sie es noch einmal. Klappt es wieder nicht, sagen Sie der Technik Bescheid: Bestand oder Zahlung"
            " stimmen bis dahin nicht."
        ),
    ),
    "CANCELLED_OUTSIDE": (
        gettext_lazy("Die Bestellung wurde an unserem Markt vorbei storniert"),
        gettext_lazy("Fragen Sie nach, ob das so sein soll. Wenn ja, stornieren Sie die Bestellungen bei den Läden."),
    ),
    "CHARGE_OUTSIDE": (gettext_lazy("An unserem Markt vorbei wurde Geld eingezogen"), _MONEY_OUTSIDE),
    "REFUND_OUTSIDE": (gettext_lazy("An unserem Markt vorbei wurde Geld zurückgezahlt"), _MONEY_OUTSIDE),
    "CANCEL_OUTSIDE": (gettext_lazy("An unserem Markt vorbei wurde eine Zahlung aufgegeben"), _MONEY_OUTSIDE),
}


def deviation_words(code: str) -> DeviationWords:
    """The sentences for a deviation's code."""
    if code not in _WORDS:
        return DeviationWords(_("Etwas ist nicht wie vereinbart"), str(_SHOPPER_FIRST))
    title, advice = _WORDS[code]
    return DeviationWords(str(title), str(advice))
