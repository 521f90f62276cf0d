"""Metadata: free keys and values on an object, public ones and private ones."""

from django.db import models


class WithMetadata(models.Model):
    """Two string maps. Who may read and write them is decided per type in `services.metadata`."""

    metadata = models.JSONField(default=dict, blank=True, db_default=models.Value({}, models.JSONField()))
    private_metadata = models.JSONField(default=dict, blank=True, db_default=models.Value({}, models.JSONField()))

    class Meta:
        abstract = True
