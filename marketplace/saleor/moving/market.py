"""The market itself: channel, taxes, shelves and stock rooms."""

from marketplace.saleor.categories import categories, create_category
from marketplace.saleor.moving.sides import Kind, Ledger, Sides
from marketplace.saleor.setup import Market, NewWarehouse, ensure_market, ensure_warehouses
from marketplace.saleor.warehouses import warehouses


def carry_market(sides: Sides, ledger: Ledger, *, name: str) -> Market:
    """Channel, VAT classes, zone and type of goods, categories by slug, and a stock room per shop by slug."""
    with sides.new():
        market = ensure_market(name=name)
    _carry_categories(sides, ledger)
    _carry_warehouses(sides, ledger)
    return market


def _carry_categories(sides: Sides, ledger: Ledger) -> None:
    with sides.old():
        wanted = sorted(categories(), key=lambda each: each.level)
    with sides.new():
        there = {each.slug: each.id for each in categories()}
        known = ledger.of(Kind.CATEGORY)
        for each in wanted:
            if each.id in known:
                continue
            if each.slug not in there:
                parent = known[each.parent_id] if each.parent_id else None
                there[each.slug] = create_category(slug=each.slug, name=each.name, parent_id=parent).id
            ledger.note(Kind.CATEGORY, [(each.id, there[each.slug])])


def _carry_warehouses(sides: Sides, ledger: Ledger) -> None:
    with sides.old():
        wanted = warehouses()
    with sides.new():
        there = ensure_warehouses(
            [NewWarehouse(slug=each.slug, name=each.name, address=each.address, email=each.email) for each in wanted]
        )
    ledger.note(Kind.WAREHOUSE, [(each.id, there[each.slug].id) for each in wanted])
