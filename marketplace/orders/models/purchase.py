"""What a shopper bought in one go: the platform's side of one order of the commerce engine."""

from decimal import Decimal
from secrets import token_urlsafe

from django.db import models


def new_token() -> str:
    """An unguessable token for links that work without signing in (192 bits)."""
    return token_urlsafe(24)


class Purchase(models.Model):
    """One order of the engine, split into vendor orders. `number` is what the shopper reads out: 26-000123.

    `address` is where tours bring goods and `billing_address` what invoices name, both in the form of
    `rules/addresses.py`. `total` is what the shopper agreed to pay, gross, with all delivery and after a voucher,
    which took `discount` off.
    """

    number = models.CharField(max_length=20, unique=True)
    token = models.CharField(max_length=64, unique=True, default=new_token)
    saleor_order_id = models.CharField(max_length=120, unique=True)
    saleor_order_number = models.CharField(max_length=40)
    checkout_id = models.CharField(max_length=120, blank=True, default="", db_index=True)
    person = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="purchases")
    email = models.EmailField()
    language = models.CharField(max_length=8, default="de")
    address = models.JSONField(default=dict)
    billing_address = models.JSONField(default=dict)
    currency = models.CharField(max_length=3)
    total = models.DecimalField(max_digits=12, decimal_places=2)
    voucher_code = models.CharField(max_length=255, blank=True, default="", db_index=True)
    discount = models.DecimalField(max_digits=12, decimal_places=2, default=Decimal("0.00"))
    payment_method = models.CharField(max_length=40, blank=True, default="")
    transaction_id = models.CharField(max_length=120, blank=True, default="")
    psp_reference = models.CharField(max_length=200, blank=True, default="")
    placed_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(total__gte=0), name="purchase_total_is_not_negative"),
            models.CheckConstraint(condition=models.Q(discount__gte=0), name="purchase_discount_is_not_negative"),
        ]

    def __str__(self) -> str:
        return self.number
