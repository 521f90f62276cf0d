"""Pieces in stock that belong to somebody: promised to an order, or held for a checkout for some minutes."""

from django.db import models
from django.db.models import Q


class Allocation(models.Model):
    """Pieces promised to an order line. Kept at zero after fulfilment or cancellation, as Saleor keeps it.

    The sum over a stock equals `Stock.quantity_allocated`; both are written under a lock on the stock's row.
    """

    order_line = models.ForeignKey("engine.OrderLine", models.CASCADE, related_name="allocations")
    stock = models.ForeignKey("engine.Stock", models.CASCADE, related_name="allocations")
    quantity = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["order_line", "stock"], name="allocation_once_per_stock")]
        indexes = [models.Index(fields=["stock"], condition=Q(quantity__gt=0), name="allocation_open_by_stock")]

    def __str__(self) -> str:
        return f"{self.quantity} of stock {self.stock_id} for line {self.order_line_id}"


class Reservation(models.Model):
    """Pieces held for a checkout line until a moment; worth nothing afterwards."""

    checkout_line = models.ForeignKey("engine.CheckoutLine", models.CASCADE, related_name="reservations")
    stock = models.ForeignKey("engine.Stock", models.CASCADE, related_name="reservations")
    quantity = models.PositiveIntegerField()
    reserved_until = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["checkout_line", "stock"], name="reservation_once_per_stock"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="reservation_of_something"),
        ]
        indexes = [
            models.Index(fields=["stock", "reserved_until"], name="reservation_by_stock"),
            models.Index(fields=["reserved_until"], name="reservation_by_end"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of stock {self.stock_id} until {self.reserved_until}"
