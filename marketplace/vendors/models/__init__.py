"""Tables of the retailers: profile, legal identity, staff, closures."""

from marketplace.vendors.models.closure import Closure
from marketplace.vendors.models.legal_identity import LegalForm, LegalIdentity, TaxStatus
from marketplace.vendors.models.staff import StaffMember, StaffRole
from marketplace.vendors.models.trade import SUNDAY_TRADES, Trade
from marketplace.vendors.models.vendor import Vendor

__all__ = [
    "SUNDAY_TRADES",
    "Closure",
    "LegalForm",
    "LegalIdentity",
    "StaffMember",
    "StaffRole",
    "TaxStatus",
    "Trade",
    "Vendor",
]
