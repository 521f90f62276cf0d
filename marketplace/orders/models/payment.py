"""Attempts to order and to pay, before there is an order."""

from django.db import models

from marketplace.orders.rules.amounts import PAYING


class Placement(models.Model):
    """The shopper pressed the button: stored before anything is asked of the engine, so that a crash loses nothing.

    `lease_until` is held by whoever works on it; a started placement whose lease is over is finished by a task, if the
    basket still is what the shopper saw: `seal` is its fingerprint, empty until it was checked.
    """

    class State(models.TextChoices):
        STARTED = "started"
        ACTION_REQUIRED = "action_required"
        COMPLETED = "completed"
        REFUSED = "refused"

    checkout_id = models.CharField(max_length=120, unique=True)
    payment_method = models.CharField(max_length=40)
    person = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    email = models.EmailField(blank=True, default="")
    language = models.CharField(max_length=8)
    state = models.CharField(max_length=16, choices=State.choices, default=State.STARTED)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField()
    seal = models.CharField(max_length=64, blank=True, default="")
    saleor_order_id = models.CharField(max_length=120, blank=True, default="")
    refusal_code = models.CharField(max_length=60, blank=True, default="")
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["lease_until"], condition=models.Q(state="started"), name="placement_started")]

    def __str__(self) -> str:
        return f"{self.checkout_id} {self.state}"


class PaymentAttempt(models.Model):
    """One payment session of a checkout, by the engine's transaction id. `result` is a PaymentResult."""

    transaction_id = models.CharField(max_length=120, unique=True)
    checkout_id = models.CharField(max_length=120, db_index=True)
    method = models.CharField(max_length=40)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)
    result = models.CharField(max_length=20)
    psp_reference = models.CharField(max_length=200, db_index=True)
    message = models.CharField(max_length=500, blank=True, default="")
    voided = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.transaction_id} {self.method} {self.result}"

    @property
    def stands(self) -> bool:
        """True while it holds money or a promise."""
        return self.result in PAYING and not self.voided
