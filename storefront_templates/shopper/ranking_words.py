"""How results are ordered, in the shopper's words (law D-8, D-10): the rows come from the rules that rank."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace.catalogue.rules.ranking import ranking

WORDS: dict[str, Promise] = {
    "NAME_WORD": _("Ihr Wort steht genau so im Namen der Ware"),
    "NAME_SYNONYM": _("im Namen steht ein anderes Wort für dasselbe, zum Beispiel Semmel für Brötchen"),
    "NAME_ENDS": _("ein Wort des Namens endet mit Ihrem Wort, zum Beispiel Roggenbrot bei „Brot“"),
    "NAME_BEGINS": _("ein Wort des Namens beginnt mit Ihrem Wort"),
    "KIND": _("das Regal oder ein Schlagwort passt zu Ihrem Wort"),
    "NAME_PART": _("Ihr Wort steckt in einem Wort des Namens"),
    "TEXT": _("Ihr Wort steht in der Beschreibung oder im Namen des Ladens"),
    "SIMILAR": _("ein Wort ist Ihrem ähnlich, falls Sie sich vertippt haben"),
    "IN_STOCK": _("die Ware ist im Laden vorrätig"),
    "COLLECTABLE_TODAY": _("Sie können sie heute noch abholen"),
}


@dataclass(frozen=True, kw_only=True)
class Factor:
    """One parameter and its weight in points."""

    words: str
    points: int
    per_word: bool


def factors() -> list[Factor]:
    """All parameters, the heaviest first."""
    return [Factor(words=str(WORDS[each.code]), points=each.weight, per_word=each.per_word) for each in ranking()]
