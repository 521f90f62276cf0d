"""Events that still have to reach the platform."""

import uuid

from django.db import models


class OutboxEvent(models.Model):
    """An event, written in the transaction of its fact; the row goes when the platform has taken it.

    `id` is the key by which the platform recognises a second delivery. `subject_type` and `subject_id` name what the
    event is about ("Order" and its primary key); the payload is rendered at delivery. `details` holds what cannot be
    read from the subject then, e.g. which stock changed. `due_at` is when the next attempt may start; a worker that
    claims the row moves it into the future, so a worker that dies loses nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event_type = models.CharField(max_length=64)
    subject_type = models.CharField(max_length=64)
    subject_id = models.CharField(max_length=64)
    details = models.JSONField(default=dict)
    issuer = models.JSONField(null=True)
    issued_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.TextField(default="")

    class Meta:
        ordering = ["issued_at", "pk"]
        indexes = [models.Index(fields=["due_at"], name="outbox_by_due")]

    def __str__(self) -> str:
        return f"{self.event_type} of {self.subject_type} {self.subject_id}"
