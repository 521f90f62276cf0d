"""The shelves of the town: kept in the engine, copied here with their legal rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from marketplace.catalogue.models import Category
from marketplace.saleor.categories import categories, create_category, update_category


@dataclass(frozen=True, kw_only=True)
class NewCategory:
    """A category to have. Parents come before their children."""

    slug: str
    name: str
    parent: str = ""
    description: str = ""
    motifs: tuple[str, ...] = ()
    unit_price_required: bool = False
    manufacturer_required: bool = False


def ensure_categories(wanted: Sequence[NewCategory]) -> dict[str, Category]:
    """Create or rename in the engine and here, in the given order; returns the copies by slug.

    Raises LookupError if a parent is not there.
    """
    engine = {each.slug: each for each in categories()}
    rows: dict[str, Category] = {}
    for place, new in enumerate(wanted):
        parent = rows[new.parent] if new.parent else None
        held = engine.get(new.slug)
        if held is None:
            held = create_category(
                slug=new.slug,
                name=new.name,
                parent_id=parent.saleor_id if parent else None,
                description=new.description,
            )
        elif held.name != new.name:
            held = update_category(id=held.id, name=new.name)
        values = _columns(new, parent, place)
        rows[new.slug], _created = Category.objects.update_or_create(
            slug=new.slug, defaults={**values, "saleor_id": held.id}
        )
    return rows


def _columns(new: NewCategory, parent: Category | None, place: int) -> Mapping[str, object]:
    return {
        "name": new.name,
        "parent": parent,
        "path": f"{parent.path}/{new.slug}" if parent else new.slug,
        "description": new.description,
        "position": place,
        "motif": new.motifs[0] if new.motifs else "",
        "unit_price_required": new.unit_price_required,
        "manufacturer_required": new.manufacturer_required,
    }
