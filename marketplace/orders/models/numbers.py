"""Counters without gaps."""

from django.db import models


class NumberCircle(models.Model):
    """The last number given out in a circle; `services/numbers.py` counts it up under a row lock.

    A number is used in the transaction that took it, so one that is rolled back leaves no gap (§14(4) no. 4 UStG asks
    for consecutive, unique numbers; law D-19).
    """

    name = models.CharField(max_length=80, unique=True)
    last = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name}: {self.last}"
