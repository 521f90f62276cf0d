"""What is in a basket: the engine's checkout, seen as one group per vendor."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext as _

from marketplace.baskets.extensions import Destination, GroupLine, Recipient, Refusal, fulfilment_methods
from marketplace.baskets.market_address import is_market_address
from marketplace.baskets.models import FulfilmentPlan, PlanChoice
from marketplace.baskets.rules.plan import HOLD
from marketplace.baskets.selectors.missing import missing_of
from marketplace.baskets.selectors.plans import plan_of
from marketplace.baskets.selectors.shapes import Basket, BasketGroup, LostLine, PlannedChoice, Sums
from marketplace.baskets.wording import moment_words, window_words
from marketplace.catalogue.models import Listing, StockKind
from marketplace.catalogue.selectors.listings import listings_by_variant
from marketplace.errors import NotFound
from marketplace.money import Money
from marketplace.saleor import checkouts
from marketplace.saleor.checkouts import Checkout, CheckoutLine
from marketplace.vendors.models import Vendor
from marketplace.vendors.rules.hours import OpeningCalendar
from marketplace.vendors.selectors import calendars

# A shop that opens no earlier than this is closed for the basket's purposes: no way reaches further ahead.
CLOSED_FOR = timedelta(days=28)


def basket(checkout_id: str, now: datetime) -> Basket:
    """The basket as pages show it. One call to the engine and five queries of ours, whatever is in it.

    Raises NotFound if there is no such checkout (any more), SaleorUnreachable.
    """
    return basket_of(checkout_for(checkout_id), now)


def checkout_for(checkout_id: str) -> Checkout:
    """The engine's checkout: its id is the capability to it, as in Saleor. Raises NotFound."""
    found = checkouts.checkout(checkout_id) if checkout_id else None
    if found is None:
        raise NotFound("checkoutId", _("Diesen Korb gibt es nicht mehr."))
    return found


def basket_of(checkout: Checkout, now: datetime, *, plan: FulfilmentPlan | None = None) -> Basket:
    """The basket of a checkout that was just read; `plan` spares reading it again."""
    plan = plan or plan_of(checkout.id)
    listings = listings_by_variant(line.variant_id for line in checkout.lines)
    groups = _groups(checkout, listings, now)
    lost = tuple(_lost(line) for line in checkout.lines if not _is_offered(listings.get(line.variant_id)))
    return _assembled(checkout, groups, lost, plan, now)


def with_plan(seen: Basket, checkout: Checkout, plan: FulfilmentPlan | None, now: datetime) -> Basket:
    """A basket whose goods were just read, after its plan or its addresses changed. No query."""
    return _assembled(checkout, seen.groups, seen.lost_lines, plan, now)


def _assembled(
    checkout: Checkout,
    bare: Sequence[BasketGroup],
    lost: tuple[LostLine, ...],
    plan: FulfilmentPlan | None,
    now: datetime,
) -> Basket:
    choices = {choice.vendor_id: choice for choice in plan.choices.all()} if plan else {}
    groups = tuple(replace(group, choice=_planned(choices.get(group.vendor.pk), group, now)) for group in bare)
    needs_address = any(_needs_address(group.choice) for group in groups)
    contact, destination = contact_of(checkout), destination_of(checkout) or _named_place(plan)
    return Basket(
        checkout_id=checkout.id,
        groups=groups,
        lost_lines=lost,
        sums=_sums(groups, checkout),
        voucher_code=checkout.voucher_code,
        plan_version=plan.version if plan and plan.is_complete else None,
        contact=contact,
        destination=destination,
        needs_address=needs_address,
        wants_check=_wants_check(groups, plan, now),
        missing=missing_of(groups, lost, contact=contact, destination=destination, needs_address=needs_address),
    )


def contact_of(checkout: Checkout) -> Recipient | None:
    """Who orders, as far as it is known; None before the shopper has said anything."""
    address = checkout.billing_address or checkout.shipping_address
    name = f"{address.first_name} {address.last_name}".strip() if address else ""
    if not name and not checkout.email:
        return None
    return Recipient(name=name, phone=address.phone if address else "", email=checkout.email or "")


def destination_of(checkout: Checkout) -> Destination | None:
    """Where the shopper wants goods to be brought; None while only the market's own address stands there."""
    address = checkout.shipping_address
    if address is None or is_market_address(address):
        return None
    street = ", ".join(part for part in (address.street, address.street2) if part)
    return Destination(postal_code=address.postal_code, city=address.city, street=street, country=address.country)


def _named_place(plan: FulfilmentPlan | None) -> Destination | None:
    return Destination(postal_code=plan.postal_code) if plan and plan.postal_code else None


def _groups(checkout: Checkout, listings: Mapping[str, Listing], now: datetime) -> tuple[BasketGroup, ...]:
    """One group per vendor without its choice, in the order in which the shopper came to them."""
    vendors: dict[int, Vendor] = {}
    lines: dict[int, list[GroupLine]] = defaultdict(list)
    for line in checkout.lines:
        listing = listings.get(line.variant_id)
        if listing is not None and _is_offered(listing):
            vendor = vendors.setdefault(listing.vendor_id, listing.vendor)
            listing.vendor = vendor
            lines[vendor.pk].append(_line(line, listing))
    by_vendor = calendars(vendors.values())
    return tuple(
        _group(vendor, lines[pk], by_vendor[pk], checkout.total.currency, now) for pk, vendor in vendors.items()
    )


def _group(
    vendor: Vendor,
    lines: Sequence[GroupLine],
    calendar: OpeningCalendar,
    currency: str,
    now: datetime,
) -> BasketGroup:
    return BasketGroup(
        vendor=vendor,
        lines=tuple(lines),
        subtotal=_sum((line.total for line in lines), currency),
        opening=calendar.state(now),
        blocked=_blocked(vendor, calendar, now),
    )


def _line(line: CheckoutLine, listing: Listing) -> GroupLine:
    return GroupLine(
        line_id=line.id,
        variant_id=line.variant_id,
        listing=listing,
        quantity=line.quantity,
        unit_price=line.full_unit_price,
        total=line.full_total,
        discount=line.full_total - line.total,
    )


def _is_offered(listing: Listing | None) -> bool:
    """A suspended shop's goods are still a group (with a reason); goods that were taken off sale are lost."""
    if listing is None or listing.removed_at or listing.stock_kind == StockKind.VIEW_ONLY:
        return False
    return listing.is_published or not _sells(listing.vendor)


def _sells(vendor: Vendor) -> bool:
    return vendor.is_published and vendor.sells


def _lost(line: CheckoutLine) -> LostLine:
    return LostLine(line_id=line.id, variant_id=line.variant_id, name=line.product_name, quantity=line.quantity)


def _blocked(vendor: Vendor, calendar: OpeningCalendar, now: datetime) -> Refusal | None:
    if not _sells(vendor):
        text = _("%(shop)s verkauft zurzeit nicht auf dem Markt. Bitte nehmen Sie diese Waren heraus.")
        return Refusal(code="VENDOR_SUSPENDED", message=text % {"shop": vendor.name})
    opens = now if calendar.is_open(now) else calendar.next_opening(now)
    if opens is not None and opens < now + CLOSED_FOR:
        return None
    if opens is None:
        text = _("%(shop)s hat auf Weiteres geschlossen. Bitte nehmen Sie diese Waren heraus.")
        return Refusal(code="VENDOR_CLOSED", message=text % {"shop": vendor.name})
    text = _("%(shop)s öffnet erst wieder: %(when)s. Bitte nehmen Sie diese Waren heraus.")
    return Refusal(code="VENDOR_CLOSED", message=text % {"shop": vendor.name, "when": moment_words(opens, now)})


def _planned(choice: PlanChoice | None, group: BasketGroup, now: datetime) -> PlannedChoice | None:
    """The choice as shown; None if its way is not installed any more. Stale as soon as the goods are others than those
    for which it was agreed, whoever changed them."""
    method = fulfilment_methods.get(choice.method) if choice else None
    if choice is None or method is None:
        return None
    return PlannedChoice(
        method_code=choice.method,
        method_label=str(method.label),
        offer_key=choice.offer_key,
        label=window_words(choice.starts, choice.ends, now),
        starts=choice.starts,
        ends=choice.ends,
        price=Money(choice.price, group.subtotal.currency),
        reference=choice.reference,
        is_stale=choice.is_stale or choice.lines != {line.variant_id: line.quantity for line in group.lines},
        stale_reason=choice.stale_reason,
    )


def _wants_check(groups: Sequence[BasketGroup], plan: FulfilmentPlan | None, now: datetime) -> bool:
    """A choice of which it is known why it cannot be had is not asked for again and again."""
    choices = [group.choice for group in groups if group.choice and not group.blocked]
    if plan is None or plan.order_id or not choices:
        return False
    return plan.changed_at <= now - HOLD or any(choice.is_stale and not choice.stale_reason for choice in choices)


def _needs_address(choice: PlannedChoice | None) -> bool:
    return choice is not None and fulfilment_methods[choice.method_code].needs_address


def _sums(groups: Sequence[BasketGroup], checkout: Checkout) -> Sums:
    currency = checkout.total.currency
    goods = _sum((group.subtotal for group in groups), currency)
    fulfilment = _sum((group.choice.price for group in groups if group.choice), currency)
    off_goods = _sum((line.discount for group in groups for line in group.lines), currency)
    discount = off_goods + _off_delivery(checkout, fulfilment)
    return Sums(goods=goods, fulfilment=fulfilment, discount=discount, total=goods + fulfilment - discount)


def _off_delivery(checkout: Checkout, fulfilment: Money) -> Money:
    """What a voucher takes off the chosen ways, as far as the engine knows them."""
    if checkout.delivery is None:
        return Money(Decimal("0.00"), fulfilment.currency)
    off = checkout.delivery.price.amount - checkout.shipping_price.amount
    return Money(max(min(off, fulfilment.amount), Decimal("0.00")), fulfilment.currency)


def _sum(amounts: Iterable[Money], currency: str = settings.CURRENCY) -> Money:
    return sum(amounts, Money(Decimal("0.00"), currency))
