"""No plugin's name stands outside its own folder, its tests and the list of entry points."""

import re
from importlib.metadata import entry_points
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHOP = ("config", "marketplace", "storefront_templates", "logistics")
PLUGINS = sorted(point.name for point in entry_points(group="regionalmarkt.plugins"))


def test_every_plugin_folder_is_an_entry_point():
    folders = sorted(path.parent.name for path in (ROOT / "plugins").glob("*/apps.py"))
    assert folders == PLUGINS


@pytest.mark.parametrize("plugin", PLUGINS)
def test_the_shop_does_not_name_a_plugin(plugin: str):
    word = re.compile(rf"\b{plugin}\b")
    named = [
        f"{path.relative_to(ROOT)}:{number}"
        for folder in SHOP
        for kind in ("*.py", "*.html", "*.css", "*.js", "*.graphql")
        for path in (ROOT / folder).rglob(kind)
        # gathering the texts for translation leaves such files for a moment
        if not path.name.endswith(".html.py")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        # "invoice" is also an ordinary noun of the shop; as a code it is quoted
        if (re.search(rf"[\"']{plugin}[\"'.:]", line) if plugin == "invoice" else word.search(line))
    ]
    assert not named
