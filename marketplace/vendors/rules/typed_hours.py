"""What people type for opening hours, turned into OpenStreetMap syntax: "Mo-Fr 9-18 Uhr, Di zu" and the like.

Text that is OpenStreetMap syntax already comes out unchanged.
"""

import re

_QUOTED = re.compile(r'("[^"]*")')
_WORDS = {
    "Mo": "montags|montag",
    "Tu": "dienstags|dienstag|di",
    "We": "mittwochs|mittwoch|mi",
    "Th": "donnerstags|donnerstag|do",
    "Fr": "freitags|freitag",
    "Sa": "samstags|samstag|sonnabends|sonnabend",
    "Su": "sonntags|sonntag|so",
    "PH": "feiertags|feiertage|feiertagen|feiertag",
    "Mo-Su": "täglich",
    "off": "geschlossen|zu|ruhetag",
    "Mar": "märz|mrz",
    "May": "mai",
    "Oct": "oktober|okt",
    "Dec": "dezember|dez",
    ",": "und",
    "-": "bis",
}
_REPLACEMENTS = [(re.compile(rf"\b(?:{words})\b\.?", re.IGNORECASE), code) for code, words in _WORDS.items()]
_DAY = re.compile(r"\b(mo|tu|we|th|fr|sa|su|ph)\b\.?", re.IGNORECASE)
_BARE_HOURS = re.compile(r"(?<![\d:.\-+\[/])(\d{1,2})(?:[:.](\d{2}))?\s*-\s*(\d{1,2})(?:[:.](\d{2}))?(?![\d:.\-\]/])")


def osm_text(typed: str) -> str:
    """The typed text in OpenStreetMap syntax as far as it is understood; the rest stays as it is."""
    parts = _QUOTED.split(typed.strip())
    return "".join(part if number % 2 else _translated(part) for number, part in enumerate(parts)).strip()


def _translated(text: str) -> str:
    text = re.sub(r"[‐-―−]", "-", text)
    text = re.sub(r"\s+", " ", re.sub(r"\s*[\r\n]+\s*", "; ", text))
    for pattern, code in _REPLACEMENTS:
        text = pattern.sub(code, text)
    text = re.sub(r"\s*\b[Uu]hr\b", "", text)
    text = re.sub(r"(?<=[A-Za-z]):(?=\s)", "", text)
    text = _DAY.sub(lambda match: "PH" if match[1].lower() == "ph" else match[1].title(), text)
    text = re.sub(r"\s*-\s*(?=[A-Z\d])", "-", text) if re.search(r"\d\s*-|-\s*[A-Z]", text) else text
    return _BARE_HOURS.sub(_hours, re.sub(r"\s+,", ",", text))


def _hours(match: re.Match[str]) -> str:
    opens, closes = int(match[1]), int(match[3])
    if opens > 24 or closes > 26 or _is_date(match):
        return match[0]
    return f"{opens:02}:{match[2] or '00'}-{closes:02}:{match[4] or '00'}"


def _is_date(match: re.Match[str]) -> bool:
    """A bare "24-26" after a month or "week" is a range of days or weeks, not of hours."""
    before = match.string[: match.start()]
    named = re.search(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|week)[\d\s,-]*$", before)
    return named is not None and not (match[2] or match[4])
