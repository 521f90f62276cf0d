"""An order is written from a priced checkout."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import uuid4

from marketplace.engine.models import (
    Checkout,
    Order,
    OrderDiscount,
    OrderLine,
    OrderLineDiscount,
    OrderNumber,
    TransactionItem,
)
from marketplace.engine.rules.order import order_authorize_status, order_charge_status
from marketplace.engine.selectors.checkout import PricedLine, Sheet
from marketplace.engine.services.outbox import Event, record_all
from marketplace.graphql.context import Requestor
from marketplace.graphql.ids import global_id

APP_METHOD_KEY = "external_app_shipping_id"
"""Under this key Saleor keeps the app method's id in the order's private metadata."""


def create_order(
    requestor: Requestor, checkout: Checkout, sheet: Sheet, transactions: Sequence[TransactionItem], *, now: datetime
) -> tuple[Order, list[OrderLine]]:
    """Write the order, its lines and its events, and move the transactions to it. Call it inside a transaction."""
    order = _order(checkout, sheet, transactions, now=now)
    order.save(force_insert=True)
    lines = OrderLine.objects.bulk_create([_line(order, each, sheet, at) for at, each in enumerate(sheet.lines)])
    OrderLineDiscount.objects.bulk_create(_line_discounts(lines, sheet))
    if (discount := _discount(order, sheet)) is not None:
        discount.save(force_insert=True)
    TransactionItem.objects.filter(pk__in=[each.pk for each in transactions]).update(order=order, checkout=None)
    _record_events(requestor, order, now=now)
    return order, lines


def _record_events(requestor: Requestor, order: Order, *, now: datetime) -> None:
    kinds = ["ORDER_CREATED"]
    if order.charge_status in ("FULL", "OVERCHARGED"):
        kinds.append("ORDER_FULLY_PAID")
    events = [Event(event_type=kind, subject_type="Order", subject_id=order.pk) for kind in kinds]
    record_all(events, now=now, issuer=requestor)


def _order(checkout: Checkout, sheet: Sheet, transactions: Sequence[TransactionItem], *, now: datetime) -> Order:
    total, undiscounted = sheet.total.gross.amount, sheet.undiscounted_total
    charged = sum((each.charged_amount for each in transactions), Decimal(0))
    authorized = sum((each.authorized_amount for each in transactions), Decimal(0))
    delivery, point = sheet.delivery, checkout.collection_point
    private = dict(checkout.private_metadata)
    if delivery is not None:
        private[APP_METHOD_KEY] = delivery.method_id
    confirmed = checkout.channel.automatically_confirm_all_new_orders
    return Order(
        id=uuid4(),
        number=OrderNumber.objects.create().pk,
        status="UNFULFILLED" if confirmed else "UNCONFIRMED",
        charge_status=order_charge_status(total, charged, Decimal(0)),
        authorize_status=order_authorize_status(total, authorized + charged, Decimal(0)),
        channel=checkout.channel,
        user_id=checkout.user_id,
        user_email=checkout.email or "",
        language_code=checkout.language_code,
        currency=checkout.currency,
        shipping_address_id=checkout.shipping_address_id,
        billing_address_id=checkout.billing_address_id,
        shipping_method_id=delivery.method_id if delivery else "",
        shipping_method_name=delivery.name if delivery else None,
        shipping_method_metadata=delivery.metadata if delivery else {},
        collection_point=point,
        collection_point_name=point.name if point else None,
        shipping_gross_amount=sheet.shipping.gross.amount,
        shipping_net_amount=sheet.shipping.net.amount,
        shipping_tax_rate=sheet.shipping.rate / 100,
        undiscounted_shipping_amount=sheet.undiscounted_shipping.gross.amount,
        voucher=sheet.reduction.bearing.voucher if sheet.reduction else None,
        voucher_code=sheet.reduction.bearing.code.code if sheet.reduction else None,
        total_gross_amount=total,
        total_net_amount=sheet.total.net.amount,
        undiscounted_total_gross_amount=undiscounted.gross.amount,
        undiscounted_total_net_amount=undiscounted.net.amount,
        total_charged_amount=charged,
        total_authorized_amount=authorized,
        checkout_id=checkout.pk,
        customer_note=checkout.customer_note,
        redirect_url=checkout.redirect_url,
        metadata=checkout.metadata,
        private_metadata=private,
        created_at=now,
        updated_at=now,
    )


def _discount(order: Order, sheet: Sheet) -> OrderDiscount | None:
    """What a voucher took off goods or delivery as a whole; what it took off single lines stands there."""
    reduction = sheet.reduction
    if reduction is None or reduction.bearing.terms.is_for_lines:
        return None
    return OrderDiscount(
        order=order,
        value=reduction.taken.amount,
        amount=reduction.taken.amount,
        currency=order.currency,
        name=reduction.bearing.voucher.name,
        voucher_code=reduction.bearing.code.code,
    )


def _line_discounts(lines: Sequence[OrderLine], sheet: Sheet) -> list[OrderLineDiscount]:
    """What promotions and a voucher took off single lines."""
    pairs = list(zip(lines, sheet.lines, strict=True))
    found = [_promoted(line, priced) for line, priced in pairs if priced.promotion_discount]
    reduction = sheet.reduction
    if reduction is None:
        return found
    return found + [
        OrderLineDiscount(
            line=line,
            type="VOUCHER",
            value_type=reduction.bearing.terms.value_type,
            value=reduction.bearing.terms.value,
            amount=priced.voucher_discount,
            currency=line.currency,
            name=reduction.bearing.voucher.name,
            reason=f"Voucher code: {line.voucher_code}",
        )
        for line, priced in pairs
        if priced.voucher_discount
    ]


def _promoted(line: OrderLine, priced: PricedLine) -> OrderLineDiscount:
    """A promotion's part, as a fixed amount of each piece."""
    return OrderLineDiscount(
        line=line,
        type="PROMOTION",
        value_type="FIXED",
        value=priced.promotion_discount / line.quantity,
        amount=priced.promotion_discount,
        currency=line.currency,
        reason=_promotion_reason(priced),
    )


def _promotion_reason(priced: PricedLine) -> str | None:
    rule = priced.sellable.rule_id
    return None if rule is None else f"Promotion rule: {global_id('PromotionRule', rule)}"


def _line_code(priced: PricedLine, sheet: Sheet) -> str | None:
    """The code of a voucher for lines, where it took something off this one."""
    return sheet.reduction.bearing.code.code if sheet.reduction and priced.voucher_discount else None


def _reason(priced: PricedLine, sheet: Sheet) -> str | None:
    code = _line_code(priced, sheet)
    reasons = [_promotion_reason(priced) if priced.promotion_discount else None, code and f"Voucher code: {code}"]
    return " & ".join(each for each in reasons if each) or None


def _line(order: Order, priced: PricedLine, sheet: Sheet, position: int) -> OrderLine:
    variant, tax_class = priced.sellable.variant, priced.sellable.tax_class
    return OrderLine(
        order=order,
        variant=variant,
        product_variant_id=global_id("ProductVariant", variant.pk),
        product_name=variant.product.name,
        variant_name=variant.name,
        product_sku=variant.sku,
        is_shipping_required=variant.product.product_type.is_shipping_required,
        quantity=priced.line.quantity,
        unit_gross_amount=priced.unit.gross.amount,
        unit_net_amount=priced.unit.net.amount,
        total_gross_amount=priced.total.gross.amount,
        total_net_amount=priced.total.net.amount,
        undiscounted_unit_amount=priced.undiscounted_unit.gross.amount,
        unit_discount_amount=priced.own_unit_discount,
        unit_discount_reason=_reason(priced, sheet),
        voucher_code=_line_code(priced, sheet),
        currency=order.currency,
        tax_rate=priced.unit.rate / 100,
        tax_class_name=tax_class.name if tax_class else "",
        metadata=priced.line.metadata,
        private_metadata=priced.line.private_metadata,
        position=position,
    )
