"""EditorJS documents as HTML that is safe to show, whoever wrote them.

Nothing of a document reaches the page but words, the tags and addresses named here, and headings below the page's own.
https://editorjs.io/saving-data/
"""

import json
from collections.abc import Mapping, Sequence
from html import escape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

SIMPLE_TAGS = frozenset({"b", "strong", "i", "em", "u", "s", "code", "mark", "small", "sub", "sup"})
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
SILENT = frozenset({"script", "style", "template", "iframe", "object", "noscript"})
HEADINGS = range(2, 5)
DEEPEST = 4  # lists in lists


def blocks_of(document: str | None) -> list[Mapping[str, Any]]:
    """The blocks of a document in JSON; none of anything that is no document."""
    try:
        content = json.loads(document or "")
    except ValueError:
        return []
    blocks = content.get("blocks") if isinstance(content, dict) else None
    return [each for each in blocks if isinstance(each, dict)] if isinstance(blocks, list) else []


def safe_html(document: str | None) -> str:
    """The document as HTML; empty for none."""
    return "".join(_block(each) for each in blocks_of(document))


def words_of(document: str | None) -> str:
    """The words of a document in one line, for the description that search engines show."""
    spoken = (" ".join(_words(each) for each in blocks_of(document))).split()
    return " ".join(spoken)


def safe_address(address: str) -> str | None:
    """The address if a reader may be sent there: a place of this market or a usual scheme; None otherwise."""
    plain = "".join(each for each in address if each.isprintable()).strip()
    if plain.startswith("/"):
        return None if plain.startswith(("//", "/\\")) else plain
    try:
        parts = urlsplit(plain)
    except ValueError:
        return None
    if parts.scheme not in SCHEMES or (parts.scheme.startswith("http") and not parts.netloc):
        return None
    return plain


def _block(block: Mapping[str, Any]) -> str:
    data = block.get("data")
    if not isinstance(data, Mapping):
        return ""
    kind = block.get("type")
    if kind == "delimiter":
        return "<hr>"
    if kind == "list":
        return _list(data.get("items"), ordered=data.get("style") == "ordered")
    text = _inline(data.get("text"))
    if kind in ("header", "heading"):
        level = data.get("level")
        number = level if isinstance(level, int) and level in HEADINGS else HEADINGS[0]
        return f"<h{number}>{text}</h{number}>" if text else ""
    if kind == "quote":
        source = _inline(data.get("caption"))
        said = f"<footer>{source}</footer>" if source else ""
        return f"<blockquote><p>{text}</p>{said}</blockquote>" if text else ""
    if kind == "code":
        code = data.get("code")
        return f"<pre><code>{escape(code)}</code></pre>" if isinstance(code, str) and code else ""
    text = text or _inline(data.get("caption"))
    return f"<p>{text}</p>" if text else ""


def _list(items: Any, *, ordered: bool, depth: int = 1) -> str:
    if not isinstance(items, Sequence) or isinstance(items, str) or not items or depth > DEEPEST:
        return ""
    tag = "ol" if ordered else "ul"
    rows = []
    for each in items:
        content, below = (each.get("content"), each.get("items")) if isinstance(each, Mapping) else (each, None)
        rows.append(f"<li>{_inline(content)}{_list(below, ordered=ordered, depth=depth + 1)}</li>")
    return f"<{tag}>{''.join(rows)}</{tag}>"


def _inline(text: Any) -> str:
    if not isinstance(text, str):
        return ""
    reader = _Inline()
    reader.feed(text)
    return reader.finished()


def _words(block: Mapping[str, Any]) -> str:
    reader = _Words()
    reader.feed(_block(block))
    reader.close()
    return "".join(reader.found)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("br", "li", "p"):
            self.found.append(" ")

    def handle_data(self, data: str) -> None:
        self.found.append(data)


class _Inline(HTMLParser):
    """Writes a line anew: known tags, checked addresses, everything else as words."""

    def __init__(self) -> None:
        super().__init__()
        self._written: list[str] = []
        self._open: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self._silent += 1
        elif tag == "br":
            self._written.append("<br>")
        elif tag in SIMPLE_TAGS:
            self._start(tag, "")
        elif tag == "a":
            address = safe_address(dict(attrs).get("href") or "")
            if address is not None and "a" not in self._open:
                self._start(tag, f' href="{escape(address)}"')

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in self._open:
            while (last := self._open.pop()) != tag:
                self._written.append(f"</{last}>")
            self._written.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._written.append(escape(data, quote=False))

    def finished(self) -> str:
        self.close()
        self._written += [f"</{tag}>" for tag in reversed(self._open)]
        self._open = []
        return "".join(self._written).strip()

    def _start(self, tag: str, attributes: str) -> None:
        self._open.append(tag)
        self._written.append(f"<{tag}{attributes}>")
