"""Pages of text that the town writes itself."""

from django.db import models
from django.utils import timezone

from marketplace.engine.models.metadata import WithMetadata


class PageType(WithMetadata):
    """A kind of page."""

    name = models.CharField(max_length=250)
    slug = models.SlugField(max_length=255, unique=True)

    class Meta:
        ordering = ["slug"]
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="page_type_has_a_name")]

    def __str__(self) -> str:
        return self.slug


class Page(WithMetadata):
    """A page; `content` is an EditorJS document. It is seen once it is published and `published_at` has come."""

    page_type = models.ForeignKey(PageType, models.CASCADE, related_name="pages")
    title = models.CharField(max_length=250)
    slug = models.SlugField(max_length=255, unique=True)
    content = models.JSONField(null=True, blank=True)
    is_published = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True, blank=True)
    seo_title = models.CharField(max_length=70, blank=True, default="")
    seo_description = models.CharField(max_length=300, blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["slug"]
        constraints = [models.CheckConstraint(condition=~models.Q(title=""), name="page_has_a_title")]

    def __str__(self) -> str:
        return self.slug
