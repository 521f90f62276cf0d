"""The demo town's shops that take invoices."""

from plugins.invoice.models import InvoiceTerms
from plugins.invoice.town import load
from tests.factories.orders import MONDAY
from tests.factories.vendors import make_vendor


def test_terms_are_loaded_once_and_never_over_the_shops_own_word(db, tmp_path):
    vendor = make_vendor(slug="laden-im-test")
    (tmp_path / "invoice_terms.csv").write_text(
        "shop,holder,iban,days\nladen-im-test,Laden GmbH,DE02120300000000202051,10\nfremd,X,DE00,1\n"
    )
    assert load(tmp_path, now=MONDAY) == "1 shops take invoices"
    InvoiceTerms.objects.filter(vendor=vendor).update(is_offered=False)
    assert load(tmp_path, now=MONDAY) == "0 shops take invoices"
    assert not InvoiceTerms.objects.get().is_offered


def test_a_town_without_terms(db, tmp_path):
    assert load(tmp_path, now=MONDAY) == "no invoice terms"
