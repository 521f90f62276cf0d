"""A bakery that takes invoices, its shopper, and an order in her hands."""

import pytest

import config.celery  # noqa: F401 else tasks are sent to an address that nobody set, and each waits for seconds
from marketplace.orders.models import VendorOrder
from plugins.invoice.services import save_terms
from tests.factories.accounts import make_person
from tests.factories.orders import MONDAY, make_order
from tests.factories.vendors import make_staff, make_vendor

IBAN = "DE02 1203 0000 0000 2020 51"


@pytest.fixture(autouse=True)
def files_of_this_test(settings, tmp_path):
    """Papers are written into a folder that goes away."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def bakery(db):
    vendor = make_vendor(name="Bäckerei am Markt")
    vendor.seller = make_person()
    make_staff(vendor, vendor.seller)
    save_terms(vendor=vendor, is_offered=True, holder="Backstube GmbH", iban=IBAN, days=14)
    return vendor


@pytest.fixture
def shopper(db):
    return make_person(email="erika@example.org")


@pytest.fixture
def handed_over(bakery, shopper) -> VendorOrder:
    """2 x 10.00 and 1 x 4.00 on invoice, collected."""
    return make_order(bakery, person=shopper, payment_method="invoice", state="handed_over", handed_over_at=MONDAY)
