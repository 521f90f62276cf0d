"""Vouchers: what a code takes off, where and how often."""

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from marketplace.engine.models.metadata import WithMetadata

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import ManyRelatedManager

    from marketplace.engine.models.category import Category
    from marketplace.engine.models.product import Product, ProductVariant


class Voucher(WithMetadata):
    """An offer for those who know a code. `type` is SHIPPING, ENTIRE_ORDER or SPECIFIC_PRODUCT.

    `times_used` counts the orders of all codes while there is a `usage_limit`, which it can never pass. `single_use`
    spends each code with its first order. Without products, variants and categories, SPECIFIC_PRODUCT means all goods.
    """

    type = models.CharField(max_length=20, default="ENTIRE_ORDER")
    name = models.CharField(max_length=255, null=True, blank=True)  # noqa: DJ001 null is Saleor's "has none"
    discount_value_type = models.CharField(max_length=10, default="FIXED")
    usage_limit = models.PositiveIntegerField(null=True, blank=True)
    times_used = models.PositiveIntegerField(default=0)
    start_date = models.DateTimeField(default=timezone.now)
    end_date = models.DateTimeField(null=True, blank=True)
    apply_once_per_order = models.BooleanField(default=False)
    apply_once_per_customer = models.BooleanField(default=False)
    single_use = models.BooleanField(default=False)
    only_for_staff = models.BooleanField(default=False)
    min_checkout_items_quantity = models.PositiveIntegerField(null=True, blank=True)
    countries = models.JSONField(default=list, blank=True)
    products: "ManyRelatedManager[Product, models.Model]" = models.ManyToManyField(  # type: ignore[assignment]
        "engine.Product", related_name="+"
    )
    variants: "ManyRelatedManager[ProductVariant, models.Model]" = models.ManyToManyField(  # type: ignore[assignment]
        "engine.ProductVariant", related_name="+"
    )
    categories: "ManyRelatedManager[Category, models.Model]" = models.ManyToManyField(  # type: ignore[assignment]
        "engine.Category", related_name="+"
    )

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(usage_limit__isnull=True) | Q(times_used__lte=F("usage_limit")),
                name="voucher_used_within_its_limit",
            ),
            models.CheckConstraint(
                condition=Q(end_date__isnull=True) | Q(end_date__gte=F("start_date")), name="voucher_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"voucher {self.pk}"


class VoucherCode(models.Model):
    """What a shopper types. `used` counts its orders while the voucher has a limit."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    voucher = models.ForeignKey(Voucher, models.CASCADE, related_name="codes")
    code = models.CharField(max_length=255, unique=True)
    used = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-created_at", "code"]

    def __str__(self) -> str:
        return self.code


class VoucherChannelListing(models.Model):
    """What a voucher takes off in a channel: an amount in its currency, or percent."""

    voucher = models.ForeignKey(Voucher, models.CASCADE, related_name="channel_listings")
    channel = models.ForeignKey("engine.Channel", models.CASCADE, related_name="voucher_listings")
    discount_value = models.DecimalField(max_digits=12, decimal_places=3)
    currency = models.CharField(max_length=3)
    min_spent_amount = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["voucher", "channel"], name="voucher_once_per_channel"),
            models.CheckConstraint(condition=Q(discount_value__gte=0), name="voucher_takes_nothing_negative"),
        ]

    def __str__(self) -> str:
        return f"voucher {self.voucher_id} in {self.channel_id}"


class VoucherCustomer(models.Model):
    """Who has used a voucher that is good once per customer."""

    voucher = models.ForeignKey(Voucher, models.CASCADE, related_name="customers")
    voucher_code = models.ForeignKey(VoucherCode, models.CASCADE, related_name="customers")
    customer_email = models.EmailField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["voucher", "customer_email"], name="voucher_once_per_customer"),
        ]

    def __str__(self) -> str:
        return f"voucher {self.voucher_id}"
