"""Countries and languages."""

from typing import Any

import graphene

from marketplace.engine.rules.countries import COUNTRY_NAMES

CountryCode = type(graphene.Enum)("CountryCode", (graphene.Enum,), {code: code for code in COUNTRY_NAMES})

_LANGUAGES = (
    "DE DE_DE DE_AT DE_CH EN EN_GB EN_US AR BG CS DA EL ES ET FI FR HR HU IT LT LV NL PL PT RO RU SK SL SV TR UK VI"
)
LanguageCodeEnum = type(graphene.Enum)(
    "LanguageCodeEnum", (graphene.Enum,), {code: code.lower().replace("_", "-") for code in _LANGUAGES.split()}
)


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
