"""Reads: which shops somebody may see, and when they are open."""

from marketplace.vendors.selectors.calendars import calendar_of, calendars, region, upcoming_closures
from marketplace.vendors.selectors.directory import (
    VendorQuery,
    directory,
    public_vendors,
    trades_in_use,
    vendor_by_slug,
    vendors_by_warehouse,
)
from marketplace.vendors.selectors.doors import (
    closure_for,
    is_owner,
    is_staff,
    legal_identity_for,
    staff_member_for,
    staff_of,
    vendor_for,
    vendors_of,
    visible_vendor,
)

__all__ = [
    "VendorQuery",
    "calendar_of",
    "calendars",
    "closure_for",
    "directory",
    "is_owner",
    "is_staff",
    "legal_identity_for",
    "public_vendors",
    "region",
    "staff_member_for",
    "staff_of",
    "trades_in_use",
    "upcoming_closures",
    "vendor_by_slug",
    "vendor_for",
    "vendors_by_warehouse",
    "vendors_of",
    "visible_vendor",
]
