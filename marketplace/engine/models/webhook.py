"""What other Apps want to hear, what is on its way to them, and how the attempts went."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Webhook(models.Model):
    """An address of an App that wants to hear of events; `subscription_query` says with which data."""

    app = models.ForeignKey("engine.App", models.CASCADE, related_name="webhooks")
    name = models.CharField(max_length=255, default="")
    identifier = models.CharField(max_length=256, null=True)  # noqa: DJ001 null where the App gave none: not unique
    target_url = models.CharField(max_length=2000)
    is_active = models.BooleanField(default=True)
    events = ArrayField(models.CharField(max_length=64))
    subscription_query = models.TextField()
    custom_headers = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["app", "identifier"], name="webhook_identifier_once_per_app")]

    def __str__(self) -> str:
        return self.name or self.target_url


class EventDelivery(models.Model):
    """An event on its way to a webhook, written in the transaction of its fact; the row goes when the App has taken it.

    What happened is told like in the outbox (`OutboxEvent`); `payload` is rendered for the first attempt and the same
    for all others. `due_at` is when the next attempt may start; a worker that claims the row moves it into the future,
    so a worker that dies loses nothing. One that was given up stays with its attempts for whoever looks for the cause.
    """

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    event_type = models.CharField(max_length=64)
    subject_type = models.CharField(max_length=64)
    subject_id = models.CharField(max_length=64)
    details = models.JSONField(default=dict)
    issuer = models.JSONField(null=True)
    issued_at = models.DateTimeField()
    payload = models.TextField(null=True)  # noqa: DJ001 null: not rendered yet
    status = models.CharField(max_length=16, default="PENDING")
    due_at = models.DateTimeField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(status="PENDING"), name="delivery_by_due"),
            models.Index(fields=["created_at"], name="delivery_by_age"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=["PENDING", "FAILED"]), name="delivery_waits_or_failed")
        ]

    def __str__(self) -> str:
        return f"{self.event_type} to {self.webhook_id}"


class EventDeliveryAttempt(models.Model):
    """One attempt that failed, with what was said."""

    delivery = models.ForeignKey(EventDelivery, models.CASCADE, related_name="attempts")
    task_id = models.CharField(max_length=255, default="")
    duration = models.FloatField(null=True)
    response = models.TextField(default="")
    response_headers = models.TextField(default="{}")
    response_status_code = models.PositiveSmallIntegerField(null=True)
    request_headers = models.TextField(default="{}")
    status = models.CharField(max_length=16, default="FAILED")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.response_status_code or self.response}"
