"""The answer to the engine's question which delivery methods a checkout has: the one that stands for its agreed plan.

Asked while a shopper waits, so it is read off our rows (three queries) and never calls back.
"""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from marketplace.baskets.rules.plan import AgreedPlan, Arrived, deviations, method_name, unwrapped
from marketplace.baskets.selectors.plans import agreed_plan, destination_digest, lines_by_vendor
from marketplace.saleor.wire import address


def shipping_methods(payload: dict[str, Any]) -> list[dict[str, Any]]:
    """Saleor's answer to SHIPPING_LIST_METHODS_FOR_CHECKOUT.

    Nothing is offered unless the plan is complete and was agreed for exactly these goods and this address: whoever
    changed them past us makes the checkout impossible to complete until the plan is agreed anew. The id carries the
    plan's version, so an outdated method can never be mistaken for the plan.
    """
    checkout = payload["checkout"]
    plan = agreed_plan(checkout["id"])
    if plan is None or deviations(plan, _arrived(checkout, plan), method=method_name(plan.version)):
        return []
    return [
        {
            "id": plan.method_id,
            "name": method_name(plan.version),
            "amount": str(plan.price),
            "currency": plan.currency,
            "metadata": {"planVersion": str(plan.version)},
        }
    ]


def foreign_methods(payload: dict[str, Any]) -> dict[str, Any]:
    """Saleor's answer to CHECKOUT_FILTER_SHIPPING_METHODS: every method that is not of our App is excluded.

    A checkout of the market is ordered by its plan or not at all, whatever else an engine's staff may have set up.
    """
    ours = f"app:{settings.SALEOR_APP_ID}:"
    foreign = [each["id"] for each in payload["shippingMethods"] or () if not unwrapped(each["id"]).startswith(ours)]
    reason = _("Waren dieses Marktes kommen auf den Wegen, die im Korb gewählt werden.")
    return {"excluded_methods": [{"id": method_id, "reason": reason} for method_id in foreign]}


def _arrived(checkout: dict[str, Any], plan: AgreedPlan) -> Arrived:
    """The checkout as it is now; method and price are what this answer is about to say."""
    lines = checkout["lines"] or ()
    return Arrived(
        method=method_name(plan.version),
        price=plan.price,
        destination=destination_digest(address(checkout["shippingAddress"])),
        lines=lines_by_vendor((line["variant"]["id"], line["quantity"]) for line in lines),
    )
