"""Pay when the goods change hands: at the counter or at the door, to the shop that sold them.

Nothing is taken online. The promise is the authorisation; whoever hands over says that the money came, and that word is
the capture. Returned money goes over the same counter.
"""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.money import Money
from marketplace.orders.extensions import (
    Captures,
    PaymentAction,
    PaymentAnswer,
    PaymentRequest,
    PaymentResult,
    PaymentSession,
    Refusal,
)
from plugins.pay_on_handover.rules import GUEST_LIMIT, refusal_code


class PayOnHandover:
    code = "pay_on_handover"
    label = gettext_lazy("Bei Abholung oder an der Tür bezahlen")
    note = gettext_lazy("Sie bezahlen jeden Laden, wenn Sie seine Ware bekommen.")
    captures = Captures.AT_HAND_OVER

    def offered(self, request: PaymentRequest) -> Refusal | None:
        code = refusal_code(request.total.amount, signed_in=request.person is not None)
        if code is None:
            return None
        message = _("Bestellungen über %(limit)s € können Sie nur mit Konto bei der Übergabe bezahlen.")
        return Refusal(code=code, message=message % {"limit": GUEST_LIMIT})

    def initialize(self, session: PaymentSession) -> PaymentAnswer:
        return PaymentAnswer(result=PaymentResult.AUTHORIZED, psp_reference=f"{self.code}-{session.reference}")

    def process(self, session: PaymentSession) -> PaymentAnswer:
        """There is no second step."""
        return self.initialize(session)

    def capture(self, action: PaymentAction) -> PaymentAnswer:
        return _done(action)

    def cancel(self, action: PaymentAction) -> PaymentAnswer:
        return _done(action)

    def refund(self, action: PaymentAction) -> PaymentAnswer:
        """The shop gives the money back over the counter: its word is all there is to know."""
        return _done(action)

    def instruction(self, amount: Money) -> str:
        words = {"amount": number_format(amount.amount, 2)}
        return _("Sie bezahlen %(amount)s €, wenn Sie die Ware bekommen.") % words

    def refund_task(self, amount: Money) -> str:
        words = {"amount": number_format(amount.amount, 2)}
        return _("Geben Sie der Kundschaft %(amount)s € an der Kasse zurück.") % words

    def refund_notice(self, amount: Money) -> str:
        words = {"amount": number_format(amount.amount, 2)}
        return _("Sie bekommen %(amount)s € an der Kasse des Ladens zurück.") % words


def _done(action: PaymentAction) -> PaymentAnswer:
    return PaymentAnswer(result=PaymentResult.DONE, psp_reference=action.reference)
