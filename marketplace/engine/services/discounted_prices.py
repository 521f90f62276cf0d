"""Discounted prices are computed when something changes, so that lists need only read them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from marketplace.engine.models import Product, ProductVariantChannelListing, Promotion
from marketplace.engine.rules.promotion import best, taken_off
from marketplace.engine.selectors.promotions import meant, running, running_rules, touched_products
from marketplace.engine.services.outbox import Event, record_all

PORTION = 200
_RANGES = """
update engine_productchannellisting l
set price_min = r.low, price_max = r.high, discounted_min = r.reduced_low, discounted_max = r.reduced_high
from engine_productchannellisting same
left join lateral (
  select min(vl.price_amount) as low, max(vl.price_amount) as high,
    min(coalesce(vl.discounted_price_amount, vl.price_amount)) as reduced_low,
    max(coalesce(vl.discounted_price_amount, vl.price_amount)) as reduced_high
  from engine_productvariant v join engine_productvariantchannellisting vl on vl.variant_id = v.id
  where v.product_id = same.product_id and vl.channel_id = same.channel_id
) r on true
where same.id = l.id and l.product_id = any(%s)
  and (l.price_min, l.price_max, l.discounted_min, l.discounted_max)
    is distinct from (r.low, r.high, r.reduced_low, r.reduced_high)
"""


def refresh_prices(product_ids: Iterable[int], *, now: datetime) -> None:
    """Compute the variants' discounted prices anew and copy the price ranges to the products' listings.

    Call it inside the transaction of the change. Tells PRODUCT_VARIANT_DISCOUNTED_PRICE_UPDATED for what became
    cheaper or dearer by a promotion.
    """
    ids = sorted(set(product_ids))
    _discount(ids, now=now)
    with connection.cursor() as cursor:
        cursor.execute(_RANGES, [ids])


def refresh_promoted(product_ids: Iterable[int], *, now: datetime) -> None:
    """`refresh_prices` for many products, behind their locks: a price that is being changed is waited for."""
    ids = sorted(set(product_ids))
    for start in range(0, len(ids), PORTION):
        portion = ids[start : start + PORTION]
        list(Product.objects.select_for_update(no_key=True).filter(pk__in=portion).order_by("pk").values_list("pk"))
        refresh_prices(portion, now=now)


def apply_due_promotions(*, now: datetime) -> int:
    """Promotions that began or ended since the last look change prices, each in a transaction of its own.

    Safe to repeat; how many there were.
    """
    started = Promotion.objects.filter(running(now), is_applied=False)
    ended = Promotion.objects.filter(~running(now), is_applied=True)
    keys = [*started.values_list("pk", flat=True), *ended.values_list("pk", flat=True)]
    for key in keys:
        with transaction.atomic():
            promotion = Promotion.objects.select_for_update(no_key=True).filter(pk=key).first()
            if promotion is not None:
                apply_promotion(promotion, touched_products(promotion), now=now)
    return len(keys)


def apply_promotion(promotion: Promotion, product_ids: Iterable[int], *, now: datetime) -> None:
    """Bring what a promotion touches up to date. Its row must be locked."""
    promotion.is_applied = Promotion.objects.filter(running(now), pk=promotion.pk).exists()
    promotion.save(update_fields=["is_applied", "updated_at"])
    refresh_promoted(product_ids, now=now)


def _discount(product_ids: list[int], *, now: datetime) -> None:
    offers = _offers(product_ids, now=now)
    reduced = Q(promotion_rule__isnull=False) | Q(discounted_price_amount__isnull=False) | Q(pk__in=list(offers))
    rows = ProductVariantChannelListing.objects.filter(reduced, variant__product__in=product_ids)
    changed, events = [], []
    for row in rows.select_related("channel").order_by("pk"):
        rule, off = best(offers.get(row.pk, ())) or (None, Decimal(0))
        before, after = row.discounted_price_amount, None if rule is None else (row.price_amount or Decimal(0)) - off
        if (before, row.promotion_rule_id) == (after, rule):
            continue
        row.discounted_price_amount, row.promotion_rule_id = after, rule
        changed.append(row)
        events.append(_event(row, before))
    ProductVariantChannelListing.objects.bulk_update(changed, ["discounted_price_amount", "promotion_rule"])
    if events:
        record_all(events, now=now)


def _offers(product_ids: list[int], *, now: datetime) -> Mapping[int, list[tuple[UUID, Decimal]]]:
    """What the running rules would take off, by listing."""
    found: dict[int, list[tuple[UUID, Decimal]]] = {}
    for rule in running_rules(now):
        listings = ProductVariantChannelListing.objects.filter(
            meant(rule.catalogue_predicate),
            variant__product__in=product_ids,
            channel__in=[each.pk for each in rule.channels.all()],
            price_amount__isnull=False,
        )
        for key, price in listings.values_list("pk", "price_amount"):
            if price is None:
                continue
            off = taken_off(price, rule.reward_value_type or "", rule.reward_value or Decimal(0))
            found.setdefault(key, []).append((rule.pk, off))
    return found


def _event(row: ProductVariantChannelListing, before: Decimal | None) -> Event:
    whole = row.price_amount if row.price_amount is not None else Decimal(0)
    prices = {"previous": before, "new": row.discounted_price_amount}
    return Event(
        event_type="PRODUCT_VARIANT_DISCOUNTED_PRICE_UPDATED",
        subject_type="ProductVariant",
        subject_id=row.variant_id,
        details={
            "channel": row.channel.slug,
            "currency": row.currency,
            **{name: str(whole if price is None else price) for name, price in prices.items()},
        },
    )
