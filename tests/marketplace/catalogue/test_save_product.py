"""A vendor keeps its goods: what goes to the engine, what comes back, and what the law says."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from marketplace.catalogue.models import Listing, PriceChange
from marketplace.catalogue.rules.goods import Goods
from marketplace.catalogue.selectors.listings import listing_by_slug, public_listings, running_low
from marketplace.catalogue.services.goods import (
    archive,
    ensure_manufacturer,
    save_product,
    set_price,
    set_published,
    set_stock,
)
from marketplace.engine.models import Stock
from marketplace.errors import DomainError, NotFound
from marketplace.saleor import products
from tests.factories.baskets import fill_basket
from tests.factories.catalogue import TUESDAY

CHEESE = Goods(
    name="Bergkäse",
    category="kaese",
    price=Decimal("4.90"),
    sku="B-1",
    description="Aus Heumilch.",
    tags=("Rohmilch",),
    tax_class="reduced",
    net_quantity=Decimal(200),
    net_unit="g",
    stock=7,
    picture="cheese-gold",
)
LATER = TUESDAY + timedelta(hours=1)


@pytest.fixture
def cheese(cast) -> Listing:
    return save_product(vendor=cast.shop, goods=CHEESE, now=TUESDAY)


def test_new_goods_are_public_at_once_with_their_unit_price(cast, cheese: Listing) -> None:
    listing = listing_by_slug(cheese.slug)
    assert (listing.vendor, listing.name, listing.price, listing.available) == (
        cast.shop,
        "Bergkäse",
        Decimal("4.90"),
        7,
    )
    assert (listing.unit_price, listing.reference_unit) == (Decimal("24.50"), "kg")
    assert (listing.tax_class, listing.tax_rate) == ("reduced", Decimal(7))
    assert (listing.category_path, listing.tags, listing.description) == ("essen/kaese", ["Rohmilch"], "Aus Heumilch.")
    assert (listing.sku, listing.drawing) == ("B-1", "cheese-gold")
    assert "/thumbnail/" in listing.thumbnail
    assert listing.picture_alt == "Käse (Zeichnung)"


def test_the_engine_has_the_same(cast, cheese: Listing) -> None:
    product = products.product(cheese.product_id)
    assert product is not None
    assert (product.name, product.category_slug, product.is_published) == ("Bergkäse", "kaese", True)
    variant = product.default_variant
    assert variant is not None
    assert (variant.price.amount, variant.sku) == (Decimal("4.90"), f"{cast.shop.pk}-B-1")
    assert [(stock.warehouse_id, stock.quantity) for stock in variant.stocks] == [(cast.shop.warehouse_id, 7)]


def test_two_shops_may_use_one_article_number_but_a_shop_not_twice(cast, cheese: Listing) -> None:
    other = save_product(vendor=cast.rival, goods=CHEESE, now=TUESDAY)
    assert (other.sku, other.vendor) == ("B-1", cast.rival)
    with pytest.raises(DomainError) as refused:
        save_product(vendor=cast.shop, goods=CHEESE, now=TUESDAY)
    assert (refused.value.code, refused.value.field) == ("UNIQUE", "sku")


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"net_quantity": None, "net_unit": ""}, "UNIT_PRICE_MISSING", "netQuantity"),
        ({"net_quantity": Decimal(6), "net_unit": "piece"}, "UNIT_PRICE_PIECES", "netQuantity"),
        ({"category": "spielzeug"}, "MANUFACTURER_MISSING", "manufacturer"),
        ({"manufacturer": "Niemand"}, "MANUFACTURER_UNKNOWN", "manufacturer"),
        ({"category": "mond"}, "CATEGORY_UNKNOWN", "category"),
        ({"name": "  "}, "NAME_MISSING", "name"),
        ({"name": "x" * 201}, "NAME_TOO_LONG", "name"),
        ({"price": Decimal("-1")}, "PRICE_INVALID", "price"),
        ({"price": Decimal("1.999")}, "PRICE_INVALID", "price"),
        ({"stock": -1}, "STOCK_INVALID", "stock"),
        ({"stock_kind": "maybe"}, "STOCK_KIND_UNKNOWN", "stockKind"),
        ({"tax_class": "luxury"}, "TAX_CLASS_UNKNOWN", "taxClass"),
        ({"picture": "dragon"}, "PICTURE_UNKNOWN", "picture"),
    ],
)
def test_refused_goods_change_nothing(cast, changes: dict, code: str, field: str) -> None:
    before = Listing.objects.count()
    with pytest.raises(DomainError) as refused:
        save_product(vendor=cast.shop, goods=replace(CHEESE, **changes), now=TUESDAY)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert str(refused.value.message) != code, "every code has a sentence"
    assert Listing.objects.count() == before
    assert len(list(products.all_products())) == before


def test_a_draft_may_miss_what_the_law_wants(cast) -> None:
    draft = replace(CHEESE, net_quantity=None, net_unit="", published=False)
    listing = save_product(vendor=cast.shop, goods=draft, now=TUESDAY)
    assert not listing.is_published
    with pytest.raises(DomainError) as refused:
        set_published(listing=listing, published=True, now=TUESDAY)
    assert refused.value.code == "UNIT_PRICE_MISSING"
    claimed = replace(draft, unit_price_exemption="BY_PIECE", published=True)
    listing = save_product(vendor=cast.shop, goods=claimed, listing=listing, now=TUESDAY)
    assert (listing.is_published, listing.unit_price, listing.unit_price_exemption) == (True, None, "BY_PIECE")


def test_goods_that_were_published_elsewhere_without_a_unit_price_are_withheld(cast, cheese: Listing) -> None:
    products.update_product(id=cheese.product_id, metadata={"regionalmarkt.goods": "{}"})
    listing = set_price(listing=cheese, price=Decimal("5.00"), now=LATER)
    assert (listing.is_published, listing.withheld) == (False, "UNIT_PRICE_MISSING")
    assert not public_listings().filter(pk=listing.pk).exists()


def test_manufacturers_are_shown_with_the_offer(cast) -> None:
    ensure_manufacturer(name="Spielwerk GmbH", address="Weg 1, 06712 Zeitz", contact="post@spielwerk.example")
    goods = replace(CHEESE, category="spielzeug", manufacturer="Spielwerk GmbH", warnings="Nicht unter 3 Jahren.")
    listing = save_product(vendor=cast.shop, goods=goods, now=TUESDAY)
    assert (listing.manufacturer.contact, listing.warnings) == ("post@spielwerk.example", "Nicht unter 3 Jahren.")


def test_every_part_of_goods_can_be_changed(cast, cheese: Listing) -> None:
    changed = replace(
        CHEESE,
        name="Bergkäse alt",
        price=Decimal("5.90"),
        sku="B-2",
        net_quantity=Decimal("0.25"),
        net_unit="kg",
        stock=3,
        stock_kind="on_order",
        lead_days=2,
        deliverable=False,
        tags=(),
        picture="cheese-orange",
    )
    listing = save_product(vendor=cast.shop, goods=changed, listing=cheese, now=LATER)
    assert listing.pk == cheese.pk
    assert (listing.name, listing.price, listing.sku, listing.unit_price) == (
        "Bergkäse alt",
        Decimal("5.90"),
        "B-2",
        Decimal("23.60"),
    )
    assert (listing.available, listing.stock_kind, listing.lead_days, listing.deliverable) == (3, "on_order", 2, False)
    assert (listing.tags, listing.drawing) == ([], "cheese-orange")
    product = products.product(listing.product_id)
    assert len(product.pictures) == 1
    hidden = save_product(vendor=cast.shop, goods=replace(changed, published=False), listing=listing, now=LATER)
    assert (hidden.is_published, hidden.withheld) == (False, "")


def test_saving_the_same_again_changes_nothing(cast, cheese: Listing) -> None:
    again = save_product(vendor=cast.shop, goods=CHEESE, listing=cheese, now=LATER)
    kept = ("name", "price", "available", "picture", "slug", "created")
    assert [getattr(again, name) for name in kept] == [getattr(cheese, name) for name in kept]
    assert PriceChange.objects.filter(listing=cheese).count() == 1


def test_prices_leave_a_history(cast, cheese: Listing) -> None:
    set_price(listing=cheese, price=Decimal("3.90"), now=LATER)
    listing = set_price(listing=cheese, price=Decimal("5.10"), now=LATER + timedelta(days=1))
    assert (listing.price, listing.unit_price) == (Decimal("5.10"), Decimal("25.50"))
    history = [(change.price, change.valid_from) for change in PriceChange.objects.filter(listing=cheese)]
    assert history == [
        (Decimal("5.10"), LATER + timedelta(days=1)),
        (Decimal("3.90"), LATER),
        (Decimal("4.90"), TUESDAY),
    ]
    with pytest.raises(DomainError) as refused:
        set_price(listing=cheese, price=Decimal(0), now=LATER)
    assert refused.value.code == "PRICE_INVALID"


def test_stock_means_what_can_still_be_sold(cast, cheese: Listing) -> None:
    Stock.objects.update(quantity_allocated=2)  # two are sold and still lie in the shop
    listing = set_stock(listing=cheese, quantity=3, now=LATER)
    assert listing.available == 3
    (stock,) = products.product(cheese.product_id).default_variant.stocks
    assert (stock.quantity, stock.allocated) == (5, 2)
    assert list(running_low(cast.shop, pieces=3)) == [listing]
    with pytest.raises(DomainError) as refused:
        set_stock(listing=cheese, quantity=-1, now=LATER)
    assert refused.value.code == "STOCK_INVALID"


def test_archived_goods_are_gone_for_people_and_kept_for_orders(cast, cheese: Listing) -> None:
    fill_basket(cheese)
    listing = archive(listing=cheese, now=LATER)
    assert (listing.is_published, listing.removed_at) == (False, LATER)
    with pytest.raises(NotFound):
        listing_by_slug(cheese.slug)
    assert products.product(cheese.product_id) is not None


def test_a_shop_without_stock_room_cannot_sell(cast) -> None:
    cast.shop.warehouse_id = None
    cast.shop.save()
    with pytest.raises(DomainError) as refused:
        save_product(vendor=cast.shop, goods=CHEESE, now=TUESDAY)
    assert refused.value.code == "NO_STOCK_ROOM"
