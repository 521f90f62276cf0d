"""The doors to a paper, the page of terms, and the same over GraphQL."""

import pytest
from django.urls import reverse

from config.schema import execute_for_platform
from marketplace.graphql.context import ANONYMOUS, Context, Requestor
from marketplace.graphql.ids import global_id
from marketplace.orders.selectors.sheets import sheet
from plugins.invoice.models import InvoiceTerms
from plugins.invoice.services import issue_invoice
from plugins.invoice.views import paper, terms
from tests.factories.accounts import make_person
from tests.factories.orders import MONDAY
from tests.factories.vendors import make_staff, make_vendor


@pytest.fixture
def invoice(handed_over):
    return issue_invoice(order_pk=handed_over.pk, now=MONDAY)


def called(rf, view, person, *args, method="get", data=None, **kwargs):
    request = getattr(rf, method)("/", data or {})
    request.person = person
    return view(request, *args, **kwargs)


def test_shopper_shop_and_operator_open_it(rf, invoice, shopper, bakery):
    for person in (shopper, bakery.seller, make_person("operator")):
        response = called(rf, paper, person, invoice.pk)
        assert response.status_code == 200
        assert response["Content-Type"] == "application/pdf"
        assert response.content.startswith(b"%PDF-1.7")


def test_nobody_else_does(rf, invoice):
    from marketplace.errors import NotFound

    rival = make_vendor()
    clerk = make_person()
    make_staff(rival, clerk)
    for person in (None, clerk, make_person(), make_person("driver"), make_person("city")):
        with pytest.raises(NotFound):
            called(rf, paper, person, invoice.pk)
    with pytest.raises(NotFound):
        called(rf, paper, make_person("operator"), invoice.pk + 1)


def test_drivers_see_no_papers(rf, invoice, handed_over):
    from marketplace.errors import NotFound

    handed_over.brought, handed_over.state = True, "delivered"
    handed_over.save()
    with pytest.raises(NotFound):
        called(rf, paper, make_person("driver"), invoice.pk)


def test_the_holder_of_a_token_opens_it(client, invoice, handed_over):
    for token in (handed_over.token, handed_over.purchase.token):
        assert client.get(reverse("invoice:paper-by-token", args=[token, invoice.pk])).status_code == 200
    assert client.get(reverse("invoice:paper-by-token", args=["x", invoice.pk])).status_code == 404


def test_orders_name_their_papers(invoice, handed_over, shopper):
    (link,) = sheet(handed_over, shopper, now=MONDAY).documents
    assert (link.title, link.number, link.amount.amount) == ("Rechnung", invoice.number, invoice.gross)
    assert link.url == reverse("invoice:paper", args=[invoice.pk])
    (link,) = sheet(handed_over, None, now=MONDAY).documents
    assert link.url == reverse("invoice:paper-by-token", args=[handed_over.token, invoice.pk])


def test_a_shop_does_not_learn_the_shoppers_token(invoice, handed_over, bakery):
    (link,) = sheet(handed_over, bakery.seller, now=MONDAY).documents
    assert handed_over.token not in link.url


class TestTerms:
    GOOD = {"holder": "Neu GmbH", "iban": "DE02120300000000202051", "days": "21", "bic": "", "is_offered": "on"}

    def test_a_shop_says_its_terms(self, rf, bakery):
        response = called(rf, terms, bakery.seller, bakery.slug, method="post", data=self.GOOD)
        assert response.status_code == 302
        held = InvoiceTerms.objects.get()
        assert (held.holder, held.days, held.is_offered) == ("Neu GmbH", 21, True)

    def test_a_wrong_iban_is_said_beside_the_field(self, client, rf, bakery):
        data = {**self.GOOD, "iban": "DE00"}
        response = called(rf, terms, bakery.seller, bakery.slug, method="post", data=data)
        assert response.status_code == 422
        assert "Diese IBAN stimmt nicht" in response.content.decode()
        assert InvoiceTerms.objects.get().holder == "Backstube GmbH"

    def test_the_rival_finds_no_page(self, rf, bakery):
        from marketplace.errors import NotFound

        for person in (None, make_person()):
            with pytest.raises(NotFound):
                called(rf, terms, person, bakery.slug)


def ask(source, by=None, **variables):
    asking = Requestor(kind="user", user_id=by.saleor_user_id) if by else ANONYMOUS
    result = execute_for_platform(source, context=Context(requestor=asking, now=MONDAY), variables=variables)
    assert not result.errors, result.errors
    return result.data


def test_an_invoice_over_graphql(handed_over, shopper):
    source = "mutation($id: ID!) { invoiceIssue(id: $id) { document { number amount { amount } } errors { code } } }"
    key = global_id("VendorOrder", handed_over.pk)
    for person in (None, make_person()):
        answer = ask(source, person, id=key)["invoiceIssue"]
        assert answer == {"document": None, "errors": [{"code": "NOT_FOUND"}]}
    assert ask(source, shopper, id=key)["invoiceIssue"]["document"]["amount"] == {"amount": 24.0}


def test_terms_over_graphql(bakery):
    source = """mutation($v: String!) { invoiceTermsUpdate(vendor: $v, isOffered: false, holder: "N",
        iban: "DE02120300000000202051") { terms { isOffered days } errors { code } } }"""
    assert ask(source, make_person(), v=bakery.slug)["invoiceTermsUpdate"]["errors"] == [{"code": "NOT_FOUND"}]
    answer = ask(source, bakery.seller, v=bakery.slug)["invoiceTermsUpdate"]
    assert answer["terms"] == {"isOffered": False, "days": 14}
    question = "query($v: String!) { invoiceTerms(vendor: $v) { holder iban } }"
    assert ask(question, bakery.seller, v=bakery.slug)["invoiceTerms"]["holder"] == "N"
    assert ask(question, make_person(), v=bakery.slug)["invoiceTerms"] is None
