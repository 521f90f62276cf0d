"""Who may act for a shop."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.vendors.models.vendor import Vendor


class StaffRole(models.TextChoices):
    OWNER = "owner", _("Inhaberschaft")
    STAFF = "staff", _("Verkauf")


class StaffMember(models.Model):
    """A person in a shop. Owners may also change the legal identity and the staff."""

    vendor = models.ForeignKey(Vendor, models.CASCADE, related_name="staff")
    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="+")
    role = models.CharField(max_length=16, choices=StaffRole, default=StaffRole.STAFF)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vendor", "person"], name="person_once_in_a_shop"),
            models.CheckConstraint(condition=Q(role__in=StaffRole.values), name="staff_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.vendor_id} ({self.role})"
