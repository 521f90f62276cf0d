"""The public directory: which shops there are, searched and filtered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, FloatField, Q, QuerySet, Value
from django.db.models.functions import ACos, Cos, Greatest, Least, Radians, Sin

from marketplace.errors import NotFound
from marketplace.vendors.models import Vendor
from marketplace.vendors.rules.search import search_words
from marketplace.vendors.selectors.calendars import calendars

_EARTH_METRES = 6_371_008.8


@dataclass(frozen=True, kw_only=True)
class VendorQuery:
    """What somebody looks for. `near` is (latitude, longitude) in degrees; `within` metres around it.

    With `near` the shops come nearest first and carry `distance` in metres, otherwise by name.
    """

    text: str = ""
    trades: tuple[str, ...] = ()
    open_now: bool = False
    sells: bool | None = None
    collects: bool | None = None
    delivers: bool | None = None
    near: tuple[float, float] | None = None
    within: float | None = None


def public_vendors() -> QuerySet[Vendor]:
    """Every shop that anybody may see, by name, with its closures (for calendars) in one further query."""
    return Vendor.objects.filter(is_published=True).prefetch_related("closures")


def vendor_by_slug(slug: str) -> Vendor:
    """A public shop with its legal identity. Raises NotFound."""
    vendor = public_vendors().select_related("legal_identity").filter(slug=slug).first()
    if vendor is None:
        raise NotFound("slug")
    return vendor


def vendors_by_warehouse(warehouse_ids: Iterable[str]) -> dict[str, Vendor]:
    """Shops by the commerce engine's warehouse ids, hidden ones included (orders outlive them)."""
    rows = Vendor.objects.filter(warehouse_id__in=set(warehouse_ids)).prefetch_related("closures")
    return {str(row.warehouse_id): row for row in rows}


def directory(query: VendorQuery, *, now: datetime) -> QuerySet[Vendor]:
    """The public shops that match. Costs one query of its own only where `open_now` is asked."""
    rows = public_vendors()
    for word in search_words(query.text):
        rows = rows.filter(search_text__contains=word)
    if query.trades:
        rows = rows.filter(trade__in=query.trades)
    wanted = {"sells": query.sells, "offers_collect": query.collects, "offers_delivery": query.delivers}
    rows = rows.filter(**{field: value for field, value in wanted.items() if value is not None})
    if query.near is not None:
        rows = _near(rows, query.near, query.within)
    if query.open_now:
        rows = rows.filter(pk__in=_open_at(rows, now))
    return rows


def trades_in_use() -> list[str]:
    """Codes of the trades that public shops have."""
    rows = Vendor.objects.filter(is_published=True).order_by("trade").values_list("trade", flat=True)
    return list(rows.distinct())


def _open_at(rows: QuerySet[Vendor], now: datetime) -> list[int]:
    return [pk for pk, calendar in calendars(rows).items() if calendar.is_open(now)]


def _near(rows: QuerySet[Vendor], near: tuple[float, float], within: float | None) -> QuerySet[Vendor]:
    """Great-circle distance; shops without coordinates are left out."""
    latitude, longitude = (Radians(Value(degrees, FloatField())) for degrees in near)
    cosine = Sin(latitude) * Sin(Radians(F("latitude"))) + Cos(latitude) * Cos(Radians(F("latitude"))) * Cos(
        Radians(F("longitude")) - longitude
    )
    bounded = Greatest(Least(cosine, Value(1.0)), Value(-1.0))
    rows = rows.filter(~Q(latitude=None)).annotate(distance=ACos(bounded) * Value(_EARTH_METRES))
    if within is not None:
        rows = rows.filter(distance__lte=within)
    return rows.order_by("distance", "pk")
