"""Sentences for the codes of our rules."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from marketplace.catalogue.rules.stock import StockWords

REFUSALS: Mapping[str, object] = {
    "UNIT_UNKNOWN": gettext_lazy("Diese Einheit kennen wir nicht. Es gehen g, kg, ml, cl, l, cm, m, m², m³ und Stück."),
    "QUANTITY_INVALID": gettext_lazy("Geben Sie den Inhalt als Menge und Einheit an, zum Beispiel 500 und g."),
    "EXEMPTION_UNKNOWN": gettext_lazy("Diese Ausnahme vom Grundpreis gibt es nicht."),
    "UNIT_PRICE_MISSING": gettext_lazy(
        "Für diese Ware muss ein Grundpreis dastehen (§ 4 PAngV). Geben Sie an, wie viel darin ist, zum Beispiel 500 g,"
        " oder nennen Sie die Ausnahme, die gilt."
    ),
    "UNIT_PRICE_PIECES": gettext_lazy(
        "Für diese Ware muss ein Grundpreis nach Gewicht, Volumen, Länge oder Fläche dastehen (§ 4 PAngV). Geben Sie"
        " den Inhalt so an, oder sagen Sie, dass sie nach Stück verkauft wird."
    ),
    "MANUFACTURER_MISSING": gettext_lazy(
        "Bei dieser Ware muss stehen, wer sie herstellt (Verordnung (EU) 2023/988, Artikel 19). Nennen Sie den"
        " Hersteller mit Anschrift und E-Mail."
    ),
    "MANUFACTURER_UNKNOWN": gettext_lazy("Diesen Hersteller kennen wir noch nicht. Legen Sie ihn zuerst an."),
    "CATEGORY_UNKNOWN": gettext_lazy("Diese Kategorie gibt es nicht."),
    "NAME_MISSING": gettext_lazy("Geben Sie der Ware einen Namen."),
    "NAME_TOO_LONG": gettext_lazy("Der Name darf höchstens 200 Zeichen lang sein."),
    "PRICE_INVALID": gettext_lazy("Geben Sie einen Preis von 0,01 € bis 99.999,99 € an."),
    "STOCK_INVALID": gettext_lazy("Geben Sie einen Bestand von 0 bis 100.000 an."),
    "STOCK_KIND_UNKNOWN": gettext_lazy("Diese Bestandsart gibt es nicht."),
    "TAX_CLASS_UNKNOWN": gettext_lazy("Diesen Steuersatz gibt es nicht. Es gehen 19, 7 und 0 Prozent."),
    "PICTURE_UNKNOWN": gettext_lazy("Dieses Bild haben wir nicht gefunden."),
    "NO_STOCK_ROOM": gettext_lazy(
        "Der Laden ist noch nicht zum Verkaufen eingerichtet. Bitte melden Sie sich bei uns."
    ),
    "UNIQUE": gettext_lazy("Diese Artikelnummer haben Sie schon vergeben."),
    "HEADER_MISSING": gettext_lazy("In der ersten Zeile fehlt eine Spalte, die wir brauchen."),
    "FILE_UNREADABLE": gettext_lazy("Diese Datei können wir nicht lesen. Speichern Sie sie als CSV mit UTF-8."),
    "FILE_TOO_LARGE": gettext_lazy("Die Datei ist zu groß. Es gehen höchstens 10 MB und 20.000 Zeilen."),
    "TEXT_GARBLED": gettext_lazy("Hier stehen Zeichen wie „Ã¤“: Die Datei wurde mit falschem Zeichensatz gespeichert."),
    "NUMBER_INVALID": gettext_lazy("Das ist keine Zahl."),
    "NUMBER_AMBIGUOUS": gettext_lazy("Ist das ein Komma oder ein Tausenderpunkt? Schreiben Sie zum Beispiel 1250,00."),
    "PRICE_JUMP": gettext_lazy("Der Preis springt um mehr als die Hälfte. Bestätigen Sie das, wenn es so sein soll."),
    "KEY_MISSING": gettext_lazy("Ohne Artikelnummer erkennen wir die Ware beim nächsten Mal nicht wieder."),
    "KEY_TWICE": gettext_lazy("Diese Artikelnummer steht schon weiter oben in der Datei."),
}


def refusal_text(code: str) -> str:
    """The sentence for a code of our rules."""
    return str(REFUSALS.get(code, code))


def stock_label(words: StockWords) -> str:
    """The stock in words, e.g. "5 im Laden"."""
    count = words.count
    if words.code == "COUNT":
        return _("%(count)d im Laden") % {"count": count}
    if words.code == "ON_ORDER_DAYS":
        text = ngettext("auf Bestellung, etwa %(count)d Werktag", "auf Bestellung, etwa %(count)d Werktage", count)
        return text % {"count": count}
    plain = {
        "MANY": _("im Laden vorrätig"),
        "FEW": _("nur noch wenige im Laden"),
        "SOLD_OUT": _("zurzeit nicht da"),
        "ON_ORDER": _("auf Bestellung"),
        "VIEW_ONLY": _("nur zum Anschauen im Laden"),
    }
    return plain[words.code]


def exemption_labels() -> dict[str, str]:
    """The exemptions from the unit price that a vendor may claim, by code."""
    return {
        "BY_PIECE": _("wird nach Stück verkauft, nicht nach Menge"),
        "MIXED": _("verschiedene Waren in einer Packung, etwa ein Geschenkkorb"),
        "SMALL_SELLER": _("kleiner Laden oder Direktvermarkter mit Bedienung"),
        "SERVICE": _("gehört zu einer Dienstleistung"),
        "DECORATIVE_COSMETICS": _("Mittel zum Färben oder Verschönern von Haut, Haar oder Nägeln"),
        "PERFUME": _("Parfüm oder parfümiertes Wasser"),
    }
