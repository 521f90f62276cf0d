"""What is compared, and what was found."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from marketplace.orders.models import Comparison, Difference, Intent, Purchase
from marketplace.orders.rules.amounts import ZERO
from marketplace.orders.rules.comparison import LineFacts, MoneyFacts, OrderFacts, look_since
from marketplace.orders.rules.states import DONE, OPEN, State
from marketplace.saleor.orders import Order

UNDER_WAY = (Intent.State.OPEN, Intent.State.PENDING)


def open_differences() -> QuerySet[Difference]:
    """What nobody has set right yet, the oldest first."""
    return Difference.objects.select_related("purchase")


def last_comparison() -> Comparison | None:
    """The newest run, finished or not."""
    return Comparison.objects.order_by("-started_at", "-pk").first()


def start_of_look(now: datetime) -> datetime:
    """From when on the next run reads changed orders."""
    last = Comparison.objects.filter(finished_at__isnull=False).order_by("-started_at", "-pk").first()
    return look_since(last.started_at if last else None, now)


def purchases_by_order(saleor_order_ids: Iterable[str]) -> dict[str, Purchase]:
    """Purchases with their parts and lines, by the engine's order id. Three queries."""
    rows = Purchase.objects.filter(saleor_order_id__in=list(saleor_order_ids))
    return {row.saleor_order_id: row for row in rows.prefetch_related("vendor_orders__lines")}


def worth_a_look() -> list[str]:
    """The engine's ids of orders that a shop still works on or about which something is unclear."""
    open_parts = Q(vendor_orders__state__in=[state.value for state in OPEN]) | Q(differences__isnull=False)
    found = set(Purchase.objects.filter(open_parts).values_list("saleor_order_id", flat=True))
    return sorted(found | set(Difference.objects.values_list("saleor_id", flat=True)))


def under_way(purchases: Iterable[Purchase]) -> set[int]:
    """Primary keys of purchases of which something is about to be told to the engine: they are compared next time."""
    pks = [row.pk for row in purchases]
    rows = Intent.objects.filter(order__purchase__in=pks, state__in=UNDER_WAY)
    return set(rows.values_list("order__purchase_id", flat=True))


def facts_here(purchase: Purchase) -> OrderFacts:
    """What our rows say; the caller has read parts and lines."""
    parts = list(purchase.vendor_orders.all())
    lines = {}
    for part in parts:
        finished = part.state in DONE or part.state == State.CANCELLED
        for line in part.lines.all():
            left = line.quantity if finished else line.quantity_rejected
            lines[line.saleor_line_id] = LineFacts(name=line.name, quantity=line.quantity, left_shop=left)
    refunded = sum((part.refunded for part in parts), ZERO)
    money = MoneyFacts(
        charged=sum((part.captured for part in parts), ZERO) - refunded,
        refunded=refunded,
        voided=sum((part.voided for part in parts), ZERO),
    )
    return OrderFacts(total=purchase.total, lines=lines, money=money if purchase.transaction_id else None)


def facts_there(arrived: Order, purchase: Purchase) -> OrderFacts:
    """What the engine says."""
    lines = {
        line.id: LineFacts(name=line.product_name, quantity=line.quantity, left_shop=line.quantity_fulfilled)
        for line in arrived.lines
    }
    paid = next((each for each in arrived.transactions if each.id == purchase.transaction_id), None)
    money = None
    if paid is not None:
        money = MoneyFacts(charged=paid.charged.amount, refunded=paid.refunded.amount, voided=paid.canceled.amount)
    return OrderFacts(total=arrived.total.amount, lines=lines, money=money)
