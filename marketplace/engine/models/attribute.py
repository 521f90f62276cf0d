"""Product types and the attributes that they give to products and variants."""

from django.db import models

from marketplace.engine.models.metadata import WithMetadata
from marketplace.engine.models.tax import TaxClass


class InputType(models.TextChoices):
    """The part of Saleor's `AttributeInputTypeEnum` that the engine knows."""

    DROPDOWN = "DROPDOWN"
    MULTISELECT = "MULTISELECT"
    PLAIN_TEXT = "PLAIN_TEXT"
    NUMERIC = "NUMERIC"
    BOOLEAN = "BOOLEAN"
    DATE = "DATE"


class Attribute(WithMetadata):
    """A property that goods may have, e.g. colour or net quantity."""

    name = models.CharField(max_length=255)
    slug = models.SlugField(max_length=250, unique=True)
    type = models.CharField(max_length=50, default="PRODUCT_TYPE")
    input_type = models.CharField(max_length=50, choices=InputType.choices, default=InputType.DROPDOWN)
    unit = models.CharField(max_length=100, null=True, blank=True)  # noqa: DJ001 null is Saleor's "no unit"
    value_required = models.BooleanField(default=False)
    visible_in_storefront = models.BooleanField(default=True)
    filterable_in_dashboard = models.BooleanField(default=False)
    external_reference = models.CharField(max_length=250, unique=True, null=True, blank=True)

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug


class AttributeValue(models.Model):
    """One value: a choice that products share, or the text, number or truth of one product."""

    attribute = models.ForeignKey(Attribute, models.CASCADE, related_name="values")
    name = models.CharField(max_length=250)
    slug = models.SlugField(max_length=255)
    value = models.CharField(max_length=255, blank=True, default="")
    plain_text = models.TextField(null=True, blank=True)  # noqa: DJ001 null tells "not this kind" from "empty"
    numeric = models.DecimalField(max_digits=16, decimal_places=6, null=True, blank=True)
    boolean = models.BooleanField(null=True, blank=True)
    date = models.DateField(null=True, blank=True)
    external_reference = models.CharField(max_length=250, unique=True, null=True, blank=True)
    sort_order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["sort_order", "pk"]
        constraints = [models.UniqueConstraint(fields=["attribute", "slug"], name="attribute_value_slug_once")]

    def __str__(self) -> str:
        return self.name


class ProductType(WithMetadata):
    """What kind of thing a product is: which attributes, shipped or not, taxed how."""

    name = models.CharField(max_length=250)
    slug = models.SlugField(max_length=255, unique=True)
    kind = models.CharField(max_length=32, default="NORMAL")
    has_variants = models.BooleanField(default=True)
    is_shipping_required = models.BooleanField(default=True)
    is_digital = models.BooleanField(default=False)
    weight_g = models.DecimalField(max_digits=12, decimal_places=3, default=0)
    tax_class = models.ForeignKey(TaxClass, models.SET_NULL, null=True, blank=True, related_name="product_types")
    product_attributes = models.ManyToManyField(
        Attribute, through="engine.ProductTypeAttribute", related_name="product_types"
    )

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug


class ProductTypeAttribute(models.Model):
    """An attribute of a type's products, or (`of_variant`) of their variants."""

    product_type = models.ForeignKey(ProductType, models.CASCADE, related_name="attribute_links")
    attribute = models.ForeignKey(Attribute, models.CASCADE, related_name="type_links")
    of_variant = models.BooleanField(default=False)
    sort_order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["sort_order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["product_type", "attribute", "of_variant"], name="type_attribute_once")
        ]

    def __str__(self) -> str:
        return f"attribute {self.attribute_id} of type {self.product_type_id}"
