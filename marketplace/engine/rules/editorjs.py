"""Descriptions in EditorJS form (https://editorjs.io): blocks with a little HTML."""

import html
import re
from collections.abc import Mapping
from typing import Any

_TAG = re.compile(r"<[^>]*>")


def plain_text(document: Any) -> str:
    """The words of a description, without markup, blocks parted by a line break; none of anything else."""
    blocks = document.get("blocks") if isinstance(document, Mapping) else None
    if not isinstance(blocks, list):
        return ""
    return "\n".join(text for block in blocks if (text := _block_text(block)))


def _block_text(block: Any) -> str:
    data = block.get("data") if isinstance(block, Mapping) else None
    if not isinstance(data, Mapping):
        return ""
    items = data.get("items")
    parts = [data.get("text"), data.get("caption"), *(items if isinstance(items, list) else ())]
    return " ".join(html.unescape(_TAG.sub(" ", part)).strip() for part in parts if isinstance(part, str) and part)
