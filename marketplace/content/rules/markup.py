"""Texts as people type them in a plain field, and the EditorJS documents that they become.

An empty line parts paragraphs. `## ` and `### ` begin headings, `- ` and `1. ` the lines of lists, `> ` a quotation;
`**bold**` and `[words](address)` may stand anywhere.
"""

import json
import re
from collections.abc import Mapping
from html import escape, unescape
from typing import Any

from marketplace.content.rules.rich_text import blocks_of, safe_address, safe_html

TYPEABLE = frozenset({"paragraph", "header", "heading", "list", "quote"})
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_LINK = re.compile(r"\[([^\[\]]+)\]\(([^()\s]+)\)")
_NUMBER = re.compile(r"\d{1,3}\. ")
_HTML_LINK = re.compile(r'<a href="([^"<>]*)">(.*?)</a>')
_HTML_BOLD = re.compile(r"<(b|strong)>(.*?)</\1>")


def document_of(text: str) -> str:
    """The document, in JSON, of a typed text."""
    parts = [part.strip("\n") for part in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").strip())]
    blocks = [_block(part) for part in parts if part.strip()]
    return json.dumps({"blocks": blocks}, ensure_ascii=False)


def text_of(document: str | None) -> str | None:
    """The text to type for a document; None if it holds what cannot be typed here and would be lost."""
    blocks = blocks_of(document)
    if any(each.get("type") not in TYPEABLE for each in blocks):
        return None
    text = "\n\n".join(_typed(each) for each in blocks)
    return text if safe_html(document_of(text)) == safe_html(document) else None


def unsafe_address(text: str) -> str | None:
    """The first address in a typed text to which no reader may be sent."""
    return next((address for _words, address in _LINK.findall(text) if safe_address(address) is None), None)


def _block(part: str) -> dict[str, Any]:
    lines = [line.strip() for line in part.split("\n") if line.strip()]
    for mark, level in (("## ", 2), ("### ", 3)):
        if len(lines) == 1 and lines[0].startswith(mark):
            return {"type": "header", "data": {"text": _html(lines[0].removeprefix(mark)), "level": level}}
    if all(line.startswith("- ") for line in lines):
        items = [_html(line.removeprefix("- ")) for line in lines]
        return {"type": "list", "data": {"style": "unordered", "items": items}}
    if all(_NUMBER.match(line) for line in lines):
        return {"type": "list", "data": {"style": "ordered", "items": [_html(_NUMBER.sub("", x, 1)) for x in lines]}}
    if all(line.startswith("> ") for line in lines):
        said = "<br>".join(_html(line.removeprefix("> ")) for line in lines)
        return {"type": "quote", "data": {"text": said, "caption": "", "alignment": "left"}}
    return {"type": "paragraph", "data": {"text": "<br>".join(_html(line) for line in lines)}}


def _html(line: str) -> str:
    linked = _LINK.sub(_link, escape(line, quote=False))
    return _BOLD.sub(r"<b>\1</b>", linked)


def _link(found: re.Match[str]) -> str:
    address = safe_address(unescape(found[2]))
    return found[0] if address is None else f'<a href="{escape(address)}">{found[1]}</a>'


def _typed(block: Mapping[str, Any]) -> str:
    data = block.get("data")
    if not isinstance(data, Mapping):
        return ""
    text = str(data.get("text") or "")
    kind = block.get("type")
    if kind in ("header", "heading"):
        return f"{'#' * 3 if data.get('level') == 3 else '##'} {_line(text)}"
    if kind == "list":
        items = data.get("items")
        lines = [_line(str(each.get("content", "") if isinstance(each, Mapping) else each)) for each in items or ()]
        if data.get("style") == "ordered":
            return "\n".join(f"{place}. {line}" for place, line in enumerate(lines, start=1))
        return "\n".join(f"- {line}" for line in lines)
    if kind == "quote":
        return "\n".join(f"> {line}" for line in _line(text).split("\n"))
    return _line(text)


def _line(html: str) -> str:
    marked = _HTML_LINK.sub(r"[\2](\1)", _HTML_BOLD.sub(r"**\2**", re.sub(r"<br\s*/?>", "\n", html)))
    return unescape(re.sub(r"<[^>]+>", "", marked))
