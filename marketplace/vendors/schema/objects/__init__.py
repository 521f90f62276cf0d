"""Object types of the retailers."""

from marketplace.vendors.schema.objects.hours import (
    VendorClosureType,
    VendorDayHoursType,
    VendorOpeningType,
    VendorWeeklyHoursType,
)
from marketplace.vendors.schema.objects.legal_identity import VendorImpressumType, VendorLegalIdentityType
from marketplace.vendors.schema.objects.staff import VendorStaffMemberType
from marketplace.vendors.schema.objects.vendor import VendorConnection, VendorType

__all__ = [
    "VendorClosureType",
    "VendorConnection",
    "VendorDayHoursType",
    "VendorImpressumType",
    "VendorLegalIdentityType",
    "VendorOpeningType",
    "VendorStaffMemberType",
    "VendorType",
    "VendorWeeklyHoursType",
]
