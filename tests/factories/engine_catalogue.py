"""A catalogue in the engine, made through its own services: two shops, a category tree, goods with prices and stock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from marketplace.engine.models import Category, Channel, Product, ProductType, ProductVariant, TaxClass, Warehouse
from marketplace.engine.rules.permissions import PERMISSION_NAMES
from marketplace.engine.services.categories import create_category
from marketplace.engine.services.channels import create_channel
from marketplace.engine.services.product_bulk import create_products
from marketplace.engine.services.product_types import create_product_type
from marketplace.engine.services.taxes import create_tax_class
from marketplace.engine.services.warehouses import create_warehouse
from marketplace.graphql.context import Requestor
from marketplace.graphql.ids import global_id

NOW = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
APP = Requestor(kind="app", permissions=frozenset(PERMISSION_NAMES))
ADDRESS = {
    "company_name": "Laden",
    "street_address_1": "Roßmarkt 1",
    "city": "Zeitz",
    "postal_code": "06712",
    "country": "DE",
}


@dataclass
class Shelf:
    """The surroundings of products, and `put` to add some."""

    channel: Channel
    food: TaxClass
    goods: ProductType
    bakery: Category
    bread: Category
    shoes: Category
    corner: Warehouse
    mill: Warehouse
    serial: int = field(default=0)

    def row(self, name: str, *, price: str | None = "3.10", stock: int = 5, **more: Any) -> dict[str, Any]:
        """One input of a bulk creation; `more` replaces its values."""
        self.serial += 1
        channel_id = global_id("Channel", self.channel.pk)
        listing = {"channel_id": channel_id, "is_published": True, "visible_in_listings": True}
        prices = [] if price is None else [{"channel_id": channel_id, "price": Decimal(price)}]
        variant = {
            "sku": f"SKU-{self.serial}",
            "stocks": [{"warehouse": global_id("Warehouse", self.corner.pk), "quantity": stock}],
            "channel_listings": prices,
        }
        values = {
            "name": name,
            "product_type": global_id("ProductType", self.goods.pk),
            "category": global_id("Category", self.bread.pk),
            "tax_class": global_id("TaxClass", self.food.pk),
            "channel_listings": [{**listing, "is_available_for_purchase": True}],
            "variants": [variant],
        }
        return {**values, **more}

    def put(self, *names: str, now: datetime = NOW, **more: Any) -> list[Product]:
        """Products of these names, alike but for that."""
        return self.put_rows([self.row(name, **more) for name in names], now=now)

    def put_rows(self, rows: Sequence[Mapping[str, Any]], *, now: datetime = NOW) -> list[Product]:
        products: list[Product] = []
        for start in range(0, len(rows), 100):
            drafts = create_products(rows=rows[start : start + 100], policy="REJECT_EVERYTHING", now=now)
            assert not any(draft.faults for draft in drafts), [draft.faults for draft in drafts]
            products += [draft.product for draft in drafts]
        return products

    def variant(self, product: Product) -> ProductVariant:
        return product.variants.get()


def shelf(*, slug: str = "zeitz") -> Shelf:
    """An empty market in EUR with 19 % for goods and 7 % for food."""
    full = create_tax_class(name="Regelsatz", rates=[("DE", Decimal(19))])
    food = create_tax_class(name="Lebensmittel", rates=[("DE", Decimal(7))])
    goods = create_product_type(values={"name": "Ware"}, tax_class_id=global_id("TaxClass", full.pk))
    bakery = create_category(values={"name": "Bäckerei"})
    corner = create_warehouse(values={"name": "Eckladen", "address": ADDRESS})
    mill = create_warehouse(values={"name": "Mühle", "address": ADDRESS})
    return Shelf(
        channel=create_channel(
            values={
                "name": "Zeitz",
                "slug": slug,
                "is_active": True,
                "currency_code": "EUR",
                "default_country": "DE",
            },
            warehouses=[global_id("Warehouse", corner.pk), global_id("Warehouse", mill.pk)],
        ),
        food=food,
        goods=goods,
        bakery=bakery,
        bread=create_category(values={"name": "Brot"}, parent_id=global_id("Category", bakery.pk)),
        shoes=create_category(values={"name": "Schuhe"}),
        corner=corner,
        mill=mill,
    )
