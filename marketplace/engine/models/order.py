"""Orders: what was bought, delivered and paid. Prices are copies of the moment of purchase."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from marketplace.engine.models.metadata import WithMetadata


class OrderNumber(models.Model):
    """Hands out order numbers: one row each. A number whose transaction fails is never used; gaps are harmless."""

    def __str__(self) -> str:
        return str(self.pk)


class Order(WithMetadata):
    """A contract. Gross amounts lead; net amounts are what remains without the tax inside."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.BigIntegerField(unique=True)
    status = models.CharField(max_length=32, default="UNFULFILLED")
    charge_status = models.CharField(max_length=32, default="NONE")
    authorize_status = models.CharField(max_length=32, default="NONE")
    origin = models.CharField(max_length=32, default="CHECKOUT")
    channel = models.ForeignKey("engine.Channel", models.PROTECT, related_name="orders")
    user = models.ForeignKey("engine.User", models.SET_NULL, null=True, related_name="orders")
    user_email = models.EmailField(default="")
    language_code = models.CharField(max_length=35, default="en")
    currency = models.CharField(max_length=3)
    shipping_address = models.ForeignKey("engine.Address", models.SET_NULL, null=True, related_name="+")
    billing_address = models.ForeignKey("engine.Address", models.SET_NULL, null=True, related_name="+")
    shipping_method_id = models.CharField(max_length=1024, default="")
    shipping_method_name = models.CharField(max_length=255, null=True)  # noqa: DJ001 null: nothing is shipped
    shipping_method_metadata = models.JSONField(default=dict)
    collection_point = models.ForeignKey("engine.Warehouse", models.SET_NULL, null=True, related_name="+")
    collection_point_name = models.CharField(max_length=255, null=True)  # noqa: DJ001 null: not collected
    shipping_gross_amount = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    shipping_net_amount = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    shipping_tax_rate = models.DecimalField(max_digits=5, decimal_places=4, default=0)
    shipping_tax_class_name = models.CharField(max_length=255, default="")
    undiscounted_shipping_amount = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    voucher = models.ForeignKey("engine.Voucher", models.SET_NULL, null=True, related_name="orders")
    voucher_code = models.CharField(max_length=255, null=True)  # noqa: DJ001 null is Saleor's "none"
    total_gross_amount = models.DecimalField(max_digits=12, decimal_places=2)
    total_net_amount = models.DecimalField(max_digits=12, decimal_places=2)
    undiscounted_total_gross_amount = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    undiscounted_total_net_amount = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    total_charged_amount = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    total_authorized_amount = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    checkout_id = models.UUIDField(null=True, unique=True)
    customer_note = models.TextField(default="")
    redirect_url = models.CharField(max_length=1000, default="")
    external_reference = models.CharField(max_length=250, null=True, unique=True)  # noqa: DJ001 unique where given
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        indexes = [
            models.Index(fields=["user", "-number"], name="order_by_user"),
            models.Index(fields=["user_email"], name="order_by_email"),
            models.Index(fields=["created_at"], name="order_by_creation"),
            models.Index(fields=["status"], name="order_by_status"),
        ]

    def __str__(self) -> str:
        return f"#{self.number}"


class OrderLine(WithMetadata):
    """So many pieces of a variant at a price; names are copies.

    `undiscounted_unit_amount` is gross, `unit_discount_amount` what promotions and a voucher for lines took off it; a
    voucher for the whole order lowers the line's price too, but is told by the order's discounts alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    order = models.ForeignKey(Order, models.CASCADE, related_name="lines")
    variant = models.ForeignKey("engine.ProductVariant", models.SET_NULL, null=True, related_name="order_lines")
    product_variant_id = models.CharField(max_length=255, default="")
    product_name = models.CharField(max_length=386)
    variant_name = models.CharField(max_length=255, default="")
    product_sku = models.CharField(max_length=255, null=True)  # noqa: DJ001 null: the variant has none
    is_shipping_required = models.BooleanField(default=True)
    quantity = models.PositiveIntegerField()
    quantity_fulfilled = models.PositiveIntegerField(default=0)
    unit_gross_amount = models.DecimalField(max_digits=12, decimal_places=2)
    unit_net_amount = models.DecimalField(max_digits=12, decimal_places=2)
    total_gross_amount = models.DecimalField(max_digits=12, decimal_places=2)
    total_net_amount = models.DecimalField(max_digits=12, decimal_places=2)
    undiscounted_unit_amount = models.DecimalField(max_digits=12, decimal_places=2)
    unit_discount_amount = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    unit_discount_reason = models.CharField(max_length=512, null=True)  # noqa: DJ001 null is Saleor's "none"
    voucher_code = models.CharField(max_length=255, null=True)  # noqa: DJ001 null is Saleor's "none"
    currency = models.CharField(max_length=3)
    tax_rate = models.DecimalField(max_digits=5, decimal_places=4, default=0)
    tax_class_name = models.CharField(max_length=255, default="")
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity_fulfilled__lte=F("quantity")), name="order_line_fulfilled_within_quantity"
            )
        ]

    def __str__(self) -> str:
        return f"{self.quantity} x {self.product_name}"


class OrderDiscount(models.Model):
    """What a voucher took off the whole order or its delivery, as a fixed amount."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    order = models.ForeignKey(Order, models.CASCADE, related_name="discounts")
    type = models.CharField(max_length=32, default="VOUCHER")
    value_type = models.CharField(max_length=10, default="FIXED")
    value = models.DecimalField(max_digits=12, decimal_places=3)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)
    name = models.CharField(max_length=255, null=True)  # noqa: DJ001 null is Saleor's "none"
    reason = models.TextField(null=True)  # noqa: DJ001 null is Saleor's "none"
    voucher_code = models.CharField(max_length=255, null=True)  # noqa: DJ001 null is Saleor's "none"

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(amount__gte=0), name="order_discount_not_negative")]

    def __str__(self) -> str:
        return f"{self.amount} off order {self.order_id}"


class OrderLineDiscount(models.Model):
    """What a promotion or a voucher for lines took off one line, all its pieces together."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    line = models.ForeignKey(OrderLine, models.CASCADE, related_name="discounts")
    type = models.CharField(max_length=32)
    value_type = models.CharField(max_length=10)
    value = models.DecimalField(max_digits=12, decimal_places=3)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)
    name = models.CharField(max_length=255, null=True)  # noqa: DJ001 null is Saleor's "none"
    reason = models.TextField(null=True)  # noqa: DJ001 null is Saleor's "none"

    class Meta:
        ordering = ["type", "pk"]
        constraints = [models.CheckConstraint(condition=Q(amount__gte=0), name="line_discount_not_negative")]

    def __str__(self) -> str:
        return f"{self.amount} off line {self.line_id}"


class Fulfillment(WithMetadata):
    """A parcel, hand-over or refund of lines; numbered within its order."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="fulfillments")
    fulfillment_order = models.PositiveIntegerField()
    status = models.CharField(max_length=32, default="FULFILLED")
    tracking_number = models.CharField(max_length=255, default="")
    shipping_refund_amount = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    total_refund_amount = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    reason = models.TextField(default="")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["order", "fulfillment_order"], name="fulfillment_number_once_per_order")
        ]

    def __str__(self) -> str:
        return f"{self.fulfillment_order} of order {self.order_id}"


class FulfillmentLine(models.Model):
    """So many pieces of an order line, taken out of a stock (none: they were refunded without having been sent)."""

    fulfillment = models.ForeignKey(Fulfillment, models.CASCADE, related_name="lines")
    order_line = models.ForeignKey(OrderLine, models.CASCADE, related_name="fulfillment_lines")
    quantity = models.PositiveIntegerField()
    stock = models.ForeignKey("engine.Stock", models.SET_NULL, null=True, related_name="+")
    reason = models.TextField(default="")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.quantity} of line {self.order_line_id}"


class OrderGrantedRefund(models.Model):
    """A promise to give money back; the transaction that pays it decides its status."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="granted_refunds")
    transaction = models.ForeignKey(
        "engine.TransactionItem", models.SET_NULL, null=True, related_name="granted_refunds"
    )
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)
    reason = models.TextField(default="")
    shipping_costs_included = models.BooleanField(default=False)
    status = models.CharField(max_length=16, default="NONE")
    user = models.ForeignKey("engine.User", models.SET_NULL, null=True, related_name="+")
    app_identifier = models.CharField(max_length=256, default="")
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [models.CheckConstraint(condition=Q(amount__gte=0), name="granted_refund_not_negative")]

    def __str__(self) -> str:
        return f"{self.amount} of order {self.order_id}"


class OrderGrantedRefundLine(models.Model):
    """The pieces for which money was promised back."""

    granted_refund = models.ForeignKey(OrderGrantedRefund, models.CASCADE, related_name="lines")
    order_line = models.ForeignKey(OrderLine, models.CASCADE, related_name="granted_refund_lines")
    quantity = models.PositiveIntegerField()
    reason = models.TextField(default="")

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(quantity__gt=0), name="granted_refund_of_something")]

    def __str__(self) -> str:
        return f"{self.quantity} of line {self.order_line_id}"
