"""Planned closures: holidays of the shop, stocktaking, a funeral in the afternoon."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from marketplace.vendors.models.vendor import Vendor


class TsTzRange(Func):
    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Closure(models.Model):
    """The shop is closed from `starts` up to, not including, `ends`. Two closures of a shop never overlap."""

    vendor = models.ForeignKey(Vendor, models.CASCADE, related_name="closures")
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    reason = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["starts"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="closure_ends_after_start"),
            ExclusionConstraint(
                name="closures_do_not_overlap",
                expressions=[
                    ("vendor", RangeOperators.EQUAL),
                    (TsTzRange("starts", "ends", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts:%Y-%m-%d %H:%M} - {self.ends:%Y-%m-%d %H:%M}"
