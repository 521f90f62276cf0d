"""Papers: issued once with a number without gaps, complete before the law, corrected and never changed."""

from datetime import timedelta
from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from pypdf import PdfReader

from marketplace.errors import DomainError
from marketplace.orders.models import NumberCircle, VendorOrder
from marketplace.orders.services import refund_amount, take_back
from marketplace.vendors.models import LegalIdentity
from plugins.invoice.models import Invoice
from plugins.invoice.selectors import orders_without_invoice, returns_without_correction
from plugins.invoice.services import (
    correct_invoice,
    issue_invoice,
    read_invoice,
    render_invoice,
    request_invoice,
    send_invoice,
)
from plugins.invoice.tasks import sweep_invoices_task
from tests.factories.accounts import make_person
from tests.factories.orders import MONDAY, make_order
from tests.factories.vendors import make_vendor


def text_of(invoice: Invoice) -> str:
    with invoice.file.open("rb") as paper:
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(paper.read())).pages)


def issue(order) -> Invoice:
    return render_invoice(issue_invoice(order_pk=order.pk, now=MONDAY).pk)


def give_back(order, quantity=1):
    line = order.lines.first()
    return take_back(
        order=order, quantities={line.pk: quantity}, reason="defekt", person=order.vendor.seller, now=MONDAY
    )


def last_return(order) -> int:
    return order.history.filter(kind="returned").last().pk


def test_all_that_the_law_wants_stands_on_it(handed_over, bakery):
    invoice = issue(handed_over)
    text = text_of(invoice)
    identity = bakery.legal_identity
    for fact in (
        identity.legal_name, identity.street, identity.postal_code, identity.vat_id, identity.register_number,
        "Erika Muster", "Am Anger 3", "06712 Zeitz", invoice.number, "23.11.2026", handed_over.number,
        "Ware 1", "Ware 2", "10,00 €", "20,00 €", "24,00 €", "20,17 €", "3,83 €", "19 %",
        "DE02 1203 0000 0000 2020 51", "7.12.2026", f"{invoice.number} {handed_over.number}",
    ):  # fmt: skip
        assert fact in text, fact


def test_the_paper_is_tagged_and_kept_with_its_fingerprint(handed_over):
    invoice = issue(handed_over)
    with invoice.file.open("rb") as paper:
        content = paper.read()
    assert sha256(content).hexdigest() == invoice.digest
    catalogue = PdfReader(BytesIO(content)).trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "de"
    assert "/StructTreeRoot" in catalogue
    assert invoice.number not in invoice.file.name.rpartition("-")[2]


def test_a_changed_file_is_not_handed_out(handed_over):
    invoice = issue(handed_over)
    Path(invoice.file.path).write_bytes(b"%PDF-1.7 something else")
    with pytest.raises(RuntimeError, match="was changed"):
        read_invoice(invoice.pk)


def test_small_businesses_show_no_tax(handed_over, bakery):
    LegalIdentity.objects.filter(vendor=bakery).update(tax_status="small_business")
    invoice = issue(handed_over)
    text = text_of(invoice)
    assert "§ 19 UStG" in text
    assert "Umsatzsteuer 19" not in text
    assert (invoice.facts["net"], invoice.facts["tax"]) == ("24.00", "0.00")


def test_taxes_are_split_by_rate_and_delivery_shares_them(bakery, shopper):
    order = make_order(
        bakery, (1, "30.00"), (1, "10.00"), person=shopper, delivery_price="4.00", payment_method="invoice",
        state="delivered", handed_over_at=MONDAY,
    )  # fmt: skip
    order.lines.filter(position=1).update(tax_rate=7)
    invoice = issue(order)
    assert invoice.facts["taxes"] == [
        {"rate": "19", "net": "9.24", "tax": "1.76", "gross": "11.00"},
        {"rate": "7", "net": "30.84", "tax": "2.16", "gross": "33.00"},
    ]
    assert (invoice.facts["net"], invoice.facts["tax"], invoice.gross) == ("40.08", "3.92", Decimal("44.00"))


def test_in_the_shoppers_language(handed_over):
    handed_over.purchase.language = "en"
    handed_over.purchase.save()
    invoice = issue(handed_over)
    with invoice.file.open("rb") as paper:
        assert PdfReader(BytesIO(paper.read())).trailer["/Root"]["/Lang"] == "en"


def test_only_what_is_left_is_charged(handed_over):
    give_back(handed_over)
    invoice = issue(handed_over)
    assert invoice.gross == Decimal("14.00")
    assert correct_invoice(order_pk=handed_over.pk, entry_pk=last_return(handed_over), now=MONDAY) is None


class TestNumbers:
    def test_each_shop_counts_for_itself(self, handed_over, bakery, shopper):
        other = make_vendor()
        done = {"person": shopper, "payment_method": "invoice", "state": "handed_over", "handed_over_at": MONDAY}
        orders = [handed_over, make_order(other, **done), make_order(bakery, **done)]
        numbers = [issue_invoice(order_pk=order.pk, now=MONDAY).number for order in orders]
        assert numbers == [
            f"RM-{bakery.pk:04d}-00001",
            f"RM-{other.pk:04d}-00001",
            f"RM-{bakery.pk:04d}-00002",
        ]

    def test_issuing_again_gives_the_same(self, handed_over):
        first = issue_invoice(order_pk=handed_over.pk, now=MONDAY)
        assert issue_invoice(order_pk=handed_over.pk, now=MONDAY) == first
        assert NumberCircle.objects.get().last == 1

    def test_a_rollback_leaves_no_gap(self, handed_over):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            issue_invoice(order_pk=handed_over.pk, now=MONDAY)
            _ = 1 / 0
        assert issue_invoice(order_pk=handed_over.pk, now=MONDAY).sequence == 1

    def test_the_database_refuses_a_second_invoice(self, handed_over):
        invoice = issue_invoice(order_pk=handed_over.pk, now=MONDAY)
        invoice.pk, invoice.sequence, invoice.number = None, 2, "RM-x"
        with pytest.raises(IntegrityError), transaction.atomic():
            invoice.save(force_insert=True)

    def test_nothing_before_the_hand_over(self, bakery, shopper):
        order = make_order(bakery, person=shopper, payment_method="invoice", state="ready")
        assert issue_invoice(order_pk=order.pk, now=MONDAY) is None
        with pytest.raises(DomainError, match="NOT_YET"):
            request_invoice(order_id=order.pk, person=shopper, now=MONDAY)
        assert not NumberCircle.objects.exists()


class TestCorrections:
    def test_a_return_is_corrected_and_the_invoice_stays(self, handed_over):
        invoice = issue(handed_over)
        facts, digest = invoice.facts, invoice.digest
        give_back(handed_over)
        correction = correct_invoice(order_pk=handed_over.pk, entry_pk=last_return(handed_over), now=MONDAY)
        correction = render_invoice(correction.pk)
        assert (correction.kind, correction.gross, correction.corrects) == ("correction", Decimal("-10.00"), invoice)
        assert correction.sequence == 2
        text = text_of(correction)
        for fact in (f"Korrektur der Rechnung {invoice.number}", "defekt", "-10,00 €", "-8,40 €", "-1,60 €"):
            assert fact in text
        invoice.refresh_from_db()
        assert (invoice.facts, invoice.digest) == (facts, digest)

    def test_a_lower_price_is_corrected_as_a_reduction(self, handed_over):
        issue(handed_over)
        line, person = handed_over.lines.first(), handed_over.vendor.seller
        wish = {"amount": Decimal("3.00"), "line_pk": line.pk, "reason": "Kratzer"}
        refund_amount(order=handed_over, person=person, now=MONDAY, **wish)
        (entry,) = returns_without_correction()
        correction = correct_invoice(order_pk=handed_over.pk, entry_pk=entry.pk, now=MONDAY)
        assert (correction.kind, correction.gross) == ("correction", Decimal("-3.00"))
        (row,) = correction.facts["rows"]
        assert (row["name"], row["quantity"], row["total"]) == (f"Nachlass auf {line.name}", -1, "-3.00")
        assert returns_without_correction() == []

    def test_each_return_once(self, handed_over):
        issue(handed_over)
        for _ in range(2):
            give_back(handed_over)
            for _ in range(2):
                correct_invoice(order_pk=handed_over.pk, entry_pk=last_return(handed_over), now=MONDAY)
        assert Invoice.objects.filter(kind="correction").count() == 2
        assert sum(paper.gross for paper in Invoice.objects.all()) == Decimal("4.00")
        assert VendorOrder.objects.get().due == Decimal("4.00")

    def test_without_an_invoice_there_is_nothing_to_correct(self, handed_over):
        give_back(handed_over)
        assert correct_invoice(order_pk=handed_over.pk, entry_pk=last_return(handed_over), now=MONDAY) is None


class TestRequests:
    def test_a_paid_order_says_so(self, bakery, shopper):
        order = make_order(
            bakery, person=shopper, payment_method="pay_on_handover", state="handed_over", handed_over_at=MONDAY,
            captured=Decimal("24.00"),
        )  # fmt: skip
        invoice = render_invoice(request_invoice(order_id=order.pk, person=shopper, now=MONDAY).pk)
        text = text_of(invoice)
        assert "Bezahlt." in text
        assert "IBAN" not in text

    def test_strangers_find_no_order(self, handed_over):
        with pytest.raises(DomainError, match="NOT_FOUND"):
            request_invoice(order_id=handed_over.pk, person=make_person(), now=MONDAY)
        assert not Invoice.objects.exists()


class TestMailing:
    def test_once_with_the_paper(self, handed_over):
        invoice = issue(handed_over)
        assert send_invoice(invoice.pk, now=MONDAY)
        assert not send_invoice(invoice.pk, now=MONDAY + timedelta(days=1))
        (message,) = mail.outbox
        assert message.to == ["erika@example.org"]
        assert invoice.number in message.subject
        assert "24,00 €" in message.body
        assert "7.12.2026" in message.body
        name, content, kind = message.attachments[0]
        assert (name, kind) == (f"{invoice.number}.pdf", "application/pdf")
        assert sha256(content).hexdigest() == invoice.digest

    def test_not_before_it_is_written(self, handed_over):
        invoice = issue_invoice(order_pk=handed_over.pk, now=MONDAY)
        assert not send_invoice(invoice.pk, now=MONDAY)
        assert mail.outbox == []


def test_the_sweep_finds_what_was_lost(handed_over):
    assert list(orders_without_invoice()) == [handed_over]
    sweep_invoices_task()
    give_back(handed_over)
    assert [entry.pk for entry in returns_without_correction()] == [last_return(handed_over)]
    for _ in range(2):
        sweep_invoices_task()
    kinds = list(Invoice.objects.values_list("kind", flat=True))
    assert kinds == ["invoice", "correction"]
    assert not Invoice.objects.filter(file="").exists()
    assert len(mail.outbox) == 2
