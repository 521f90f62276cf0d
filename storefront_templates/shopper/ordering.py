"""From the filled-in checkout to the order: who, where to, then the button. One call for the page."""

from datetime import datetime

from django.utils.translation import gettext as _

from marketplace.accounts.models import Person
from marketplace.baskets.services.contact import set_address, set_billing_address, set_contact
from marketplace.baskets.services.plans import PlanCheck
from marketplace.errors import DomainError
from marketplace.orders.services import Placed, place_order
from marketplace.saleor.client import APP, Caller
from storefront_templates.shopper.forms.checkout import OrderDetails


def order_basket(
    *, checkout_id: str, details: OrderDetails, person: Person | None, caller: Caller, language: str, now: datetime
) -> Placed:
    """Tell the basket who orders and where to, and order it.

    Raises what `place_order` raises, and PLAN_CHANGED when the address changes what a way costs or whether it goes:
    the shopper must see the new sum before it counts.
    """
    check = set_contact(
        checkout_id=checkout_id,
        email=details.email,
        first_name=details.first_name,
        last_name=details.last_name,
        phone=details.phone,
        now=now,
    )
    _refuse_a_changed_plan(check)
    if details.address is not None:
        saves = details.save_address and person is not None
        check = set_address(
            checkout_id=checkout_id,
            address=details.address,
            billing=details.billing,
            save=saves,
            caller=caller if saves else APP,
            now=now,
        )
        _refuse_a_changed_plan(check)
    elif details.billing is not None:
        set_billing_address(checkout_id=checkout_id, address=details.billing, now=now)
    return place_order(
        checkout_id=checkout_id,
        payment_method=details.payment_method,
        person=person,
        email=details.email,
        language=language,
        now=now,
        agreed_total=details.agreed_total,
    )


def _refuse_a_changed_plan(check: PlanCheck) -> None:
    if check.lost:
        raise DomainError("PLAN_CHANGED", check.lost[0].message)
    if check.price_changed:
        text = _("Für diese Adresse kostet das Bringen etwas anderes. Bitte sehen Sie die Summe noch einmal an.")
        raise DomainError("PLAN_CHANGED", text)
