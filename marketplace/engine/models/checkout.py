"""Checkouts: what somebody is about to buy. Prices and totals are computed when they are read."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from marketplace.engine.models.metadata import WithMetadata


class Checkout(WithMetadata):
    """A basket with addresses and a delivery method. The row goes when it has become an order.

    `voucher_code` stays while its voucher is out of date: what it takes off is computed when the checkout is read.
    `deliveries_fresh_until` is empty when lines or address changed since the platform was asked for delivery methods.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    channel = models.ForeignKey("engine.Channel", models.PROTECT, related_name="checkouts")
    user = models.ForeignKey("engine.User", models.CASCADE, null=True, related_name="checkouts")
    email = models.EmailField(null=True)  # noqa: DJ001 null is Saleor's "not given yet"
    language_code = models.CharField(max_length=35, default="en")
    country = models.CharField(max_length=2)
    currency = models.CharField(max_length=3)
    shipping_address = models.ForeignKey("engine.Address", models.SET_NULL, null=True, related_name="+")
    billing_address = models.ForeignKey("engine.Address", models.SET_NULL, null=True, related_name="+")
    save_shipping_address = models.BooleanField(default=True)
    save_billing_address = models.BooleanField(default=True)
    delivery = models.ForeignKey("engine.CheckoutDelivery", models.SET_NULL, null=True, related_name="+")
    collection_point = models.ForeignKey("engine.Warehouse", models.SET_NULL, null=True, related_name="+")
    deliveries_fresh_until = models.DateTimeField(null=True)
    voucher_code = models.CharField(max_length=255, null=True)  # noqa: DJ001 null is Saleor's "none"
    customer_note = models.TextField(default="")
    redirect_url = models.CharField(max_length=1000, default="")
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-updated_at", "pk"]
        indexes = [models.Index(fields=["updated_at"], name="checkout_by_change")]

    def __str__(self) -> str:
        return f"checkout {self.pk}"


class CheckoutLine(WithMetadata):
    """So many pieces of a variant. `position` is the order in which lines were added."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    checkout = models.ForeignKey(Checkout, models.CASCADE, related_name="lines")
    variant = models.ForeignKey("engine.ProductVariant", models.CASCADE, related_name="+")
    quantity = models.PositiveIntegerField()
    price_override = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.CheckConstraint(condition=Q(quantity__gt=0), name="checkout_line_of_something")]

    def __str__(self) -> str:
        return f"{self.quantity} of variant {self.variant_id}"


class CheckoutDelivery(models.Model):
    """A delivery method that the platform offered for this checkout, as it was offered.

    `method_id` is the method's global id, `app:<app>:<method>` for the platform's own. When an offer is gone or has
    changed while it was chosen, it stays with `is_valid` false until another one is chosen.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    checkout = models.ForeignKey(Checkout, models.CASCADE, related_name="deliveries")
    method_id = models.CharField(max_length=1024)
    name = models.CharField(max_length=255)
    description = models.JSONField(null=True)
    price_amount = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)
    minimum_delivery_days = models.PositiveIntegerField(null=True)
    maximum_delivery_days = models.PositiveIntegerField(null=True)
    metadata = models.JSONField(default=dict)
    private_metadata = models.JSONField(default=dict)
    active = models.BooleanField(default=True)
    message = models.TextField(default="")
    is_valid = models.BooleanField(default=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["checkout", "method_id"], condition=Q(is_valid=True), name="delivery_once_per_method"
            ),
            models.CheckConstraint(condition=Q(price_amount__gte=0), name="delivery_price_not_negative"),
        ]

    def __str__(self) -> str:
        return self.name
