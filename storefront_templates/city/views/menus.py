"""The two menus: items, their order, where they lead."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from marketplace.accounts.access import role_required
from marketplace.catalogue.models import Category
from marketplace.content.selectors.collections import collections_to_edit
from marketplace.content.selectors.navigation import FOOT, HEAD, address_of, menu_to_edit
from marketplace.content.selectors.pages import pages_to_edit
from marketplace.content.services.menus import add_item, delete_item, move_item
from marketplace.errors import DomainError
from marketplace.saleor.menus import Menu, MenuItem
from storefront_templates.base.refusals import add_refusal
from storefront_templates.city.forms.content import MenuItemForm

PLACES: Mapping[str, Any] = {HEAD: gettext_lazy("Kopf der Seiten"), FOOT: gettext_lazy("Fuß der Seiten")}
HINTS: Mapping[str, Any] = {
    HEAD: gettext_lazy("Zwei bis vier kurze Wörter. Ohne Einträge steht hier „Alle Waren“ und „Läden“."),
    FOOT: gettext_lazy(
        "Einträge unter einer Überschrift werden eine eigene Spalte, die anderen stehen beim Rechtlichen."
    ),
}
STEPS: Mapping[str, int] = {"up": -1, "down": 1}
editors = role_required("city", "operator")


@editors
@require_safe
def menus(request: HttpRequest) -> HttpResponse:
    """Both menus with their items and a form for one more."""
    return _page(request, {})


@editors
@require_POST
def add(request: HttpRequest, place: str) -> HttpResponse:
    """A new item."""
    menu = _menu(place)
    form = MenuItemForm(request.POST, targets=_targets(), parents=_parents(place, menu), prefix=place)
    if form.is_valid():
        try:
            add_item(place=place, parent_id=form.cleaned_data.get("parent") or None, **form.choice())
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("„%s“ steht jetzt im Menü.") % form.cleaned_data["name"])
            return _back(place)
    return _page(request, {place: form}, status=422)


@editors
@require_POST
def change(request: HttpRequest, place: str, item_id: str) -> HttpResponse:
    """Move an item one place, or delete it."""
    _menu(place)
    act = request.POST.get("act", "")
    try:
        if act == "delete":
            delete_item(place=place, item_id=item_id)
            messages.success(request, _("Der Eintrag ist gelöscht."))
        elif act in STEPS:
            move_item(place=place, item_id=item_id, step=STEPS[act])
    except DomainError as error:
        messages.error(request, str(error.message))
    return _back(place)


def _menu(place: str) -> Menu | None:
    if place not in PLACES:
        raise Http404
    return menu_to_edit(place)


def _back(place: str) -> HttpResponse:
    response = redirect("city:menus")
    response["Location"] += f"#{place}"
    return response


def _page(request: HttpRequest, forms: Mapping[str, MenuItemForm], *, status: int = 200) -> HttpResponse:
    targets = _targets()
    shown = []
    for place, label in PLACES.items():
        menu = menu_to_edit(place)
        form = forms.get(place) or MenuItemForm(targets=targets, parents=_parents(place, menu), prefix=place)
        rows = [_row(item, menu.items) for item in menu.items] if menu else []
        shown.append({"place": place, "label": label, "hint": HINTS[place], "rows": rows, "form": form})
    return render(request, "city/menus.html", {"here": "menus", "menus": shown}, status=status)


def _row(item: MenuItem, neighbours: tuple[MenuItem, ...]) -> dict[str, Any]:
    return {
        "item": item,
        "address": address_of(item),
        "is_first": item is neighbours[0],
        "is_last": item is neighbours[-1],
        "children": [_row(child, item.children) for child in item.children],
    }


def _parents(place: str, menu: Menu | None) -> list[tuple[str, str]]:
    """What an item can hang below: at the foot each item of the first level, at the head nothing."""
    return [(item.id, item.name) for item in menu.items] if menu and place == FOOT else []


def _targets() -> list[tuple[Any, Any]]:
    """What an item can point at, by kind."""
    shelves = [(f"category:{row.saleor_id}", _indented(row)) for row in Category.objects.order_by("path")]
    chosen = [(f"collection:{row.id}", row.name) for row in collections_to_edit()]
    written = [(f"page:{row.id}", row.title) for row in pages_to_edit()]
    return [
        ("url", _("eigene Adresse")),
        ("", _("nichts: nur eine Überschrift")),
        (_("Seiten"), written),
        (_("Zusammenstellungen"), chosen),
        (_("Regale"), shelves),
    ]


def _indented(row: Category) -> str:
    return f"{'– ' * row.depth}{row.name}"
