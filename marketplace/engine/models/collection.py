"""Collections: products that somebody chose by hand, in an order of their own."""

from django.db import models
from django.utils import timezone

from marketplace.engine.models.channel import Channel
from marketplace.engine.models.metadata import WithMetadata
from marketplace.engine.models.product import Product


class Collection(WithMetadata):
    """A choice of products. `description` is an EditorJS document, `background_image` a name in the default storage."""

    name = models.CharField(max_length=250)
    slug = models.SlugField(max_length=255, unique=True)
    description = models.JSONField(null=True, blank=True)
    background_image = models.CharField(max_length=255, blank=True, default="")
    background_image_alt = models.CharField(max_length=128, blank=True, default="")
    seo_title = models.CharField(max_length=70, blank=True, default="")
    seo_description = models.CharField(max_length=300, blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    sold_in: str | None = None
    """The slug of the channel that a query asked for; set by selectors, not stored."""

    class Meta:
        ordering = ["slug"]
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="collection_has_a_name")]

    def __str__(self) -> str:
        return self.slug


class CollectionProduct(models.Model):
    """A product in a collection. Without a place (nobody moved it yet) it stands behind those that have one."""

    collection = models.ForeignKey(Collection, models.CASCADE, related_name="product_links")
    product = models.ForeignKey(Product, models.CASCADE, related_name="collection_links")
    sort_order = models.IntegerField(null=True, blank=True)

    class Meta:
        ordering = [models.F("sort_order").asc(nulls_last=True), "product_id"]
        constraints = [models.UniqueConstraint(fields=["collection", "product"], name="product_once_per_collection")]

    def __str__(self) -> str:
        return f"product {self.product_id} in collection {self.collection_id}"


class CollectionChannelListing(models.Model):
    """The collection in a channel."""

    collection = models.ForeignKey(Collection, models.CASCADE, related_name="channel_listings")
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="collection_listings")
    is_published = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["collection", "channel"], name="collection_once_per_channel")]

    def __str__(self) -> str:
        return f"collection {self.collection_id} in {self.channel_id}"
