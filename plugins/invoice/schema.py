"""GraphQL of invoices."""

from typing import Any

import graphene

from marketplace.accounts.selectors import person_of
from marketplace.errors import NotFound
from marketplace.graphql.mutations import BaseMutation
from marketplace.orders.schema.values import VendorOrderDocumentType
from marketplace.vendors.selectors import vendor_for
from plugins.invoice.models import InvoiceTerms
from plugins.invoice.selectors import InvoiceDocuments, terms_of
from plugins.invoice.services import request_invoice, save_terms


class InvoiceTermsType(graphene.ObjectType):
    """On which account a shop wants its money, and within how many days."""

    class Meta:
        name = "InvoiceTerms"

    is_offered = graphene.Boolean(required=True)
    holder = graphene.String(required=True)
    iban = graphene.String(required=True)
    bic = graphene.String(required=True)
    days = graphene.Int(required=True)


class InvoiceIssue(BaseMutation):
    """An invoice for an order that was handed over. For its shopper, its shop and the operator."""

    class Arguments:
        id = graphene.ID(required=True, description="Of the VendorOrder.")

    document = graphene.Field(VendorOrderDocumentType)

    @classmethod
    def perform(cls, info: Any, *, id: str) -> "InvoiceIssue":
        person = person_of(info.context)
        if person is None:
            raise NotFound("id")
        invoice = request_invoice(order_id=id, person=person, now=info.context.now)
        return cls(document=InvoiceDocuments().documents([invoice.order_id], by_token=False)[invoice.order_id][0])


class InvoiceTermsUpdate(BaseMutation):
    """Say how a shop takes invoices. For its staff and the operator."""

    class Arguments:
        vendor = graphene.String(required=True, description="Slug or id.")
        is_offered = graphene.Boolean(required=True)
        holder = graphene.String(required=True)
        iban = graphene.String(required=True)
        bic = graphene.String(default_value="")
        days = graphene.Int(default_value=14)

    terms = graphene.Field(InvoiceTermsType)

    @classmethod
    def perform(cls, info: Any, *, vendor: str, **values: Any) -> "InvoiceTermsUpdate":
        shop = vendor_for(person_of(info.context), vendor)
        return cls(terms=save_terms(vendor=shop, **values))


class Query:
    invoice_terms = graphene.Field(
        InvoiceTermsType,
        vendor=graphene.String(required=True, description="Slug or id."),
        description="Null unless the caller may act for the shop and it has said anything.",
    )

    @staticmethod
    def resolve_invoice_terms(_root: None, info: Any, vendor: str) -> InvoiceTerms | None:
        try:
            return terms_of(vendor_for(person_of(info.context), vendor))
        except NotFound:
            return None


class Mutation:
    invoice_issue = InvoiceIssue.Field()
    invoice_terms_update = InvoiceTermsUpdate.Field()
