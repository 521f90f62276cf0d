"""What a vendor says about one product, and how it travels through the commerce engine.

The engine has no place for quantity, kind of stock or manufacturer: they ride in one public metadata value, so that the
engine alone is enough to build every listing anew.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

METADATA_KEY = "regionalmarkt.goods"
RATES = {"standard": Decimal(19), "reduced": Decimal(7), "zero": Decimal(0)}  # percent, UStG §12, §19


@dataclass(frozen=True, kw_only=True)
class Goods:
    """Everything a vendor says about one product. Price gross in the market's currency, per piece or package."""

    name: str
    category: str
    """Slug of the category."""
    price: Decimal
    sku: str = ""
    """The vendor's own article number."""
    description: str = ""
    """Plain text; blank lines part paragraphs."""
    tags: tuple[str, ...] = ()
    tax_class: str = "standard"
    """standard (19 %), reduced (7 %) or zero."""
    net_quantity: Decimal | None = None
    net_unit: str = ""
    unit_price_exemption: str = ""
    """A code of `rules/unit_price.py: EXEMPTIONS` that the vendor claims."""
    stock_kind: str = "in_store"
    stock: int = 0
    """Pieces that can be sold now."""
    lead_days: int = 0
    """Working days until goods on order arrive."""
    deliverable: bool = True
    manufacturer: str = ""
    """Name of a known manufacturer (Regulation (EU) 2023/988 Art. 19); empty for food."""
    warnings: str = ""
    picture: str = ""
    """Name of a drawing (`bread`, `shirt-red`); empty leaves the picture as it is."""
    published: bool = True


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the engine carries for us about a product."""

    sku: str = ""
    tags: tuple[str, ...] = ()
    net_quantity: Decimal | None = None
    net_unit: str = ""
    unit_price_exemption: str = ""
    stock_kind: str = "in_store"
    lead_days: int = 0
    deliverable: bool = True
    manufacturer: str = ""
    warnings: str = ""
    picture: str = ""
    photo: bool = False
    """A photo is shown instead of the drawing, which waits."""
    archived: bool = False


def facts_of(goods: Goods, *, picture: str = "", photo: bool = False, archived: bool = False) -> Facts:
    """The part of the goods that the engine has no field for; `picture` names the drawing, `photo` if one hides it."""
    return Facts(
        sku=goods.sku,
        tags=goods.tags,
        net_quantity=goods.net_quantity,
        net_unit=goods.net_unit,
        unit_price_exemption=goods.unit_price_exemption,
        stock_kind=goods.stock_kind,
        lead_days=goods.lead_days,
        deliverable=goods.deliverable,
        manufacturer=goods.manufacturer,
        warnings=goods.warnings,
        picture=goods.picture or picture,
        photo=photo,
        archived=archived,
    )


def to_metadata(facts: Facts) -> dict[str, str]:
    """The metadata to write; values that say nothing are left out."""
    said: dict[str, object] = {
        "sku": facts.sku,
        "tags": list(facts.tags),
        "netQuantity": format(facts.net_quantity.normalize(), "f") if facts.net_quantity is not None else "",
        "netUnit": facts.net_unit,
        "unitPriceExemption": facts.unit_price_exemption,
        "stockKind": facts.stock_kind,
        "leadDays": facts.lead_days,
        "manufacturer": facts.manufacturer,
        "warnings": facts.warnings,
        "picture": facts.picture,
    }
    kept = {key: value for key, value in said.items() if value}
    if not facts.deliverable:
        kept["deliverable"] = False
    if facts.photo:
        kept["photo"] = True
    if facts.archived:
        kept["archived"] = True
    return {METADATA_KEY: json.dumps(kept, ensure_ascii=False, sort_keys=True)}


def from_metadata(metadata: Mapping[str, str]) -> Facts:
    """The facts inside a product's metadata; whatever cannot be read counts as not said."""
    try:
        said = json.loads(metadata.get(METADATA_KEY, "{}"))
    except ValueError:
        said = {}
    said = said if isinstance(said, dict) else {}
    quantity, unit = _amount(said.get("netQuantity")), _text(said, "netUnit", 8)
    whole = quantity is not None and bool(unit)
    tags = said.get("tags")
    return Facts(
        sku=_text(said, "sku", 200),
        tags=tuple(str(tag)[:60] for tag in tags if tag) if isinstance(tags, list) else (),
        net_quantity=quantity if whole else None,
        net_unit=unit if whole else "",
        unit_price_exemption=_text(said, "unitPriceExemption", 40),
        stock_kind=_text(said, "stockKind", 12) or "in_store",
        lead_days=_count(said.get("leadDays")),
        deliverable=said.get("deliverable") is not False,
        manufacturer=_text(said, "manufacturer", 160),
        warnings=_text(said, "warnings", 2000),
        picture=_text(said, "picture", 60),
        photo=said.get("photo") is True,
        archived=said.get("archived") is True,
    )


def engine_sku(vendor_pk: int, sku: str) -> str:
    """Article numbers are unique in the whole engine, but two shops may both sell 4006381333931."""
    return f"{vendor_pk}-{sku}"


def external_reference(vendor_slug: str, key: str) -> str:
    """The engine's unique mark of a product that came by import."""
    return f"{vendor_slug}:{key}"[:250]


def _text(said: Mapping[str, object], key: str, length: int) -> str:
    value = said.get(key)
    return value[:length] if isinstance(value, str) else ""


def _amount(value: object) -> Decimal | None:
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and 0 < amount < 1_000_000_000 else None


def _count(value: object) -> int:
    return value if isinstance(value, int) and 0 <= value <= 365 else 0
