"""Saleor keeps descriptions as EditorJS blocks in JSON; the market writes and reads plain paragraphs."""

import html
import json
import re
from typing import Any

TAG = re.compile(r"<[^>]+>")


def rich_text(text: str) -> str:
    """Saleor's JSONString for plain text whose paragraphs are parted by empty lines."""
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]
    blocks = [
        {"type": "paragraph", "data": {"text": html.escape(part, quote=False).replace("\n", "<br>")}}
        for part in paragraphs
    ]
    return json.dumps({"blocks": blocks}, ensure_ascii=False)


def plain_text(value: str | None) -> str:
    """The text of a description: paragraphs, headings and list items without their marks; empty if it is none."""
    if not value:
        return ""
    try:
        content = json.loads(value)
    except ValueError:
        return ""
    blocks = content.get("blocks", []) if isinstance(content, dict) else []
    return "\n\n".join(filter(None, (_block_text(block) for block in blocks)))


def _block_text(block: dict[str, Any]) -> str:
    data = block.get("data", {})
    if items := data.get("items"):
        return "\n".join(_unmarked(item if isinstance(item, str) else item.get("content", "")) for item in items)
    return _unmarked(str(data.get("text", "")))


def _unmarked(text: str) -> str:
    return html.unescape(TAG.sub("", re.sub(r"<br\s*/?>", "\n", text))).strip()
