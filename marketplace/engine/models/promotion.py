"""Promotions: goods that cost less for a while, for everybody."""

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from marketplace.engine.models.metadata import WithMetadata

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import ManyRelatedManager

    from marketplace.engine.models.channel import Channel


class Promotion(WithMetadata):
    """A reduction of catalogue prices within a span of time. `is_applied`: its rules are in the discounted prices."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=255)
    description = models.JSONField(null=True, blank=True)
    start_date = models.DateTimeField(default=timezone.now)
    end_date = models.DateTimeField(null=True, blank=True)
    is_applied = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end_date__isnull=True) | Q(end_date__gte=F("start_date")), name="promotion_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return self.name


class PromotionRule(models.Model):
    """What is taken off which goods: `catalogue_predicate` in Saleor's form, `reward_value` an amount or percent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    promotion = models.ForeignKey(Promotion, models.CASCADE, related_name="rules")
    name = models.CharField(max_length=255, null=True, blank=True)  # noqa: DJ001 null is Saleor's "none"
    description = models.JSONField(null=True, blank=True)
    channels: "ManyRelatedManager[Channel, models.Model]" = models.ManyToManyField(  # type: ignore[assignment]
        "engine.Channel", related_name="+"
    )
    catalogue_predicate = models.JSONField(default=dict)
    reward_value_type = models.CharField(max_length=10, null=True)  # noqa: DJ001 null is Saleor's "none"
    reward_value = models.DecimalField(max_digits=12, decimal_places=3, null=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reward_value__isnull=True) | Q(reward_value__gte=0), name="promotion_takes_nothing_negative"
            )
        ]

    def __str__(self) -> str:
        return self.name or f"rule of {self.promotion_id}"
