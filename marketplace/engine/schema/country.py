"""Countries and languages."""

from typing import Any

import graphene

from marketplace.engine.rules.countries import COUNTRY_NAMES
from marketplace.engine.schema.enums import enum_of

CountryCode = enum_of("CountryCode", " ".join(COUNTRY_NAMES))

_LANGUAGES = (
    "DE DE_DE DE_AT DE_CH EN EN_GB EN_US AR BG CS DA EL ES ET FI FR HR HU IT LT LV NL PL PT RO RU SK SL SV TR UK VI"
)
LanguageCodeEnum = enum_of("LanguageCodeEnum", _LANGUAGES)


def language_code(code: str) -> str:
    """The enum's name for a stored language code, e.g. "de-at" -> DE_AT; an unknown one is DE."""
    name = code.upper().replace("-", "_")
    return name if name in _LANGUAGES.split() else "DE"


class CountryDisplay(graphene.ObjectType):
    """Resolved from the two-letter code."""

    code = graphene.String(required=True)
    country = graphene.String(required=True)

    @staticmethod
    def resolve_code(root: str, _info: Any) -> str:
        return root

    @staticmethod
    def resolve_country(root: str, _info: Any) -> str:
        return COUNTRY_NAMES.get(root, root)
