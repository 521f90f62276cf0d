"""The category tree."""

from django.db.models import QuerySet

from marketplace.engine.models import Category


def ancestors(category: Category) -> QuerySet[Category]:
    """From the root down to the parent."""
    keys = [int(each) for each in category.path.split("/") if each]
    return Category.objects.filter(pk__in=keys[:-1]).order_by("level")


def subtree(category: Category) -> QuerySet[Category]:
    """The category and all below it."""
    return Category.objects.filter(path__startswith=category.path)
