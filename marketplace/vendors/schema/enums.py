"""Enumerations. Values are the stored codes."""

import graphene

from marketplace.vendors.models import LegalForm, StaffRole, TaxStatus, Trade
from marketplace.vendors.rules.hours import Opening

VendorTradeEnum = graphene.Enum.from_enum(
    Trade, name="VendorTradeEnum", description="What kind of shop it is; pictures and icons go by it."
)
VendorOpeningStateEnum = graphene.Enum.from_enum(
    Opening,
    name="VendorOpeningStateEnum",
    description="UNSTATED: no hours are known. APPOINTMENT: at this moment by arrangement.",
)
VendorStaffRoleEnum = graphene.Enum.from_enum(
    StaffRole, name="VendorStaffRoleEnum", description="Owners may also change the legal identity and the staff."
)
VendorLegalFormEnum = graphene.Enum.from_enum(
    LegalForm, name="VendorLegalFormEnum", description="Legal form of the business."
)
VendorTaxStatusEnum = graphene.Enum.from_enum(
    TaxStatus, name="VendorTaxStatusEnum", description="How the business pays VAT."
)
VendorWeekdayEnum = graphene.Enum(
    "VendorWeekdayEnum",
    [
        ("MONDAY", "Mo"),
        ("TUESDAY", "Tu"),
        ("WEDNESDAY", "We"),
        ("THURSDAY", "Th"),
        ("FRIDAY", "Fr"),
        ("SATURDAY", "Sa"),
        ("SUNDAY", "Su"),
        ("HOLIDAY", "PH"),
    ],
    description="A day of the week, or a public holiday.",
)
