"""Promotions, and the goods that their rules mean."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from marketplace.engine.models import ProductVariantChannelListing, Promotion, PromotionRule
from marketplace.engine.refusals import int_pk_of, missing, uuid_of

_KINDS = {
    "productPredicate": ("Product", "variant__product__in"),
    "variantPredicate": ("ProductVariant", "variant__in"),
    "categoryPredicate": ("Category", "variant__product__category__in"),
}


def promotion_for(promotion_id: str | None, *, field: str = "id", lock: bool = False) -> Promotion:
    """The promotion behind a global id. Raises DomainError NOT_FOUND or GRAPHQL_ERROR."""
    rows = Promotion.objects.select_for_update() if lock else Promotion.objects.all()
    found = rows.filter(pk=uuid_of("Promotion", promotion_id or "", field=field)).first()
    if found is None:
        raise missing(promotion_id, field=field)
    return found


def rule_for(rule_id: str | None) -> PromotionRule:
    """The rule behind a global id, its promotion locked. Raises DomainError NOT_FOUND or GRAPHQL_ERROR."""
    key = uuid_of("PromotionRule", rule_id or "")
    if (rule := PromotionRule.objects.filter(pk=key).first()) is None:
        raise missing(rule_id)
    Promotion.objects.select_for_update().get(pk=rule.promotion_id)
    return rule


def running(now: datetime) -> Q:
    """The condition on a promotion that is running."""
    return Q(start_date__lte=now) & (Q(end_date__isnull=True) | Q(end_date__gte=now))


def running_rules(now: datetime) -> "QuerySet[PromotionRule]":
    """Rules of running promotions that take something off."""
    promotions = Promotion.objects.filter(running(now))
    rows = PromotionRule.objects.filter(promotion__in=promotions, reward_value__gt=0, reward_value_type__isnull=False)
    return rows.prefetch_related("channels").order_by("pk")


def meant(predicate: Mapping[str, Any]) -> Q:
    """The condition on a variant's listing that a predicate states; an empty one means nothing.

    All parts of an object must hold. A category means what is in it directly, as with Saleor.
    """
    found: Q | None = None
    for key, value in predicate.items():
        if key in ("AND", "OR"):
            part = _joined(key, value or ())
        else:
            kind, column = _KINDS[key]
            ids = (value or {}).get("ids") or ()
            part = Q(**{column: [int_pk_of(kind, each, field="cataloguePredicate") for each in ids]})
        found = part if found is None else found & part
    return Q(pk__in=[]) if found is None else found


def _joined(how: str, parts: Iterable[Mapping[str, Any]]) -> Q:
    conditions = [meant(each) for each in parts]
    if not conditions:
        return Q(pk__in=[])
    first, *more = conditions
    for each in more:
        first = first & each if how == "AND" else first | each
    return first


def touched_products(promotion: Promotion) -> set[int]:
    """Products whose price a promotion lowers now, or would."""
    rules = list(promotion.rules.all())
    condition = Q(promotion_rule__in=rules)
    for rule in rules:
        condition |= meant(rule.catalogue_predicate)
    return set(ProductVariantChannelListing.objects.filter(condition).values_list("variant__product_id", flat=True))
