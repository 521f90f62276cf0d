"""Promotions are made, changed and ended; prices follow in the same transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from marketplace.engine.models import Promotion, PromotionRule
from marketplace.engine.selectors.promotions import meant, promotion_for, rule_for, touched_products
from marketplace.engine.services.discounted_prices import apply_promotion, refresh_promoted
from marketplace.engine.services.listings import channels_by_ids
from marketplace.engine.services.metadata import MetadataDoor, doors, needs
from marketplace.errors import DomainError

doors.register(
    "Promotion",
    MetadataDoor(rows=Promotion.objects.all, public=needs("MANAGE_DISCOUNTS"), private=needs("MANAGE_DISCOUNTS")),
)
_MOST_PERCENT = Decimal(100)
Values = Mapping[str, Any]


@transaction.atomic
def create_promotion(*, values: Values, now: datetime) -> Promotion:
    """A new catalogue promotion from a `PromotionCreateInput`, with its rules.

    Raises DomainError INVALID (it ends before it starts, another type, impossible values), REQUIRED, GRAPHQL_ERROR,
    MISSING_CHANNELS, MULTIPLE_CURRENCIES_NOT_ALLOWED, INVALID_PRECISION; those of rules carry their `index`.
    """
    if values["type"] != "CATALOGUE":
        raise DomainError("INVALID", "Only promotions of type CATALOGUE are supported.", field="type")
    promotion = Promotion(start_date=now)
    _fill(promotion, values)
    promotion.save()
    for index, given in enumerate(values.get("rules") or ()):
        try:
            _save_rule(PromotionRule(promotion=promotion), given, add=given.get("channels") or ())
        except DomainError as error:
            error.details["index"] = index
            raise
    apply_promotion(promotion, touched_products(promotion), now=now)
    return promotion


@transaction.atomic
def update_promotion(*, promotion_id: str, values: Values, now: datetime) -> Promotion:
    """Change name, text and span. Raises DomainError NOT_FOUND, INVALID."""
    promotion = promotion_for(promotion_id, lock=True)
    _fill(promotion, values)
    promotion.save()
    apply_promotion(promotion, touched_products(promotion), now=now)
    return promotion


@transaction.atomic
def delete_promotion(*, promotion_id: str, now: datetime) -> Promotion:
    """Remove a promotion and its prices. Raises DomainError NOT_FOUND."""
    promotion = promotion_for(promotion_id, lock=True)
    touched, key = touched_products(promotion), promotion.pk
    promotion.delete()
    promotion.pk = key
    refresh_promoted(touched, now=now)
    return promotion


@transaction.atomic
def create_rule(*, values: Values, now: datetime) -> PromotionRule:
    """Add a rule to a promotion. Raises DomainError like `create_promotion`, NOT_FOUND."""
    promotion = promotion_for(values["promotion"], field="promotion", lock=True)
    rule = _save_rule(PromotionRule(promotion=promotion), values, add=values.get("channels") or ())
    apply_promotion(promotion, touched_products(promotion), now=now)
    return rule


@transaction.atomic
def update_rule(*, rule_id: str, values: Values, now: datetime) -> PromotionRule:
    """Change a rule. Raises DomainError like `create_rule`, DUPLICATED_INPUT_ITEM."""
    rule = rule_for(rule_id)
    add, remove = values.get("add_channels") or (), values.get("remove_channels") or ()
    if twice := sorted(set(add) & set(remove)):
        message = "The same object cannot be in both lists for adding and removing items."
        raise DomainError("DUPLICATED_INPUT_ITEM", message, field="addChannels", channels=twice)
    before = touched_products(rule.promotion)
    _save_rule(rule, values, add=add, remove=remove)
    apply_promotion(rule.promotion, before | touched_products(rule.promotion), now=now)
    return rule


@transaction.atomic
def delete_rule(*, rule_id: str, now: datetime) -> PromotionRule:
    """Remove a rule and its prices. Raises DomainError NOT_FOUND."""
    rule = rule_for(rule_id)
    touched, key = touched_products(rule.promotion), rule.pk
    rule.delete()
    rule.pk = key
    refresh_promoted(touched, now=now)
    return rule


def _fill(promotion: Promotion, values: Values) -> None:
    for name in ("name", "start_date"):
        if values.get(name) is not None:
            setattr(promotion, name, values[name])
    for name in ("description", "end_date"):
        if name in values:
            setattr(promotion, name, values[name])
    if promotion.end_date is not None and promotion.start_date > promotion.end_date:
        raise DomainError("INVALID", "End date cannot be before the start date.", field="endDate")


def _save_rule(rule: PromotionRule, values: Values, *, add: Sequence[str], remove: Sequence[str] = ()) -> PromotionRule:
    is_new = rule._state.adding
    channels = channels_by_ids([*add, *remove], field="channels")
    kept = {} if is_new else {each.pk: each for each in rule.channels.all()}
    kept |= {channels[each].pk: channels[each] for each in add}
    for each in remove:
        kept.pop(channels[each].pk, None)
    for name in ("name", "description", "reward_value", "reward_value_type"):
        if name in values:
            setattr(rule, name, values[name])
    if is_new and values.get("catalogue_predicate") is None:
        message = "For `catalogue` predicate type, `cataloguePredicate` must be provided."
        raise DomainError("REQUIRED", message, field="cataloguePredicate")
    if values.get("catalogue_predicate") is not None:
        rule.catalogue_predicate = _predicate(values["catalogue_predicate"])
    _check_reward(rule, {each.currency_code for each in kept.values()})
    rule.save()
    rule.channels.set(kept)
    return rule


def _predicate(given: Values) -> dict[str, Any]:
    """A `CataloguePredicateInput` as it is kept: names as Saleor writes them, checked for what it means."""
    if ({"AND", "OR"} & set(given)) and len(given) > 1:
        message = "Cannot mix operators with other filter inputs."
        raise DomainError("INVALID", message, field="cataloguePredicate")
    kept: dict[str, Any] = {}
    for name, value in given.items():
        if name in ("AND", "OR"):
            kept[name] = [_predicate(each) for each in value or ()]
        elif value is not None:
            if set(value) - {"ids"}:
                raise DomainError("INVALID", "Goods are named by `ids` only.", field="cataloguePredicate")
            kept[_camel(name)] = {"ids": list(value.get("ids") or ())}
    meant(kept)
    return kept


def _check_reward(rule: PromotionRule, currencies: set[str]) -> None:
    value, kind = rule.reward_value, rule.reward_value_type
    if rule.catalogue_predicate and kind is None:
        raise DomainError("REQUIRED", "The rewardValueType is required.", field="rewardValueType")
    if rule.catalogue_predicate and value is None:
        raise DomainError("REQUIRED", "The rewardValue is required.", field="rewardValue")
    if kind == "FIXED" and value:
        if not currencies:
            message = "Channels must be specified for FIXED rewardValueType."
            raise DomainError("MISSING_CHANNELS", message, field="channels")
        if len(currencies) > 1:
            message = "For FIXED rewardValueType, all channels must have the same currency."
            raise DomainError("MULTIPLE_CURRENCIES_NOT_ALLOWED", message, field="rewardValueType")
        if value != round(value, 2):
            raise DomainError("INVALID_PRECISION", "Invalid amount precision.", field="rewardValue")
    if kind == "PERCENTAGE" and value is not None and value > _MOST_PERCENT:
        raise DomainError("INVALID", "Invalid percentage value.", field="rewardValue")


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(each.title() for each in rest)
