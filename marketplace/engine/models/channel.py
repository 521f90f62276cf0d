"""Channels: where things are sold, in which currency and country."""

from typing import TYPE_CHECKING

from django.db import models

from marketplace.engine.models.metadata import WithMetadata

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import ManyRelatedManager

    from marketplace.engine.models.warehouse import Warehouse


class Channel(WithMetadata):
    """A market with one currency. The settings are those of Saleor that the engine honours."""

    name = models.CharField(max_length=250)
    slug = models.SlugField(max_length=255, unique=True)
    is_active = models.BooleanField(default=False)
    currency_code = models.CharField(max_length=3)
    default_country = models.CharField(max_length=2)
    allocation_strategy = models.CharField(max_length=32, default="PRIORITIZE_SORTING_ORDER")
    automatically_confirm_all_new_orders = models.BooleanField(default=True)
    allow_unpaid_orders = models.BooleanField(default=False)
    use_legacy_error_flow_for_checkout = models.BooleanField(default=True)
    automatically_complete_fully_paid_checkouts = models.BooleanField(default=False)
    charge_taxes = models.BooleanField(default=True)
    display_gross_prices = models.BooleanField(default=True)
    default_transaction_flow_strategy = models.CharField(max_length=16, default="CHARGE")
    warehouses: "ManyRelatedManager[Warehouse, ChannelWarehouse]" = models.ManyToManyField(  # type: ignore[assignment]
        "engine.Warehouse", through="engine.ChannelWarehouse", related_name="channels"
    )

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.slug


class ChannelWarehouse(models.Model):
    """A channel sells from a warehouse; `sort_order` is the order in which stock is allocated."""

    channel = models.ForeignKey(Channel, models.CASCADE, related_name="warehouse_links")
    warehouse = models.ForeignKey("engine.Warehouse", models.CASCADE, related_name="channel_links")
    sort_order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["sort_order", "pk"]
        constraints = [models.UniqueConstraint(fields=["channel", "warehouse"], name="channel_warehouse_once")]

    def __str__(self) -> str:
        return f"{self.channel_id} sells from {self.warehouse_id}"


class ShopSettings(models.Model):
    """The one row of shop-wide settings (Saleor's Site settings)."""

    singleton = models.BooleanField(default=True, unique=True)
    name = models.CharField(max_length=250, default="")
    header_text = models.CharField(max_length=200, default="", blank=True)
    description = models.CharField(max_length=500, default="", blank=True)
    reserve_stock_duration_anonymous_user = models.PositiveIntegerField(null=True, blank=True)
    reserve_stock_duration_authenticated_user = models.PositiveIntegerField(null=True, blank=True)
    limit_quantity_per_checkout = models.PositiveIntegerField(null=True, blank=True, default=50)
    enable_account_confirmation_by_email = models.BooleanField(default=True)
    allow_login_without_confirmation = models.BooleanField(default=False)
    track_inventory_by_default = models.BooleanField(default=True)
    default_weight_unit = models.CharField(max_length=8, default="kg")
    fulfillment_auto_approve = models.BooleanField(default=True)
    fulfillment_allow_unpaid = models.BooleanField(default=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(singleton=True), name="shop_settings_single_row")]

    def __str__(self) -> str:
        return self.name
