"""Warehouses, shipping zones, and what is in stock where."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from marketplace.engine.models.account import Address
from marketplace.engine.models.channel import Channel
from marketplace.engine.models.metadata import WithMetadata


class ClickAndCollect(models.TextChoices):
    """Saleor's `WarehouseClickAndCollectOptionEnum`."""

    DISABLED = "DISABLED"
    LOCAL = "LOCAL"
    ALL = "ALL"


class Warehouse(WithMetadata):
    """Where goods are: on the platform, one per vendor."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=250)
    slug = models.SlugField(max_length=255, unique=True)
    email = models.EmailField(blank=True, default="")
    address = models.OneToOneField(Address, models.PROTECT, related_name="+")
    click_and_collect_option = models.CharField(
        max_length=30, choices=ClickAndCollect.choices, default=ClickAndCollect.DISABLED
    )
    is_private = models.BooleanField(default=True)
    external_reference = models.CharField(max_length=250, unique=True, null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(click_and_collect_option="LOCAL", is_private=True),
                name="warehouse_local_collection_is_public",
            )
        ]

    def __str__(self) -> str:
        return self.slug


class ShippingZone(WithMetadata):
    """Countries that are served from warehouses in channels."""

    name = models.CharField(max_length=100)
    description = models.TextField(blank=True, default="")
    countries = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    default = models.BooleanField(default=False)
    channels = models.ManyToManyField(Channel, related_name="shipping_zones")
    warehouses = models.ManyToManyField(Warehouse, related_name="shipping_zones")

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Stock(models.Model):
    """Pieces of a variant in a warehouse.

    `quantity` is what lies there; `quantity_allocated` of it is promised to orders and is kept equal to the sum of the
    stock's allocations by whoever writes those, under a lock on this row (locks in order of pk).
    """

    warehouse = models.ForeignKey(Warehouse, models.CASCADE, related_name="stocks")
    product_variant = models.ForeignKey("engine.ProductVariant", models.CASCADE, related_name="stocks")
    quantity = models.PositiveIntegerField(default=0)
    quantity_allocated = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["product_variant", "warehouse"], name="stock_once_per_warehouse")
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of variant {self.product_variant_id} in {self.warehouse_id}"
