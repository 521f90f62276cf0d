"""Texts: nothing harmful reaches a page, and what was typed comes back as it was typed."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.content.rules.markup import document_of, text_of, unsafe_address
from marketplace.content.rules.rich_text import safe_address, safe_html, words_of


def document(*blocks: tuple[str, dict[str, object]]) -> str:
    return json.dumps({"blocks": [{"type": kind, "data": data} for kind, data in blocks]})


def paragraph(text: str) -> str:
    return document(("paragraph", {"text": text}))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Brot & <b>Butter</b>", "<p>Brot &amp; <b>Butter</b></p>"),
        ("<script>alert(1)</script>Brot", "<p>Brot</p>"),
        ('<img src=x onerror="alert(1)">Brot', "<p>Brot</p>"),
        ('<b onclick="x()" class="y">Brot</b>', "<p><b>Brot</b></p>"),
        ('<a href="javascript:alert(1)">Brot</a>', "<p>Brot</p>"),
        ('<a href="java\nscript:alert(1)">Brot</a>', "<p>Brot</p>"),
        ('<a href="//boese.example">Brot</a>', "<p>Brot</p>"),
        ('<a href="/\\boese.example">Brot</a>', "<p>Brot</p>"),
        ('<a href="data:text/html,x">Brot</a>', "<p>Brot</p>"),
        ('<a href="/laeden/?a=1&amp;b=2">Brot</a>', '<p><a href="/laeden/?a=1&amp;b=2">Brot</a></p>'),
        ('<a href="https://zeitz.example/&quot;x">Brot</a>', '<p><a href="https://zeitz.example/&quot;x">Brot</a></p>'),
        ("<b>offen", "<p><b>offen</b></p>"),
        ("<b><i>quer</b></i>", "<p><b><i>quer</i></b></p>"),
        ("&lt;script&gt;", "<p>&lt;script&gt;</p>"),
        ("eins<br/>zwei", "<p>eins<br>zwei</p>"),
    ],
)
def test_only_harmless_tags_get_through(written: str, shown: str) -> None:
    assert safe_html(paragraph(written)) == shown


def test_every_known_block_is_shown_and_others_keep_their_words() -> None:
    blocks = document(
        ("header", {"text": "Oben", "level": 1}),
        ("header", {"text": "Mitte", "level": 3}),
        ("list", {"style": "ordered", "items": ["eins", {"content": "zwei", "items": [{"content": "drei"}]}]}),
        ("quote", {"text": "Ja", "caption": "Die Stadt"}),
        ("delimiter", {}),
        ("code", {"code": "a < b"}),
        ("image", {"file": {"url": "https://x.example/y.png"}, "caption": "Ein Bild"}),
        ("table", {"content": [["a"]]}),
    )
    assert safe_html(blocks) == (
        "<h2>Oben</h2><h3>Mitte</h3><ol><li>eins</li><li>zwei<ol><li>drei</li></ol></li></ol>"
        "<blockquote><p>Ja</p><footer>Die Stadt</footer></blockquote><hr>"
        "<pre><code>a &lt; b</code></pre><p>Ein Bild</p>"
    )


@pytest.mark.parametrize("broken", [None, "", "kein JSON", "[]", '{"blocks": 3}', '{"blocks": [1, {"data": 2}]}'])
def test_what_is_no_document_shows_nothing(broken: str | None) -> None:
    assert safe_html(broken) == words_of(broken) == ""


@given(st.text(alphabet="ab<>/\"'&=: \nscriptonhref()javd#-*[]1.", max_size=60))
def test_whatever_is_written_opens_no_other_tag(written: str) -> None:
    shown = safe_html(paragraph(written)) + safe_html(document_of(written))
    allowed = {"p", "b", "i", "u", "s", "br", "h2", "h3", "ul", "ol", "li", "blockquote", "a"}
    for piece in shown.split("<")[1:]:
        tag, _end, _rest = piece.removeprefix("/").partition(">")
        assert tag in allowed or re.fullmatch(r'a href="(/|https?:|mailto:|tel:)[^"]*"', tag), shown


TYPED = """Wir sind **da** & offen.
Zweite Zeile

## Wann?

- heute
- [immer](/laeden/)

1. eins
2. zwei

> Gut so."""


def test_what_was_typed_becomes_blocks_and_comes_back() -> None:
    made = document_of(TYPED)
    kinds = [block["type"] for block in json.loads(made)["blocks"]]
    assert kinds == ["paragraph", "header", "list", "list", "quote"]
    assert safe_html(made).startswith("<p>Wir sind <b>da</b> &amp; offen.<br>Zweite Zeile</p><h2>Wann?</h2>")
    assert '<li><a href="/laeden/">immer</a></li>' in safe_html(made)
    assert text_of(made) == TYPED
    assert words_of(made) == "Wir sind da & offen. Zweite Zeile Wann? heute immer eins zwei Gut so."


def test_what_cannot_be_typed_is_not_offered_for_typing() -> None:
    assert text_of(document(("table", {"content": [["a"]]}), ("paragraph", {"text": "x"}))) is None
    assert text_of(paragraph("mit <i>Neigung</i>")) is None
    assert text_of(document(("list", {"items": [{"content": "a", "items": [{"content": "b"}]}]}))) is None
    assert text_of(None) == ""


def test_typed_addresses_are_checked() -> None:
    assert unsafe_address("[gut](/a) [besser](https://zeitz.example)") is None
    assert unsafe_address("[böse](javascript:x)") == "javascript:x"
    assert "<a" not in safe_html(document_of("[böse](javascript:x)"))
    assert safe_address("mailto:markt@zeitz.example") == "mailto:markt@zeitz.example"
    assert safe_address("https:///nirgends") is None
