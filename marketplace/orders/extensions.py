"""What the market asks of a way to pay, and where plugins answer.

A way to pay ("at collection or at the door", "by invoice", later a card) is a `PaymentGateway`, registered in
`AppConfig.ready()`:

    payment_gateways.register(gateway.code, gateway)

One session (= one Saleor transaction of the platform's App) pays for the whole basket; afterwards each vendor order
takes its own part of it. The life of a session:

1. `offered`     may this basket be paid this way, or the reason why not; asked for the page and asked again on payment;
2. `initialize`  promise (AUTHORIZED), take (CHARGED) or ask the shopper for a step (ACTION_REQUIRED) for the total;
3. `process`     the shopper came back from that step, as often as it takes;
4. `capture`     take one vendor order's part, at the moment that `captures` names;
5. `cancel`      give up a promised part (a rejected line, a cancelled vendor order);
6. `refund`      give back a taken part.

4-6 may be asked again with the same `reference` after a crash: answer the same and do nothing twice. A provider that
answers later says PENDING and reports through `services.payments.report_payment` when it knows. A gateway never calls
the commerce engine: the market tells Saleor what came of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from marketplace.baskets.extensions import Refusal
from marketplace.money import Money
from marketplace.registry import Registry

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from marketplace.accounts.models import Person
    from marketplace.vendors.models import Vendor

__all__ = [
    "Captures",
    "DocumentLink",
    "OrderDocuments",
    "PaymentAction",
    "PaymentAnswer",
    "PaymentGateway",
    "PaymentRequest",
    "PaymentResult",
    "PaymentSession",
    "Refusal",
    "order_documents",
    "payment_gateways",
]


class Captures(StrEnum):
    """The moment at which one vendor order's part of the money is taken."""

    AT_ORDER = "at_order"
    """`initialize` or `process` charges the total at once."""
    AT_CONFIRMATION = "at_confirmation"
    """When the shop has confirmed that the goods are on its shelf."""
    AT_HAND_OVER = "at_hand_over"
    """When the goods change hands: whoever hands over takes the money."""
    ON_RECEIPT = "on_receipt"
    """When the vendor says that the money has arrived."""


class PaymentResult(StrEnum):
    AUTHORIZED = "AUTHORIZED"
    CHARGED = "CHARGED"
    ACTION_REQUIRED = "ACTION_REQUIRED"
    PENDING = "PENDING"
    DONE = "DONE"
    """The answer of capture, cancel and refund that worked."""
    FAILED = "FAILED"


@dataclass(frozen=True, kw_only=True)
class PaymentRequest:
    """What is to be paid, and by whom. `person` is None for guests; `vendors` may be empty while unknown."""

    total: Money
    person: "Person | None" = None
    email: str = ""
    vendors: "tuple[Vendor, ...]" = ()


@dataclass(frozen=True, kw_only=True)
class PaymentSession:
    """One attempt to pay a basket. `reference` is Saleor's transaction id: the same attempt keeps it.

    `data` is what the shopper's page sent along; `psp_reference` is the gateway's own from an earlier answer.
    """

    reference: str
    checkout_id: str
    amount: Money
    request: PaymentRequest
    now: datetime
    data: Mapping[str, Any] = field(default_factory=dict)
    psp_reference: str = ""


@dataclass(frozen=True, kw_only=True)
class PaymentAction:
    """Take, give up or give back `amount` for one vendor order. `reference` is stable over retries.

    `vendor` is None and `order_number` that of the whole purchase, or empty, where no single vendor order is meant: a
    session that is given up before there is an order, or an operator who acts in the engine's own dashboard.
    """

    reference: str
    psp_reference: str
    amount: Money
    order_number: str
    now: datetime
    vendor: "Vendor | None" = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class PaymentAnswer:
    """What came of it. `message` is a translated sentence for people; `data` goes to the shopper's page.

    `amount` None means: as asked. `psp_reference` empty means: no reference beyond ours.
    """

    result: PaymentResult
    psp_reference: str = ""
    amount: Money | None = None
    message: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


class PaymentGateway(Protocol):
    """A way to pay. `code` is stored in rows and never changes; `label` and `note` are translated for the shopper.

    `instruction` tells the shopper of a placed order what to do ("12,40 € bei der Abholung zahlen"). `refund_task`
    tells the shop what it must do itself to give a taken amount back ("Geben Sie 3,00 € an der Kasse zurück"), and is
    empty where the provider does it; `refund_notice` is the same for the shopper.
    """

    code: str
    captures: Captures

    @property
    def label(self) -> "StrOrPromise": ...

    @property
    def note(self) -> "StrOrPromise": ...

    def offered(self, request: PaymentRequest) -> Refusal | None:
        """None if the basket may be paid this way, else why not."""
        ...

    def initialize(self, session: PaymentSession) -> PaymentAnswer: ...

    def process(self, session: PaymentSession) -> PaymentAnswer: ...

    def capture(self, action: PaymentAction) -> PaymentAnswer: ...

    def cancel(self, action: PaymentAction) -> PaymentAnswer: ...

    def refund(self, action: PaymentAction) -> PaymentAnswer: ...

    def instruction(self, amount: Money) -> str: ...

    def refund_task(self, amount: Money) -> str: ...

    def refund_notice(self, amount: Money) -> str: ...


payment_gateways: Registry[PaymentGateway] = Registry("payment gateway")


@dataclass(frozen=True, kw_only=True)
class DocumentLink:
    """A paper that belongs to a vendor order, ready to be fetched by whoever may see the order."""

    title: str
    number: str
    issued_on: date
    amount: Money
    url: str


class OrderDocuments(Protocol):
    """A plugin that writes papers (invoices, corrections, labels) about vendor orders."""

    def documents(self, order_pks: Iterable[int], *, by_token: bool) -> Mapping[int, Sequence[DocumentLink]]:
        """Papers by the order's primary key, in the order of issue. Constant number of queries.

        `by_token`: the reader is the shopper without signing in, so links may carry the order's token. Nobody else may
        learn it: it opens what only the shopper sees.
        """
        ...


order_documents: Registry[OrderDocuments] = Registry("writer of order documents")
