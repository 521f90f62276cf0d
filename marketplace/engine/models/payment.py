"""Transactions: what the payment app reports to have done with the shopper's money."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from marketplace.engine.models.metadata import WithMetadata


class TransactionItem(WithMetadata):
    """One payment of a checkout or order. The amounts are a function of its events (`rules.payment`)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    checkout = models.ForeignKey("engine.Checkout", models.SET_NULL, null=True, related_name="transactions")
    order = models.ForeignKey("engine.Order", models.PROTECT, null=True, related_name="transactions")
    user = models.ForeignKey("engine.User", models.SET_NULL, null=True, related_name="+")
    app_identifier = models.CharField(max_length=256)
    idempotency_key = models.CharField(max_length=512, null=True)  # noqa: DJ001 null where none was given: not unique
    currency = models.CharField(max_length=3)
    name = models.CharField(max_length=512, default="")
    message = models.CharField(max_length=512, default="")
    psp_reference = models.CharField(max_length=512, default="")
    external_url = models.CharField(max_length=2000, default="")
    available_actions = ArrayField(models.CharField(max_length=16), default=list)
    authorized_amount = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    authorize_pending_amount = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    charged_amount = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    charge_pending_amount = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    refunded_amount = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    refund_pending_amount = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    canceled_amount = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    cancel_pending_amount = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    created_at = models.DateTimeField(default=timezone.now)
    modified_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["app_identifier", "idempotency_key"], name="transaction_once_per_key")
        ]

    def __str__(self) -> str:
        return f"{self.psp_reference or self.pk}"


class TransactionEvent(models.Model):
    """Something that was asked of the payment app or that it reported. Never changed, except to get its reference."""

    transaction = models.ForeignKey(TransactionItem, models.CASCADE, related_name="events")
    type = models.CharField(max_length=32)
    amount = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    currency = models.CharField(max_length=3)
    psp_reference = models.CharField(max_length=512, default="")
    message = models.CharField(max_length=512, default="")
    external_url = models.CharField(max_length=2000, default="")
    idempotency_key = models.CharField(max_length=512, null=True)  # noqa: DJ001 null: none was given
    app_identifier = models.CharField(max_length=256, default="")
    user = models.ForeignKey("engine.User", models.SET_NULL, null=True, related_name="+")
    include_in_calculations = models.BooleanField(default=True)
    granted_refund = models.ForeignKey(
        "engine.OrderGrantedRefund", models.SET_NULL, null=True, related_name="transaction_events"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            # an owner that states lower sums than before (`transactionUpdate`) leaves a negative one without reference
            models.CheckConstraint(
                condition=Q(amount__gte=0) | Q(psp_reference="", type__endswith="_SUCCESS"),
                name="transaction_event_amount_not_negative",
            ),
            models.UniqueConstraint(
                fields=["transaction", "type", "psp_reference"],
                condition=~Q(psp_reference="") & (Q(type__endswith="_SUCCESS") | Q(type__endswith="_FAILURE")),
                name="transaction_event_once_per_reference",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.amount} {self.currency}"
