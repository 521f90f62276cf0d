"""What the law asks of a retailer before it is shown and before it sells. Pure checks over plain values.

Sources: § 5 DDG and § 18 MStV (Impressum), § 22f UStG (sales tax records of marketplaces), Art. 30 DSA, § 9 VerpackG.
The check digit of a German VAT number is ISO/IEC 7064 MOD 11,10, as the Bundeszentralamt für Steuern publishes it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_VAT_ID = re.compile(r"^DE[1-9][0-9]{8}$")
_LUCID = re.compile(r"^DE[0-9]{13}$")

# Legal forms that stand in a public register, and those for which somebody must be named who represents them.
REGISTERED_FORMS = frozenset({"ek", "ohg", "kg", "gmbh", "ug", "gmbh_kg", "ag", "eg", "ev"})
REPRESENTED_FORMS = REGISTERED_FORMS - {"ek"} | {"gbr"}


@dataclass(frozen=True)
class Gap:
    """A fact that is missing: the field's name and the code of the reason."""

    field: str
    code: str


def compact_number(typed: str) -> str:
    """A VAT or LUCID number without the spaces and marks people put into it, upper case."""
    return re.sub(r"[\s.\-/]", "", typed).upper()


def vat_id_refusal(vat_id: str) -> str | None:
    """Why a compact VAT number is not acceptable: VAT_ID_FORM, VAT_ID_CHECK_DIGIT; None if it is well formed."""
    if not _VAT_ID.match(vat_id):
        return "VAT_ID_FORM"
    if vat_check_digit(vat_id[2:10]) != int(vat_id[10]):
        return "VAT_ID_CHECK_DIGIT"
    return None


def vat_check_digit(digits: str) -> int:
    """The ninth digit of a German VAT number from its first eight."""
    product = 10
    for digit in digits:
        total = (int(digit) + product) % 10 or 10
        product = 2 * total % 11
    return (11 - product) % 10


def lucid_refusal(number: str) -> str | None:
    """LUCID_FORM unless the packaging register's number is "DE" and 13 digits."""
    return None if _LUCID.match(number) else "LUCID_FORM"


def impressum_gaps(identity: Mapping[str, str]) -> tuple[Gap, ...]:
    """What § 5 DDG still misses; empty means the shop may be shown (law D-7).

    `identity` has the text fields of a legal identity by name.
    """
    needed = ["legal_name", "legal_form", "street", "postal_code", "city", "email", "phone"]
    form = identity.get("legal_form", "")
    if form in REPRESENTED_FORMS:
        needed.append("representative")
    if form in REGISTERED_FORMS:
        needed += ["register_court", "register_number"]
    return tuple(Gap(name, "MISSING") for name in needed if not identity.get(name, "").strip())


def selling_gaps(identity: Mapping[str, str], *, self_certified: bool) -> tuple[Gap, ...]:
    """What is missing before the first sale: a complete Impressum, a well-formed VAT number (§ 22f UStG, also for small
    businesses, law D-11) and the self-certification of Art. 30(1)(e) DSA (law D-9)."""
    gaps = list(impressum_gaps(identity))
    vat_id = identity.get("vat_id", "")
    if not vat_id:
        gaps.append(Gap("vat_id", "MISSING"))
    elif code := vat_id_refusal(vat_id):
        gaps.append(Gap("vat_id", code))
    if not self_certified:
        gaps.append(Gap("self_certified_at", "MISSING"))
    return tuple(gaps)
