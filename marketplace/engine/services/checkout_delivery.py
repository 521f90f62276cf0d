"""Delivery methods of a checkout: the platform offers them, the shopper chooses one."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Count

from marketplace.engine.models import Checkout, CheckoutDelivery, CheckoutLine, Warehouse
from marketplace.engine.rules.delivery import FRESH_FOR, Method, excluded_in, methods_in
from marketplace.engine.selectors.checkout import checkout_for, checkouts
from marketplace.engine.services.metadata import MetadataDoor, doors, needs
from marketplace.engine.services.sync_event import ask
from marketplace.errors import DomainError
from marketplace.graphql.ids import global_id, type_of
from marketplace.graphql.ready_query import ReadyQuery

LIST_METHODS = "SHIPPING_LIST_METHODS_FOR_CHECKOUT"
FILTER_METHODS = "CHECKOUT_FILTER_SHIPPING_METHODS"


doors.register(
    "ShippingMethod",
    MetadataDoor(rows=Checkout.objects.none, public=needs("MANAGE_SHIPPING"), private=needs("MANAGE_SHIPPING")),
)


def fresh_deliveries(checkout: Checkout, *, now: datetime) -> list[CheckoutDelivery]:
    """The valid offers, asked for anew if something changed since; a chosen offer takes over its new price."""
    if _is_fresh(checkout, now):
        return [each for each in _DELIVERIES.rows(checkout.pk) if each.is_valid]
    return _refresh(checkout, now=now, keep_chosen=False)


def refresh_deliveries(checkout: Checkout, *, now: datetime) -> None:
    """Ask for offers if something changed since the last time, so that the chosen one has today's price."""
    if not _is_fresh(checkout, now):
        _refresh(checkout, now=now, keep_chosen=False)


def _is_fresh(checkout: Checkout, now: datetime) -> bool:
    return checkout.deliveries_fresh_until is not None and checkout.deliveries_fresh_until > now


def calculate_deliveries(checkout: Checkout, *, now: datetime) -> list[CheckoutDelivery]:
    """Ask for offers now. A chosen offer that is gone or has changed becomes invalid until it is chosen again."""
    return _refresh(checkout, now=now, keep_chosen=True)


def choose_delivery(*, checkout_id: str | None, method_id: str | None, now: datetime) -> Checkout:
    """Choose a delivery (`CheckoutDelivery` or method id), a collection point (`Warehouse` id), or nothing.

    Raises DomainError NOT_FOUND, INVALID or DELIVERY_METHOD_NOT_APPLICABLE.
    """
    kind = type_of(method_id) if method_id else None
    if kind == "Warehouse":
        return _choose_collection_point(checkout_for(checkout_id), method_id or "", now=now)
    if method_id:
        refresh_if_stale(checkout_id, now=now)
    with transaction.atomic():
        checkout = checkout_for(checkout_id, lock=True)
        delivery = _offered(checkout, kind, method_id) if method_id else None
        checkout.delivery, checkout.collection_point = delivery, None
        checkout.updated_at = now
        checkout.save(update_fields=["delivery", "collection_point", "updated_at"])
    return checkout


def refresh_if_stale(checkout_id: str | None, *, now: datetime, only_chosen: bool = False) -> None:
    """Ask for offers if something changed since the last time (`only_chosen`: and one is chosen); nothing is locked.

    Raises DomainError NOT_FOUND.
    """
    checkout = checkout_for(checkout_id, to_price=True)
    if checkout.delivery_id is not None or not only_chosen:
        if _is_fresh(checkout, now):
            return
        _refresh(checkout, now=now, keep_chosen=False)


def collection_points(checkout: Checkout) -> list[Warehouse]:
    """Warehouses of the channel where the checkout can be collected.

    Those that collect for ALL, and LOCAL ones that have every line in stock by themselves.
    """
    lines = CheckoutLine.objects.filter(checkout=checkout).values_list("variant", "quantity")
    wanted = dict(lines)
    rows = Warehouse.objects.filter(channels=checkout.channel_id).exclude(click_and_collect_option="DISABLED")
    points = list(rows.select_related("address").order_by("slug"))
    local = [point.pk for point in points if point.click_and_collect_option == "LOCAL"]
    complete = _stocked_with(wanted, local)
    return [point for point in points if point.click_and_collect_option == "ALL" or point.pk in complete]


def _stocked_with(wanted: Mapping[int, int], warehouse_ids: Iterable[UUID]) -> set[UUID]:
    complete: Any = (
        Warehouse.objects.filter(pk__in=list(warehouse_ids), stocks__product_variant__in=wanted)
        .annotate(kinds=Count("stocks__product_variant", distinct=True))
        .filter(kinds=len(wanted))
        .values_list("pk", flat=True)
    )
    return set(complete)


def _choose_collection_point(checkout: Checkout, warehouse_id: str, *, now: datetime) -> Checkout:
    points = {global_id("Warehouse", point.pk): point for point in collection_points(checkout)}
    point = points.get(warehouse_id)
    if point is None:
        raise DomainError(
            "DELIVERY_METHOD_NOT_APPLICABLE", "This pick up point is not applicable.", field="deliveryMethodId"
        )
    with transaction.atomic():
        locked = checkouts().select_for_update(of=("self",), no_key=True).get(pk=checkout.pk)
        address = point.address.copy()
        address.save()
        locked.delivery, locked.collection_point, locked.shipping_address = None, point, address
        locked.updated_at = now
        locked.save(update_fields=["delivery", "collection_point", "shipping_address", "updated_at"])
    return locked


def _offered(checkout: Checkout, kind: str | None, method_id: str | None) -> CheckoutDelivery:
    if kind not in ("CheckoutDelivery", "ShippingMethod", "app"):
        raise DomainError(
            "INVALID", "ID does not belong to Warehouse, ShippingMethod, or CheckoutDelivery", field="deliveryMethodId"
        )
    for delivery in _DELIVERIES.rows(checkout.pk):
        names = (global_id("CheckoutDelivery", delivery.pk), delivery.method_id)
        if delivery.is_valid and delivery.active and method_id in names:
            return delivery
    raise DomainError(
        "DELIVERY_METHOD_NOT_APPLICABLE", "This shipping method is not applicable.", field="deliveryMethodId"
    )


def _refresh(checkout: Checkout, *, now: datetime, keep_chosen: bool) -> list[CheckoutDelivery]:
    """Ask the platform, then store its offers; nobody's row is locked while it is asked."""
    methods = _ask(checkout, now=now)
    with transaction.atomic():
        locked = _LOCKED.first(checkout.pk)
        if locked is None:
            return []
        stored = {each.pk: each for each in _DELIVERIES.rows(checkout.pk)}
        chosen = stored.get(locked.delivery_id) if locked.delivery_id else None
        offers = _stored_offers(locked, methods, stored, chosen, keep_chosen=keep_chosen)
        keep = {offer.pk for offer in offers} | ({chosen.pk} if chosen else set())
        if gone := stored.keys() - keep:
            CheckoutDelivery.objects.filter(pk__in=gone).delete()
        locked.deliveries_fresh_until = now + FRESH_FOR
        locked.save(update_fields=["deliveries_fresh_until"])
    checkout.deliveries_fresh_until = locked.deliveries_fresh_until
    checkout.delivery = next((offer for offer in offers if chosen and offer.pk == chosen.pk), chosen)
    return offers


_LOCKED = ReadyQuery(lambda pk: Checkout.objects.select_for_update(no_key=True).filter(pk=pk).order_by(), UUID(int=1))
_DELIVERIES = ReadyQuery(lambda checkout_id: CheckoutDelivery.objects.filter(checkout=checkout_id), UUID(int=1))


def _stored_offers(
    checkout: Checkout,
    methods: Iterable[Method],
    stored: Mapping[UUID, CheckoutDelivery],
    chosen: CheckoutDelivery | None,
    *,
    keep_chosen: bool,
) -> list[CheckoutDelivery]:
    """Write the offers over the stored ones of the same methods, which keep their ids."""
    valid = {each.method_id: each for each in stored.values() if each.is_valid}
    fresh = [_delivery(checkout, method, position) for position, method in enumerate(methods)]
    offered = {each.method_id: each for each in fresh}
    if chosen is not None:
        refreshed = offered.get(chosen.method_id)
        if refreshed is not None and keep_chosen and not _differs(chosen, refreshed):
            valid[chosen.method_id] = chosen
        elif refreshed is None or (keep_chosen and _differs(chosen, refreshed)):
            if valid.get(chosen.method_id) is chosen:
                del valid[chosen.method_id]
            _invalidate(chosen)
    other = [each.pk for each in stored.values() if each.method_id in offered and each is not valid.get(each.method_id)]
    CheckoutDelivery.objects.filter(pk__in=other, is_valid=True).delete()
    for each in fresh:
        if held := valid.get(each.method_id):
            each.pk = held.pk
    CheckoutDelivery.objects.bulk_create(
        fresh, update_conflicts=True, unique_fields=["id"], update_fields=[*OFFER_FIELDS, "is_valid"]
    )
    return fresh


OFFER_FIELDS = (
    "name",
    "description",
    "price_amount",
    "currency",
    "minimum_delivery_days",
    "maximum_delivery_days",
    "metadata",
    "private_metadata",
    "active",
    "message",
    "position",
)


def _differs(chosen: CheckoutDelivery, refreshed: CheckoutDelivery) -> bool:
    compared = [name for name in OFFER_FIELDS if name != "position"]
    return any(getattr(chosen, name) != getattr(refreshed, name) for name in compared)


def _invalidate(chosen: CheckoutDelivery) -> None:
    chosen.is_valid = False
    chosen.save(update_fields=["is_valid"])


def _delivery(checkout: Checkout, method: Method, position: int) -> CheckoutDelivery:
    return CheckoutDelivery(
        checkout=checkout,
        method_id=method.method_id,
        name=method.name,
        description=method.description,
        price_amount=method.price,
        currency=checkout.currency,
        minimum_delivery_days=method.minimum_days,
        maximum_delivery_days=method.maximum_days,
        metadata=dict(method.metadata),
        private_metadata=dict(method.private_metadata),
        active=method.active,
        message=method.message,
        position=position,
    )


def _ask(checkout: Checkout, *, now: datetime) -> list[Method]:
    """The platform's methods for the checkout; those that it then excludes are inactive, with its reason."""
    answer = ask(LIST_METHODS, now=now, checkout=checkout, shipping_methods=[])
    methods = methods_in(answer, app_identifier=settings.SALEOR_APP_ID, currency=checkout.currency)
    offers = [_delivery(checkout, method, position) for position, method in enumerate(methods)]
    excluded = excluded_in(ask(FILTER_METHODS, now=now, checkout=checkout, shipping_methods=offers))
    return [
        replace(method, active=False, message=excluded[method.method_id]) if method.method_id in excluded else method
        for method in methods
    ]
