"""Who may pay by invoice, and on which account."""

from decimal import Decimal

import pytest

from marketplace.engine.models import Checkout, User
from marketplace.errors import DomainError
from marketplace.graphql.ids import global_id
from marketplace.money import Money
from marketplace.orders.extensions import Captures, PaymentRequest, payment_gateways
from marketplace.saleor import payments
from plugins.invoice.models import InvoiceTerms
from plugins.invoice.rules.bank import grouped, is_iban
from plugins.invoice.rules.offers import refusal_code
from plugins.invoice.selectors import owed_by
from plugins.invoice.services import save_terms
from tests.factories.accounts import make_person, open_account
from tests.factories.baskets import fill_basket, make_market, make_shop
from tests.factories.orders import make_order
from tests.factories.vendors import make_vendor

GATEWAY = payment_gateways["invoice"]


def request(person, *vendors, total="20.00"):
    return PaymentRequest(total=Money(Decimal(total)), person=person, vendors=vendors)


@pytest.mark.parametrize(
    ("total", "signed_in", "owed", "offering", "expected"),
    [
        ("250.00", True, "0", 2, None),
        ("250.00", False, "0", 2, "SIGN_IN_FIRST"),
        ("10.00", True, "0", 1, "SHOP_TAKES_NO_INVOICE"),
        ("250.01", True, "0", 2, "ABOVE_LIMIT"),
        ("50.00", True, "200.00", 2, None),
        ("50.01", True, "200.00", 2, "INVOICES_OPEN"),
    ],
)
def test_rule(total, signed_in, owed, offering, expected):
    code = refusal_code(Decimal(total), signed_in=signed_in, owed=Decimal(owed), vendors=2, offering=offering)
    assert code == expected


def test_offered_to_people_with_an_account(bakery, shopper):
    assert GATEWAY.offered(request(shopper, bakery)) is None
    assert GATEWAY.offered(request(None, bakery)).code == "SIGN_IN_FIRST"
    assert GATEWAY.captures == Captures.ON_RECEIPT


def test_shops_that_take_none_are_named(bakery, shopper):
    other = make_vendor(name="Blumen am Anger")
    refusal = GATEWAY.offered(request(shopper, bakery, other))
    assert refusal.code == "SHOP_TAKES_NO_INVOICE"
    assert refusal.message.endswith("Blumen am Anger.")


def test_what_is_owed_counts_until_it_is_paid(bakery, shopper):
    first = make_order(bakery, (1, "200.00"), person=shopper, payment_method="invoice")
    make_order(bakery, (1, "99.00"), person=shopper, payment_method="invoice", state="cancelled")
    make_order(bakery, (1, "99.00"), person=shopper, payment_method="other")
    assert owed_by(shopper).amount == Decimal("200.00")
    assert GATEWAY.offered(request(shopper, bakery, total="60.00")).code == "INVOICES_OPEN"
    first.captured = first.total
    first.save()
    assert owed_by(shopper).amount == 0
    assert owed_by(None).amount == 0


@pytest.mark.parametrize(
    ("iban", "expected"),
    [
        ("DE02 1203 0000 0000 2020 51", True),
        ("de02120300000000202051", True),
        ("DE02 1203 0000 0000 2020 52", False),
        ("DE0212030000000020205", False),
        ("AT61 1904 3002 3457 3201", True),
        ("", False),
        ("DE", False),
    ],
)
def test_iban(iban, expected):
    assert is_iban(iban) == expected


def test_iban_in_groups():
    assert grouped("de02120300000000202051") == "DE02 1203 0000 0000 2020 51"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"iban": "DE02 1203 0000 0000 2020 52"}, "IBAN_WRONG"),
        ({"holder": " "}, "HOLDER_MISSING"),
        ({"days": 0}, "DAYS_OUT_OF_RANGE"),
        ({"days": 61}, "DAYS_OUT_OF_RANGE"),
    ],
)
def test_wrong_terms_change_nothing(changes, code, bakery):
    before = InvoiceTerms.objects.values().get()
    values = {"is_offered": True, "holder": "B", "iban": "DE02120300000000202051", "days": 7, **changes}
    with pytest.raises(DomainError, match=code):
        save_terms(vendor=bakery, **values)
    assert InvoiceTerms.objects.values().get() == before


def test_saleors_own_payment_operation_knows_who_is_signed_in(db):
    shop = make_shop(make_market())
    save_terms(vendor=shop, is_offered=True, holder="Backstube GmbH", iban="DE02 1203 0000 0000 2020 51", days=14)
    open_account("erika@example.org", "ein langes Passwort")
    account = User.objects.get(email="erika@example.org")
    make_person(saleor_user_id=global_id("User", account.pk))
    checkout_id = fill_basket(shop.goods[0])

    def pays(key):
        return payments.initialize_transaction(id=checkout_id, data={"method": "invoice"}, idempotency_key=key)

    assert not pays("guest").succeeded
    Checkout.objects.update(user=account)
    assert pays("signed-in").succeeded
