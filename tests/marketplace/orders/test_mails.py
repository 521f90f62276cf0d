"""Mails: what they say, to whom, in which language, and that each leaves once."""

from datetime import timedelta
from hashlib import sha256
from smtplib import SMTPException

import pytest
from django.core import mail

from marketplace.orders.models import Deviation, OrderMail
from marketplace.orders.services import cancel_order, confirm_order, reject_lines
from marketplace.orders.services.mails import MAX_ATTEMPTS, queue_mail, queued_mails, send_mail
from marketplace.vendors.models import LegalIdentity
from tests.factories.orders import MONDAY, make_order

Kind = OrderMail.Kind


def sent(order, kind, **more):
    """The message of a kind as it leaves, and its HTML."""
    row = queue_mail(order, kind, now=MONDAY, **more)
    assert send_mail(row.pk, now=MONDAY)
    message = mail.outbox[-1]
    return message, message.alternatives[0][0]


def test_the_confirmation_holds_what_the_law_wants(order, cast):
    message, html = sent(order, Kind.PLACED)
    assert message.to == ["erika@example.org"]
    assert message.reply_to == [cast.bakery.email]
    assert message.subject == f"Ihre Bestellung {order.number} bei Bäckerei am Markt"
    identity = cast.bakery.legal_identity
    for text in (message.body, html):
        for fact in (
            "Ware 1", "20,00", "Gesamtbetrag", "24,00", "19 % Umsatzsteuer: 3,83", "1234", "heute, 15:00",
            identity.legal_name, identity.street, identity.register_number, identity.vat_id,
            f"/bestellung/{order.token}/", "Widerrufsrecht", "binnen vierzehn Tagen",
            "Muster-Widerrufsformular", "Probe", "Bitte 24.00 zahlen.",
        ):  # fmt: skip
            assert fact in text, fact


def test_what_was_sent_is_kept_as_proof(order):
    message, _html = sent(order, Kind.PLACED)
    kept = OrderMail.objects.get()
    assert (kept.state, kept.sent_at, kept.recipient) == ("sent", MONDAY, "erika@example.org")
    assert kept.text == message.body
    assert kept.digest == sha256(message.body.encode()).hexdigest()


def test_small_businesses_show_no_tax(order, cast):
    LegalIdentity.objects.filter(vendor=cast.bakery).update(tax_status="small_business")
    message, html = sent(order, Kind.PLACED)
    for text in (message.body, html):
        assert "§ 19 UStG" in text
        assert "% Umsatzsteuer" not in text


def test_a_deviation_is_said_to_shopper_and_shop(order):
    Deviation.objects.create(purchase=order.purchase, order=order, code="LINES_CHANGED", found_at=MONDAY)
    assert "stimmt etwas nicht" in sent(order, Kind.PLACED)[0].body
    assert "Bitte packen Sie noch nicht" in sent(order, Kind.VENDOR_PLACED)[0].body


def test_the_shop_is_told_what_to_pack_and_no_code(order, cast):
    message, html = sent(order, Kind.VENDOR_PLACED)
    assert message.to == [cast.bakery.email]
    for text in (message.body, html):
        assert "Ware 1" in text
        assert f"/haendler/{cast.bakery.slug}/heute/" in text
        assert "1234" not in text
        assert "erika@example.org" not in text
        assert order.purchase.token not in text


def test_a_rejection_names_pieces_reason_and_money(order, cast):
    line = order.lines.first()
    reject_lines(order=order, quantities={line.pk: 1}, reason="Heute ausverkauft.", person=cast.baker, now=MONDAY)
    row = OrderMail.objects.get()
    send_mail(row.pk, now=MONDAY)
    message = mail.outbox[0]
    not_charged = "Die 10,00 € dafür werden Ihnen nicht berechnet."
    for fact in ("1 x Ware 1: 10,00 €", "Heute ausverkauft.", not_charged, "14,00"):
        assert fact in message.body
    assert "Heute ausverkauft." in message.alternatives[0][0]


def test_each_rejection_has_its_own_mail(order, cast):
    line = order.lines.first()
    for _ in range(2):
        reject_lines(order=order, quantities={line.pk: 1}, reason="", person=cast.baker, now=MONDAY)
    assert OrderMail.objects.filter(kind=Kind.LINES_REJECTED).count() == 2


def test_a_cancellation_goes_to_both(order, cast):
    cancel_order(order=order, person=cast.shopper, reason="Doch nicht.", now=MONDAY)
    for pk in queued_mails(now=MONDAY):
        send_mail(pk, now=MONDAY)
    shopper, shop = mail.outbox
    assert "So haben Sie es gewünscht." in shopper.body
    assert "Die 24,00 € dafür werden Ihnen nicht berechnet." in shopper.body
    assert "räumen Sie die Ware wieder ein" in shop.body


@pytest.mark.parametrize("kind", [Kind.CONFIRMED, Kind.READY, Kind.HANDED_OVER])
def test_the_other_notices(kind, order):
    message, html = sent(order, kind)
    assert order.number in message.subject
    assert order.number in message.body
    assert 'lang="de"' in html
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"


def test_names_from_outside_are_escaped_in_html_only(order):
    order.purchase.address = {"first_name": "<b>Erika</b>", "last_name": "& Co"}
    order.purchase.save()
    message, html = sent(order, Kind.CONFIRMED)
    assert "<b>Erika</b> & Co" in message.body
    assert "<b>Erika</b>" not in html


def test_shoppers_are_written_to_in_their_language(cast, engine, gateway, way):
    order = make_order(cast.bakery, person=cast.shopper)
    order.purchase.language = "en"
    order.purchase.save()
    _message, html = sent(order, Kind.CONFIRMED)
    assert 'lang="en"' in html
    assert 'lang="de"' in sent(order, Kind.VENDOR_PLACED)[1]


class TestOnce:
    def test_queueing_again_claims_nothing_new(self, order):
        first = queue_mail(order, Kind.READY, now=MONDAY)
        assert queue_mail(order, Kind.READY, now=MONDAY) == first

    def test_sending_again_sends_nothing(self, order):
        row = queue_mail(order, Kind.READY, now=MONDAY)
        assert send_mail(row.pk, now=MONDAY)
        assert not send_mail(row.pk, now=MONDAY + timedelta(days=1))
        assert len(mail.outbox) == 1
        assert queued_mails(now=MONDAY + timedelta(days=1)) == []

    def test_a_refused_act_sends_nothing(self, order, cast):
        confirm_order(order=order, person=cast.baker, now=MONDAY)
        assert OrderMail.objects.count() == 1

    def test_a_failing_server_is_tried_again_later(self, order, monkeypatch):
        row = queue_mail(order, Kind.READY, now=MONDAY)
        monkeypatch.setattr("django.core.mail.message.EmailMessage.send", _raise)
        assert not send_mail(row.pk, now=MONDAY)
        assert not send_mail(row.pk, now=MONDAY + timedelta(minutes=1))
        row.refresh_from_db()
        assert (row.attempts, row.state, row.last_error) == (1, "queued", "no")
        monkeypatch.undo()
        later = MONDAY + timedelta(minutes=2)
        assert queued_mails(now=later) == [row.pk]
        assert send_mail(row.pk, now=later)

    def test_it_is_given_up_in_the_end(self, order, monkeypatch):
        row = queue_mail(order, Kind.READY, now=MONDAY)
        monkeypatch.setattr("django.core.mail.message.EmailMessage.send", _raise)
        for attempt in range(MAX_ATTEMPTS + 1):
            send_mail(row.pk, now=MONDAY + attempt * timedelta(hours=3))
        row.refresh_from_db()
        assert (row.attempts, row.state) == (MAX_ATTEMPTS, "given_up")

    def test_a_mail_that_left_twice_is_recognisable(self, order):
        row = queue_mail(order, Kind.READY, now=MONDAY)
        send_mail(row.pk, now=MONDAY)
        OrderMail.objects.update(state="queued")
        send_mail(row.pk, now=MONDAY + timedelta(hours=1))
        first, second = (message.extra_headers["Message-ID"] for message in mail.outbox)
        assert first == second


def _raise(*_args, **_kwargs):
    raise SMTPException("no")
