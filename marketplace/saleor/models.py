"""What arrived from Saleor, which consumer is done with it, the App's tokens, and what became of a town that moved."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class InboxEvent(models.Model):
    """One event as Saleor sent it. `key` is the same for every delivery of one event, so it is stored once."""

    key = models.CharField(max_length=128, unique=True)
    event_type = models.CharField(max_length=64)
    payload = models.JSONField()
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["received_at"], name="saleor_inbox_received")]

    def __str__(self) -> str:
        return f"{self.event_type} {self.key}"


class Consumption(models.Model):
    """One consumer's work on one event: waiting until `due_at`, done, or given up."""

    class State(models.TextChoices):
        WAITING = "waiting", _("wartet")
        DONE = "done", _("erledigt")
        FAILED = "failed", _("aufgegeben")

    event = models.ForeignKey(InboxEvent, models.CASCADE, related_name="consumptions")
    consumer = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "consumer"], name="saleor_consumption_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "done", "failed"]), name="saleor_consumption_state"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(state="waiting"), name="saleor_consumption_due"),
            models.Index(fields=["-id"], condition=models.Q(state="failed"), name="saleor_consumption_failed"),
        ]

    def __str__(self) -> str:
        return f"{self.consumer} of event {self.event_id}: {self.state}"


class Installation(models.Model):
    """The App as a Saleor installed it. `token` is locked (see `app/vault.py`), and emptied when it counts no more."""

    class State(models.TextChoices):
        PENDING = "pending"
        ACTIVE = "active"
        REPLACED = "replaced"
        REFUSED = "refused"

    api_url = models.URLField(max_length=500)
    app_id = models.CharField(max_length=120, blank=True)
    token = models.TextField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.PENDING)
    registered_at = models.DateTimeField()
    verified_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["api_url"], condition=models.Q(state="active"), name="saleor_one_active_installation"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["pending", "active", "replaced", "refused"]),
                name="saleor_installation_state",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} in {self.api_url}"


class Move(models.Model):
    """The town moves out of the embedded engine into the Saleor at `api_url`.

    Until `finished_at` the platform's rows name the embedded engine's objects and the seam to that Saleor is shut;
    from then on they name Saleor's. Both change in one transaction.
    """

    api_url = models.URLField(max_length=500, unique=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"to {self.api_url}"


class MovedObject(models.Model):
    """One object of the embedded engine and the one that stands for it in Saleor, both by global id.

    `label` is what people call it there: the number of an order.
    """

    class Kind(models.TextChoices):
        CATEGORY = "category"
        WAREHOUSE = "warehouse"
        PRODUCT = "product"
        VARIANT = "variant"
        USER = "user"
        ORDER = "order"
        LINE = "line"
        TRANSACTION = "transaction"

    move = models.ForeignKey(Move, models.CASCADE, related_name="objects_moved")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    source_id = models.CharField(max_length=120)
    target_id = models.CharField(max_length=120)
    label = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["move", "kind", "source_id"], name="saleor_moved_once"),
            models.UniqueConstraint(fields=["move", "kind", "target_id"], name="saleor_moved_to_one_place"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.source_id} -> {self.target_id}"
