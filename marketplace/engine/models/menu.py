"""Menus: the ways through the shop that somebody laid out."""

from django.db import models

from marketplace.engine.models.category import Category
from marketplace.engine.models.collection import Collection
from marketplace.engine.models.metadata import WithMetadata
from marketplace.engine.models.page import Page


def _one_target() -> models.CheckConstraint:
    """At most one of category, collection, page and address: all the others are empty."""
    empty = {"category__isnull": True, "collection__isnull": True, "page__isnull": True, "url": ""}
    condition = models.Q()
    for chosen in empty:
        condition |= models.Q(**{name: value for name, value in empty.items() if name != chosen})
    return models.CheckConstraint(condition=condition, name="menu_item_points_once")


class Menu(WithMetadata):
    """A menu; its items without a parent are its first level."""

    name = models.CharField(max_length=250)
    slug = models.SlugField(max_length=255, unique=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="menu_has_a_name")]

    def __str__(self) -> str:
        return self.slug


class MenuItem(WithMetadata):
    """An item of a menu, or below another item. It points at one thing or, as a heading, at none."""

    menu = models.ForeignKey(Menu, models.CASCADE, related_name="items")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    name = models.CharField(max_length=128)
    level = models.PositiveSmallIntegerField(default=0, editable=False)
    sort_order = models.IntegerField(default=0)
    url = models.CharField(max_length=256, blank=True, default="")
    category = models.ForeignKey(Category, models.CASCADE, null=True, blank=True, related_name="+")
    collection = models.ForeignKey(Collection, models.CASCADE, null=True, blank=True, related_name="+")
    page = models.ForeignKey(Page, models.CASCADE, null=True, blank=True, related_name="+")

    shown_in: str | None = None
    """The slug of the channel that a query asked for; set by selectors, not stored."""

    class Meta:
        ordering = ["sort_order", "pk"]
        constraints = [
            _one_target(),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("id")),
                name="menu_item_not_below_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.name
