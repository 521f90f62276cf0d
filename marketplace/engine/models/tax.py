"""Tax classes and their rates per country. Prices are gross: the tax is inside."""

from django.db import models

from marketplace.engine.models.metadata import WithMetadata


class TaxClass(WithMetadata):
    """Goods that share tax rates, e.g. food."""

    name = models.CharField(max_length=255)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class TaxClassCountryRate(models.Model):
    """The rate in percent (19 for 19 %) of a class in a country; without a class, the country's default rate."""

    tax_class = models.ForeignKey(TaxClass, models.CASCADE, null=True, blank=True, related_name="rates")
    country = models.CharField(max_length=2)
    rate = models.DecimalField(max_digits=7, decimal_places=4)

    class Meta:
        ordering = ["country", "tax_class_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["tax_class", "country"], name="tax_rate_once", nulls_distinct=False),
            models.CheckConstraint(condition=models.Q(rate__gte=0, rate__lte=100), name="tax_rate_is_a_percentage"),
        ]

    def __str__(self) -> str:
        return f"{self.country} {self.rate} %"
