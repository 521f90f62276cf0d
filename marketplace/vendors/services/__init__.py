"""What can be done with a shop. Each function owns its transaction; callers pass the door first."""

from marketplace.vendors.services.closures import close_between, close_days, remove_closure
from marketplace.vendors.services.hours import set_opening_hours, set_weekly_hours
from marketplace.vendors.services.legal_identity import update_legal_identity
from marketplace.vendors.services.offers import set_offers
from marketplace.vendors.services.pictures import remove_picture, set_picture
from marketplace.vendors.services.profile import create_vendor, open_vendor, update_profile
from marketplace.vendors.services.staff import add_staff, remove_staff
from marketplace.vendors.services.warehouses import ensure_stock_rooms

__all__ = [
    "add_staff",
    "close_between",
    "close_days",
    "create_vendor",
    "ensure_stock_rooms",
    "open_vendor",
    "remove_closure",
    "remove_picture",
    "remove_staff",
    "set_offers",
    "set_opening_hours",
    "set_picture",
    "set_weekly_hours",
    "update_legal_identity",
    "update_profile",
]
