"""One vendor's part of a purchase: a contract of its own between the shopper and that vendor."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marketplace.catalogue.models import Unit
from marketplace.orders.models.purchase import new_token
from marketplace.orders.rules.amounts import PaymentState, given_back_for, payment_state
from marketplace.orders.rules.states import State


class VendorOrder(models.Model):
    """All money is gross in `currency`.

    `total` = `subtotal` + `delivery_price` as agreed at placement; `given_back` of it was rejected or cancelled since.
    All three are after a voucher; `delivery_discount` is what it took off the delivery, the rest stands at the lines.
    `captured`, `voided` and `refunded` say what the payment gateway really did. `lease_until` is held by whoever
    carries out the order's intents (`services/intents.py`). `brought`: a tour carries it, nobody collects.
    """

    class State(models.TextChoices):
        PLACED = State.PLACED.value, _("Neu")
        CONFIRMED = State.CONFIRMED.value, _("Bestätigt")
        PARTLY_REJECTED = State.PARTLY_REJECTED.value, _("Teilweise bestätigt")
        READY = State.READY.value, _("Bereit")
        HANDED_OVER = State.HANDED_OVER.value, _("Abgeholt")
        DELIVERED = State.DELIVERED.value, _("Geliefert")
        CANCELLED = State.CANCELLED.value, _("Storniert")

    purchase = models.ForeignKey("orders.Purchase", models.PROTECT, related_name="vendor_orders")
    vendor = models.ForeignKey("vendors.Vendor", models.PROTECT, related_name="orders")
    number = models.CharField(max_length=24, unique=True)
    token = models.CharField(max_length=64, unique=True, default=new_token)
    state = models.CharField(max_length=20, choices=State.choices, default=State.PLACED)

    fulfilment_method = models.CharField(max_length=40, blank=True, default="")
    fulfilment_reference = models.CharField(max_length=64, blank=True, default="")
    fulfilment_offer = models.CharField(max_length=120, blank=True, default="")
    brought = models.BooleanField(default=False)
    starts = models.DateTimeField(null=True, blank=True)
    ends = models.DateTimeField(null=True, blank=True)
    ready_by = models.DateTimeField(null=True, blank=True)

    currency = models.CharField(max_length=3)
    subtotal = models.DecimalField(max_digits=12, decimal_places=2)
    delivery_price = models.DecimalField(max_digits=12, decimal_places=2, default=Decimal("0.00"))
    delivery_discount = models.DecimalField(max_digits=12, decimal_places=2, default=Decimal("0.00"))
    total = models.DecimalField(max_digits=12, decimal_places=2)
    given_back = models.DecimalField(max_digits=12, decimal_places=2, default=Decimal("0.00"))
    payment_method = models.CharField(max_length=40, blank=True, default="")
    captured = models.DecimalField(max_digits=12, decimal_places=2, default=Decimal("0.00"))
    voided = models.DecimalField(max_digits=12, decimal_places=2, default=Decimal("0.00"))
    refunded = models.DecimalField(max_digits=12, decimal_places=2, default=Decimal("0.00"))

    placed_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ready_at = models.DateTimeField(null=True, blank=True)
    handed_over_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    paid_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["purchase", "vendor"], name="purchase_has_one_part_per_vendor"),
            models.UniqueConstraint(
                fields=["fulfilment_reference"],
                condition=~Q(fulfilment_reference=""),
                name="fulfilment_reference_belongs_to_one_order",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="vendor_order_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(total=F("subtotal") + F("delivery_price"), subtotal__gte=0, delivery_price__gte=0),
                name="vendor_order_total_adds_up",
            ),
            models.CheckConstraint(condition=Q(delivery_discount__gte=0), name="vendor_order_discount_not_negative"),
            models.CheckConstraint(
                condition=Q(given_back__gte=0, given_back__lte=F("total")),
                name="vendor_order_gives_back_no_more_than_all",
            ),
            models.CheckConstraint(
                condition=Q(captured__gte=0, voided__gte=0) & Q(total__gte=F("captured") + F("voided")),
                name="vendor_order_takes_no_more_than_promised",
            ),
            models.CheckConstraint(
                condition=Q(refunded__gte=0, refunded__lte=F("captured")),
                name="vendor_order_refunds_no_more_than_taken",
            ),
        ]
        indexes = [
            models.Index(fields=["vendor", "state", "ready_by"], name="vendor_order_work"),
            models.Index(fields=["vendor", "-placed_at"], name="vendor_order_latest"),
            models.Index(fields=["placed_at"], name="vendor_order_by_time"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def due(self) -> Decimal:
        """What the shopper owes in the end."""
        return self.total - self.given_back

    @property
    def full_delivery_price(self) -> Decimal:
        """The way before a voucher."""
        return self.delivery_price + self.delivery_discount

    @property
    def payment_state(self) -> PaymentState:
        return payment_state(due=self.due, captured=self.captured, refunded=self.refunded)

    @property
    def saleor_order_id(self) -> str:
        return self.purchase.saleor_order_id

    @property
    def email(self) -> str:
        return self.purchase.email

    @property
    def language(self) -> str:
        return self.purchase.language


class VendorOrderLine(models.Model):
    """One article as it was sold: later changes of the listing do not touch it.

    `unit_price` is gross and before a voucher; `total` is what is paid for `quantity`, after it took `discount` off.
    """

    order = models.ForeignKey(VendorOrder, models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    saleor_line_id = models.CharField(max_length=120, unique=True)
    variant_id = models.CharField(max_length=64)
    listing = models.ForeignKey("catalogue.Listing", models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=500)
    sku = models.CharField(max_length=255, blank=True, default="")
    quantity = models.PositiveIntegerField()
    quantity_rejected = models.PositiveIntegerField(default=0)
    unit_price = models.DecimalField(max_digits=12, decimal_places=2)
    discount = models.DecimalField(max_digits=12, decimal_places=2, default=Decimal("0.00"))
    total = models.DecimalField(max_digits=12, decimal_places=2)
    given_back = models.DecimalField(max_digits=12, decimal_places=2, default=Decimal("0.00"))
    tax_rate = models.DecimalField(max_digits=5, decimal_places=2, help_text="Percent.")
    reference_price = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    reference_unit = models.CharField(max_length=8, choices=Unit.choices, blank=True, default="")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["order", "position"], name="order_line_has_its_position"),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, quantity_rejected__lte=F("quantity")),
                name="order_line_rejects_no_more_than_sold",
            ),
            models.CheckConstraint(
                condition=Q(total__gte=0, given_back__gte=0, given_back__lte=F("total")),
                name="order_line_gives_back_no_more_than_paid",
            ),
            models.CheckConstraint(condition=Q(discount__gte=0), name="order_line_discount_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} x {self.name}"

    @property
    def quantity_left(self) -> int:
        """Pieces that the shopper gets."""
        return self.quantity - self.quantity_rejected

    @property
    def amount_left(self) -> Decimal:
        """What is paid for those pieces."""
        return self.total - self.given_back

    @property
    def full_total(self) -> Decimal:
        """What the line cost before a voucher."""
        return self.total + self.discount

    @property
    def full_left(self) -> Decimal:
        """What those pieces cost before a voucher."""
        before, left = self.quantity_rejected, self.quantity_left
        return given_back_for(self.full_total, quantity=self.quantity, rejected_before=before, rejected_now=left)

    @property
    def discount_left(self) -> Decimal:
        """What the voucher takes off those pieces."""
        return self.full_left - self.amount_left
