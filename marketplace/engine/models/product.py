"""Products, their variants, pictures and prices per channel."""

from decimal import Decimal

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils import timezone

from marketplace.engine.models.attribute import Attribute, AttributeValue, ProductType
from marketplace.engine.models.category import Category
from marketplace.engine.models.channel import Channel
from marketplace.engine.models.metadata import WithMetadata
from marketplace.engine.models.tax import TaxClass


class Product(WithMetadata):
    """A product; what is sold are its variants. `description` is an EditorJS document; `weight_g` is in grams."""

    name = models.CharField(max_length=250)
    slug = models.SlugField(max_length=255, unique=True)
    description = models.JSONField(null=True, blank=True)
    description_plaintext = models.TextField(blank=True, default="")
    product_type = models.ForeignKey(ProductType, models.CASCADE, related_name="products")
    category = models.ForeignKey(Category, models.SET_NULL, null=True, blank=True, related_name="products")
    default_variant = models.OneToOneField(
        "engine.ProductVariant", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    weight_g = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    tax_class = models.ForeignKey(TaxClass, models.SET_NULL, null=True, blank=True, related_name="products")
    rating = models.FloatField(null=True, blank=True)
    external_reference = models.CharField(max_length=250, unique=True, null=True, blank=True)
    seo_title = models.CharField(max_length=70, blank=True, default="")
    seo_description = models.CharField(max_length=300, blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    updated_at = models.DateTimeField(auto_now=True, db_index=True)
    search_text = models.TextField(blank=True, default="", editable=False)
    search_vector = SearchVectorField(null=True, editable=False)

    sold_in: Channel | None = None
    """The channel that a query asked for; set by selectors, not stored."""

    class Meta:
        ordering = ["slug"]
        indexes = [
            GinIndex(fields=["search_vector"], name="product_search_words"),
            GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name="product_search_trigrams"),
            models.Index(fields=["name", "id"], name="product_by_name"),
        ]

    def __str__(self) -> str:
        return self.slug


class ProductVariant(WithMetadata):
    """What can be put into a basket."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="variants")
    name = models.CharField(max_length=255, blank=True, default="")
    sku = models.CharField(max_length=255, unique=True, null=True, blank=True)
    track_inventory = models.BooleanField(default=True)
    weight_g = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    quantity_limit_per_customer = models.PositiveIntegerField(null=True, blank=True)
    external_reference = models.CharField(max_length=250, unique=True, null=True, blank=True)
    sort_order = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    sold_in: Channel | None = None
    """The channel that a query asked for; set by selectors, not stored."""

    class Meta:
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return self.sku or f"variant {self.pk}"


class MediaType(models.TextChoices):
    """Saleor's `ProductMediaType`."""

    IMAGE = "IMAGE"
    VIDEO = "VIDEO"


class ProductMedia(WithMetadata):
    """A picture (`image`: its name in the default storage) or a video elsewhere (`external_url`)."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="media")
    image = models.CharField(max_length=255, blank=True, default="")
    alt = models.CharField(max_length=250, blank=True, default="")
    type = models.CharField(max_length=8, choices=MediaType.choices, default=MediaType.IMAGE)
    external_url = models.CharField(max_length=256, blank=True, default="")
    oembed_data = models.JSONField(default=dict, blank=True)
    sort_order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["sort_order", "pk"]
        indexes = [models.Index(fields=["product", "sort_order", "id"], name="media_of_product_in_order")]

    def __str__(self) -> str:
        return self.image or self.external_url


class VariantMedia(models.Model):
    """A picture of the product that shows this variant."""

    variant = models.ForeignKey(ProductVariant, models.CASCADE, related_name="media_links")
    media = models.ForeignKey(ProductMedia, models.CASCADE, related_name="variant_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["variant", "media"], name="variant_media_once")]

    def __str__(self) -> str:
        return f"media {self.media_id} of variant {self.variant_id}"


class ProductChannelListing(models.Model):
    """The product in a channel. The price ranges are copies of the variants' listings, kept by
    `services.discounted_prices`."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="channel_listings")
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="product_listings")
    currency = models.CharField(max_length=3)
    is_published = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True, blank=True)
    visible_in_listings = models.BooleanField(default=False)
    available_for_purchase_at = models.DateTimeField(null=True, blank=True)
    price_min = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    price_max = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    discounted_min = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    discounted_max = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["product", "channel"], name="product_once_per_channel"),
            models.CheckConstraint(
                condition=models.Q(price_min__isnull=True, price_max__isnull=True)
                | models.Q(price_min__gte=0, price_max__gte=models.F("price_min")),
                name="product_price_range_is_a_range",
            ),
        ]
        indexes = [
            models.Index(fields=["channel", "price_min", "product"], name="product_listing_by_price"),
            models.Index(fields=["channel", "discounted_min", "product"], name="product_listing_by_discount"),
        ]

    def __str__(self) -> str:
        return f"product {self.product_id} in {self.channel_id}"


class ProductVariantChannelListing(models.Model):
    """The variant's gross price in a channel; without a price it is not for sale there.

    `discounted_price_amount` is what it costs while `promotion_rule` lowers it, kept by `services.discounted_prices`.
    """

    variant = models.ForeignKey(ProductVariant, models.CASCADE, related_name="channel_listings")
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="variant_listings")
    currency = models.CharField(max_length=3)
    price_amount = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    cost_price_amount = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    prior_price_amount = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    discounted_price_amount = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    promotion_rule = models.ForeignKey("engine.PromotionRule", models.SET_NULL, null=True, related_name="listings")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["variant", "channel"], name="variant_once_per_channel"),
            models.CheckConstraint(
                condition=models.Q(price_amount__isnull=True) | models.Q(price_amount__gte=0),
                name="variant_price_not_negative",
            ),
            models.CheckConstraint(
                condition=models.Q(discounted_price_amount__isnull=True) | models.Q(discounted_price_amount__gte=0),
                name="variant_discounted_price_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"variant {self.variant_id} at {self.price_amount} {self.currency}"

    @property
    def selling_price(self) -> Decimal | None:
        """What it costs now; None: it is not for sale."""
        return self.price_amount if self.discounted_price_amount is None else self.discounted_price_amount


class ProductAttributeValue(models.Model):
    """A value of an attribute on a product."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="attribute_values")
    value = models.ForeignKey(AttributeValue, models.CASCADE, related_name="product_links")
    attribute = models.ForeignKey(Attribute, models.CASCADE, related_name="+")
    sort_order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["sort_order", "pk"]
        constraints = [models.UniqueConstraint(fields=["product", "value"], name="product_value_once")]

    def __str__(self) -> str:
        return f"value {self.value_id} of product {self.product_id}"


class VariantAttributeValue(models.Model):
    """A value of an attribute on a variant."""

    variant = models.ForeignKey(ProductVariant, models.CASCADE, related_name="attribute_values")
    value = models.ForeignKey(AttributeValue, models.CASCADE, related_name="variant_links")
    attribute = models.ForeignKey(Attribute, models.CASCADE, related_name="+")
    sort_order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["sort_order", "pk"]
        constraints = [models.UniqueConstraint(fields=["variant", "value"], name="variant_value_once")]

    def __str__(self) -> str:
        return f"value {self.value_id} of variant {self.variant_id}"
