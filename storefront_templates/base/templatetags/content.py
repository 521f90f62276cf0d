"""The town's words on a page: texts and menus."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from marketplace.content.rules.rich_text import safe_html
from marketplace.content.selectors.navigation import Link
from marketplace.content.selectors.navigation import navigation as links

register = template.Library()


@register.filter
def rich_text(document: str | None) -> SafeString:
    """An EditorJS document as HTML; only what `safe_html` names gets through."""
    return mark_safe(safe_html(document))  # noqa: S308 written anew from a list of harmless tags


@register.simple_tag
def navigation(place: str) -> tuple[Link, ...]:
    """The links of the menu `kopf` or `fuss`; none where the town laid out no such menu."""
    return links(place)
