"""Pay after the goods: the promise is the authorisation, the shop's word that money arrived is the capture."""

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
from plugins.invoice.rules.offers import LIMIT, refusal_code
from plugins.invoice.selectors import offering_vendors, owed_by

_REFUSALS = {
    "SIGN_IN_FIRST": gettext_lazy("Auf Rechnung kaufen Sie mit einem Konto. Bitte melden Sie sich an."),
    "SHOP_TAKES_NO_INVOICE": gettext_lazy("Nicht alle Läden in Ihrem Korb liefern auf Rechnung: %(shops)s."),
    "ABOVE_LIMIT": gettext_lazy("Auf Rechnung geht es bis %(limit)s €."),
    "INVOICES_OPEN": gettext_lazy("Mit Ihren offenen Rechnungen wären es mehr als %(limit)s €."),
}


class InvoiceGateway:
    code = "invoice"
    label = gettext_lazy("Auf Rechnung")
    note = gettext_lazy("Jeder Laden schickt Ihnen nach der Übergabe eine eigene Rechnung.")
    captures = Captures.ON_RECEIPT

    def offered(self, request: PaymentRequest) -> Refusal | None:
        offering = offering_vendors(request.vendors)
        code = refusal_code(
            request.total.amount,
            signed_in=request.person is not None,
            owed=owed_by(request.person).amount,
            vendors=len(request.vendors),
            offering=len(offering),
        )
        if code is None:
            return None
        others = ", ".join(vendor.name for vendor in request.vendors if vendor.pk not in offering)
        words = {"limit": number_format(LIMIT, 2), "shops": others}
        return Refusal(code=code, message=str(_REFUSALS[code]) % words)

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
        """The shop transfers it back itself: the market holds nobody's money (law D-13)."""
        return _done(action)

    def instruction(self, amount: Money) -> str:
        words = {"amount": number_format(amount.amount, 2)}
        return _("Sie überweisen %(amount)s €, wenn die Rechnung des Ladens da ist.") % words

    def refund_task(self, amount: Money) -> str:
        words = {"amount": number_format(amount.amount, 2)}
        return _("Überweisen Sie der Kundschaft %(amount)s € zurück.") % words

    def refund_notice(self, amount: Money) -> str:
        words = {"amount": number_format(amount.amount, 2)}
        return _("Der Laden überweist Ihnen %(amount)s € zurück.") % words


def _done(action: PaymentAction) -> PaymentAnswer:
    return PaymentAnswer(result=PaymentResult.DONE, psp_reference=action.reference)
