"""The category tree."""

from django.db import models
from django.utils import timezone

from marketplace.engine.models.metadata import WithMetadata


class Category(WithMetadata):
    """A node of the tree. `path` holds the ids from the root to itself ("/3/17/"), so a subtree is a prefix."""

    name = models.CharField(max_length=250)
    slug = models.SlugField(max_length=255, unique=True)
    description = models.JSONField(null=True, blank=True)
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=250, blank=True, default="", editable=False)
    level = models.PositiveSmallIntegerField(default=0, editable=False)
    seo_title = models.CharField(max_length=70, blank=True, default="")
    seo_description = models.CharField(max_length=300, blank=True, default="")
    background_image = models.CharField(max_length=255, blank=True, default="")
    background_image_alt = models.CharField(max_length=128, blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["path"], opclasses=["varchar_pattern_ops"], name="category_by_path")]

    def __str__(self) -> str:
        return self.slug
