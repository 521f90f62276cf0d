"""Payment sessions: the shopper pays through the payment app, in one step or several.

Nothing is locked while the app is asked. What it answers is stored as an event; the amounts follow from the events.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import IntegrityError, transaction

from marketplace.engine.models import Checkout, Order, TransactionEvent, TransactionItem
from marketplace.engine.rules.payment import FINAL_FOR_SESSION, remaining
from marketplace.engine.selectors.checkout import priced
from marketplace.engine.selectors.payment import payable_for, transaction_for, transactions_of
from marketplace.engine.services.checkout_delivery import refresh_deliveries
from marketplace.engine.services.payment_amounts import amounts
from marketplace.engine.services.payment_outcome import store_session_answer
from marketplace.engine.services.sync_event import ask, is_asked
from marketplace.errors import DomainError
from marketplace.graphql.context import Requestor
from marketplace.graphql.ids import global_id
from marketplace.money import cents

TRANSACTIONS_LIMIT = 100


@dataclass(frozen=True, slots=True)
class SessionStep:
    """Where a session stands after a step: the transaction, the event of the step, the app's data for the page."""

    transaction: TransactionItem
    event: TransactionEvent
    data: Any


@dataclass(frozen=True, kw_only=True)
class SessionWish:
    """How somebody wants to pay. `amount` None is what remains; `action` None is the channel's strategy."""

    gateway: str
    data: Any = None
    amount: Decimal | None = None
    action: str | None = None
    idempotency_key: str | None = None
    customer_ip: str | None = None


def initialize_gateways(
    *, source_id: str, gateways: list[tuple[str, Any]] | None, amount: Decimal | None, now: datetime
) -> list[tuple[str, Any, str | None]]:
    """What pages need to start paying: (gateway id, data, error) each. Raises DomainError INVALID or NOT_FOUND."""
    source = payable_for(source_id)
    paid = [amounts(each) for each in transactions_of(source)]
    due = cents(amount) if amount is not None else remaining(_total(source, now=now), paid)
    answers: list[tuple[str, Any, str | None]] = []
    for gateway, data in gateways or [(settings.SALEOR_APP_ID, None)]:
        if gateway != settings.SALEOR_APP_ID or not is_asked("PAYMENT_GATEWAY_INITIALIZE_SESSION"):
            error = "Active app with `HANDLE_PAYMENT` permissions or app webhook not found."
            answers.append((gateway, None, error))
            continue
        answer = ask("PAYMENT_GATEWAY_INITIALIZE_SESSION", now=now, data=data, amount=due, source_object=source)
        fine = isinstance(answer, dict)
        answers.append((gateway, answer.get("data") if fine else None, None if fine else "Unable to process a payment"))
    return answers


def initialize_session(requestor: Requestor, *, source_id: str, wish: SessionWish, now: datetime) -> SessionStep:
    """Begin to pay for a checkout or order. The same idempotency key leads to the same transaction.

    Raises DomainError (INVALID, NOT_FOUND, UNIQUE) and PermissionRefused; an app that is down gives a failure event.
    """
    if wish.idempotency_key == "":
        raise DomainError("INVALID", "Cannot be provided as an empty string.", field="idempotencyKey")
    source = payable_for(source_id)
    if wish.action is not None:
        requestor.require("HANDLE_PAYMENTS")
    if wish.gateway != settings.SALEOR_APP_ID:
        raise DomainError("NOT_FOUND", "App with provided identifier not found.", field="paymentGateway")
    action = wish.action or source.channel.default_transaction_flow_strategy
    key = wish.idempotency_key or str(uuid4())
    transactions = transactions_of(source)
    found = next((each for each in transactions if _is(each, wish.gateway, key)), None)
    others = [amounts(each) for each in transactions if each is not found]
    amount = cents(wish.amount) if wish.amount is not None else remaining(_total(source, now=now), others)
    if found is None and len(transactions) >= TRANSACTIONS_LIMIT:
        kind = type(source).__name__
        raise DomainError("INVALID", f"{kind} transactions limit of {TRANSACTIONS_LIMIT} reached.", field="id")
    if found is None:
        request = _new_transaction(source, key, wish.gateway, action, amount, now=now)
    else:
        request = _request_event(found, action, amount, key, now=now)
    return _step("TRANSACTION_INITIALIZE_SESSION", source, request, action, wish, now=now, idempotency_key=key)


def process_session(
    *, transaction_id: str | None, token: str | None, data: Any, customer_ip: str | None, now: datetime
) -> SessionStep:
    """Go on paying after the shopper has acted. A session that has ended answers with its end.

    Raises DomainError INVALID, NOT_FOUND, MISSING_PAYMENT_APP_RELATION or MISSING_PAYMENT_APP.
    """
    item = transaction_for(transaction_id, token)
    events = list(item.events.all())
    final = next((each for each in events if each.type in FINAL_FOR_SESSION and each.include_in_calculations), None)
    if final is not None:
        return SessionStep(item, final, None)
    wanted = ("AUTHORIZATION_REQUEST", "CHARGE_REQUEST")
    request = next((each for each in events if each.type in wanted and not each.include_in_calculations), None)
    if request is None:
        raise DomainError("INVALID", "Missing call of `transactionInitialize` mutation.", field="id")
    source = item.checkout or item.order
    if source is None:
        raise DomainError("INVALID", "Transaction doesn't have attached order or checkout.", field="id")
    if item.app_identifier != settings.SALEOR_APP_ID:
        raise DomainError("MISSING_PAYMENT_APP", "Payment app attached to the transaction, doesn't exist.", field="id")
    action = request.type.removesuffix("_REQUEST")
    wish = SessionWish(gateway=item.app_identifier, data=data, customer_ip=customer_ip)
    return _step("TRANSACTION_PROCESS_SESSION", source, request, action, wish, now=now)


def _total(source: Checkout | Order, *, now: datetime) -> Decimal:
    if isinstance(source, Order):
        return source.total_gross_amount
    if source.delivery_id is not None:
        refresh_deliveries(source, now=now)
    return priced(source, now=now).total.gross.amount


def _is(item: TransactionItem, gateway: str, key: str) -> bool:
    return (item.app_identifier, item.idempotency_key) == (gateway, key)


def _new_transaction(
    source: Checkout | Order, key: str, gateway: str, action: str, amount: Decimal, *, now: datetime
) -> TransactionEvent:
    """The request of a new transaction for an idempotency key, or of one that somebody made at the same moment.

    Raises DomainError UNIQUE if another checkout or order has the key.
    """
    owner = {"checkout": source} if isinstance(source, Checkout) else {"order": source}
    item = TransactionItem(
        **owner,
        app_identifier=gateway,
        idempotency_key=key,
        currency=source.currency,
        created_at=now,
        modified_at=now,
    )
    try:
        with transaction.atomic():
            item.save(force_insert=True)
            return _new_request(item, action, amount, key, now=now)
    except IntegrityError:
        item = TransactionItem.objects.get(app_identifier=gateway, idempotency_key=key)
        if source.pk not in (item.checkout_id, item.order_id):
            raise _taken() from None
    return _request_event(item, action, amount, key, now=now)


def _request_event(item: TransactionItem, action: str, amount: Decimal, key: str, *, now: datetime) -> TransactionEvent:
    """The event that says what was asked; it counts only once the app has answered."""
    request = item.events.filter(idempotency_key=key).first()
    if request is None:
        return _new_request(item, action, amount, key, now=now)
    request.transaction = item
    if (request.type, request.amount) != (f"{action}_REQUEST", amount):
        raise _taken()
    return request


def _new_request(item: TransactionItem, action: str, amount: Decimal, key: str, *, now: datetime) -> TransactionEvent:
    return TransactionEvent.objects.create(
        transaction=item,
        type=f"{action}_REQUEST",
        amount=amount,
        currency=item.currency,
        idempotency_key=key,
        include_in_calculations=False,
        created_at=now,
    )


def _taken() -> DomainError:
    return DomainError(
        "UNIQUE", "Different transaction with provided idempotency key already exists.", field="idempotencyKey"
    )


def _step(
    event_type: str,
    source: Checkout | Order,
    request: TransactionEvent,
    action: str,
    wish: SessionWish,
    *,
    now: datetime,
    **values: Any,
) -> SessionStep:
    """Ask the app and store its answer."""
    item = request.transaction
    raw = ask(
        event_type,
        now=now,
        data=wish.data,
        transaction=item,
        source_object=source,
        merchant_reference=global_id("TransactionItem", item.pk),
        customer_ip_address=wish.customer_ip,
        action={"amount": request.amount, "currency": item.currency, "action_type": action},
        **values,
    )
    event = store_session_answer(request, raw, now=now)
    return SessionStep(event.transaction, event, raw.get("data") if isinstance(raw, dict) else None)
