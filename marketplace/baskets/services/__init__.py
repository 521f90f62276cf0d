"""What one can do with a basket. Every act is one call."""

from marketplace.baskets.services.contact import set_address, set_billing_address, set_contact
from marketplace.baskets.services.lines import add_line, change_quantity, remove_group, remove_line, start_basket
from marketplace.baskets.services.plan_rows import Chosen, Lost
from marketplace.baskets.services.plans import PlanCheck, close_plan, recheck_plan, refresh_plan, update_plan
from marketplace.baskets.services.vouchers import redeem_voucher, take_off_voucher

__all__ = [
    "Chosen",
    "Lost",
    "PlanCheck",
    "add_line",
    "change_quantity",
    "close_plan",
    "recheck_plan",
    "redeem_voucher",
    "refresh_plan",
    "remove_group",
    "remove_line",
    "set_address",
    "set_billing_address",
    "set_contact",
    "start_basket",
    "take_off_voucher",
    "update_plan",
]
