"""Goods with prices, stock and pictures. A product is known by its slug and its external reference."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from marketplace.saleor import products
from marketplace.saleor.moving.pictures import pictures_of
from marketplace.saleor.moving.sides import Fault, Kind, Ledger, Sides, reference
from marketplace.saleor.products import BULK, NewPicture, NewProduct, Product
from marketplace.saleor.setup import Market, ensure_tax_classes

Say = Callable[[str], None]


def carry_goods(sides: Sides, ledger: Ledger, goods: Sequence[Product], *, market: Market, say: Say) -> list[Fault]:
    """Create what is missing, fifty at a time, and note products and variants."""
    known = ledger.of(Kind.PRODUCT)
    todo = [each for each in goods if each.id not in known]
    faults = [fault for each in todo if (fault := _unfit(each))]
    fit = [each for each in todo if _unfit(each) is None]
    with sides.new():
        tax_classes = {name: each.id for name, each in ensure_tax_classes().items()}
    maker = _Maker(ledger=ledger, market=market, tax_classes=tax_classes)
    for start in range(0, len(fit), BULK):
        faults += _carry(sides, ledger, fit[start : start + BULK], maker)
        say(f"goods {len(known)} of {len(goods)}")
    return faults


def settle_goods(
    sides: Sides, ledger: Ledger, goods: Iterable[Product], *, market: Market, sold: Mapping[str, int] | None = None
) -> int:
    """Make stock, price and publication on the new side equal to the old one; how many products differed.

    `sold` are pieces by variant id that orders will take off the stock once more when they are carried: they are put
    on top, and their goods are shown, because Saleor completes no order of hidden goods.
    """
    known, sold = ledger.of(Kind.PRODUCT), sold or {}
    moved = {known[each.id]: each for each in goods if each.id in known}
    changed = 0
    with sides.new():
        there = products.products_by_ids(list(moved))
        for target_id, old in moved.items():
            if new := there.get(target_id):
                changed += _settle(old, new, ledger, market, sold)
    return changed


class _Maker:
    """Turns a product of the old engine into what the new one needs to make it."""

    def __init__(self, *, ledger: Ledger, market: Market, tax_classes: Mapping[str, str]) -> None:
        self.ledger, self.market, self.tax_classes = ledger, market, tax_classes

    def make(self, old: Product, pictures: Sequence[NewPicture]) -> NewProduct:
        (variant,), (stock,) = old.variants, old.variants[0].stocks
        assert variant.price is not None, "goods without a price are unfit"
        return NewProduct(
            name=old.name,
            sku=variant.sku,
            price=variant.price.amount,
            warehouse_id=self.ledger.of(Kind.WAREHOUSE)[stock.warehouse_id],
            quantity=stock.quantity,
            product_type_id=self.market.goods.id,
            category_id=self.ledger.of(Kind.CATEGORY)[old.category_id or ""],
            tax_class_id=self.tax_classes[old.tax_class_name or ""],
            channel_id=self.market.channel.id,
            slug=old.slug,
            description=old.description,
            external_reference=reference_of(old),
            is_published=old.is_published,
            metadata=old.metadata,
            picture=pictures[0] if pictures else None,
            more_pictures=tuple(pictures[1:]),
        )


def reference_of(product: Product) -> str:
    """Goods that came by import keep their reference; it is how the next import finds them."""
    return product.external_reference or reference(product.id)


def _unfit(product: Product) -> Fault | None:
    """Why the market cannot have sold it; such products stay behind."""
    code = ""
    if len(product.variants) != 1:
        code = "NOT_ONE_VARIANT"
    elif len(product.variants[0].stocks) != 1:
        code = "NOT_ONE_STOCK_ROOM"
    elif product.variants[0].price is None:
        code = "NO_PRICE"
    elif not product.category_id or not product.tax_class_name:
        code = "NO_CATEGORY_OR_TAX_CLASS"
    return Fault(kind="product", name=product.slug, code=code) if code else None


def _carry(sides: Sides, ledger: Ledger, batch: Sequence[Product], maker: _Maker) -> list[Fault]:
    with sides.new():
        there = products.products_by_slugs([each.slug for each in batch])
    faults, missing = [], []
    for each in batch:
        held = there.get(each.slug)
        if held is None:
            missing.append(each)
        elif held.external_reference == reference_of(each):
            _note(ledger, [(each, held)])
        else:
            faults.append(Fault(kind="product", name=each.slug, code="SLUG_TAKEN"))
    if not missing:
        return faults
    with sides.old():
        pictures = pictures_of([each.id for each in missing])
    with sides.new():
        outcomes = products.create_products([maker.make(each, pictures.get(each.id, ())) for each in missing])
    made = [(old, new) for old, new in zip(missing, outcomes, strict=True) if isinstance(new, Product)]
    _note(ledger, made)
    refused = [(old, no) for old, no in zip(missing, outcomes, strict=True) if not isinstance(no, Product)]
    return faults + [Fault(kind="product", name=old.slug, code=no.code, message=str(no)) for old, no in refused]


def _note(ledger: Ledger, pairs: Sequence[tuple[Product, Product]]) -> None:
    variants = [(old.variants[0].id, new.variants[0].id) for old, new in pairs]
    ledger.note_together({Kind.PRODUCT: [(old.id, new.id) for old, new in pairs], Kind.VARIANT: variants})


def _settle(old: Product, new: Product, ledger: Ledger, market: Market, sold: Mapping[str, int]) -> bool:
    was, variant = old.variants[0], new.variants[0]
    shown = old.is_published or was.id in sold
    changed = False
    for stock in was.stocks:
        warehouse_id = ledger.of(Kind.WAREHOUSE)[stock.warehouse_id]
        quantity = stock.quantity + sold.get(was.id, 0)
        if quantity != sum(each.quantity for each in variant.stocks if each.warehouse_id == warehouse_id):
            products.set_stock(variant_id=variant.id, warehouse_id=warehouse_id, quantity=quantity)
            changed = True
    if was.price is not None and variant.price != was.price:
        products.set_price(variant_id=variant.id, channel_id=market.channel.id, price=was.price.amount)
        changed = True
    if shown != new.is_published:
        products.set_published(id=new.id, channel_id=market.channel.id, published=shown)
        changed = True
    return changed
