"""What the orders hold about people, and what of it they may forget."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from marketplace.accounts.models import Person
from marketplace.errors import DomainError
from marketplace.orders.models import OrderMail, Placement, Purchase, VendorOrder
from marketplace.orders.rules.states import OPEN, State

FORGOTTEN = "geloescht@invalid.example"


class OrderData:
    """Purchases with their parts. Contracts that were carried out stay as long as the tax law wants their vouchers."""

    def export(self, person: Person) -> dict[str, Any]:
        purchases = Purchase.objects.filter(person=person).order_by("pk").prefetch_related("vendor_orders__lines")
        exported = [_purchase(purchase) for purchase in purchases.prefetch_related("vendor_orders__vendor")]
        return {"purchases": exported} if exported else {}

    def erase(self, person: Person, *, now: datetime) -> str | None:
        """Raises DomainError ORDERS_OPEN while a shop still works for this person."""
        mine = VendorOrder.objects.filter(purchase__person=person)
        if mine.filter(state__in=[state.value for state in OPEN]).exists():
            message = _(
                "Sie haben noch offene Bestellungen. Löschen Sie das Konto bitte, wenn alle abgeschlossen sind."
            )
            raise DomainError("ORDERS_OPEN", message)
        Placement.objects.filter(person=person).update(person=None, email="")
        kept = set(mine.exclude(state=State.CANCELLED).values_list("purchase_id", flat=True))
        void = Purchase.objects.filter(person=person).exclude(pk__in=kept)
        OrderMail.objects.filter(order__purchase__in=void).update(recipient="", text="", subject="")
        void.update(person=None, email=FORGOTTEN, address={}, billing_address={})
        if not kept:
            return None
        return _("Bestellungen mit Rechnungsdaten: bis zu acht Jahre (§ 147 AO, § 14b UStG).")


def _purchase(purchase: Purchase) -> dict[str, Any]:
    return {
        "number": purchase.number,
        "placed_at": purchase.placed_at.isoformat(),
        "email": purchase.email,
        "address": purchase.address,
        "billing_address": purchase.billing_address,
        "payment_method": purchase.payment_method,
        "total": f"{purchase.total} {purchase.currency}",
        "parts": [
            {
                "number": order.number,
                "vendor": order.vendor.name,
                "state": order.state,
                "total": str(order.total),
                "given_back": str(order.given_back),
                "lines": [f"{line.quantity} x {line.name}: {line.total}" for line in order.lines.all()],
            }
            for order in purchase.vendor_orders.all()
        ],
    }
