"""The legal identity: what everybody may read in the Impressum, and the whole for owners."""

from typing import Any

import graphene

from marketplace.graphql.scalars import Date, DateTime
from marketplace.vendors.models import LegalForm, LegalIdentity
from marketplace.vendors.schema.enums import VendorLegalFormEnum, VendorTaxStatusEnum


class _Public(graphene.ObjectType):
    legal_name = graphene.String(required=True)
    legal_form = graphene.Field(VendorLegalFormEnum)
    legal_form_label = graphene.String(required=True)
    representative = graphene.String(required=True)
    street = graphene.String(required=True)
    postal_code = graphene.String(required=True)
    city = graphene.String(required=True)
    email = graphene.String(required=True)
    phone = graphene.String(required=True)
    register_court = graphene.String(required=True)
    register_number = graphene.String(required=True)
    vat_id = graphene.String(required=True)
    supervisory_authority = graphene.String(required=True)
    chamber = graphene.String(required=True)
    profession = graphene.String(required=True)
    responsible_for_content = graphene.String(required=True)
    lucid_number = graphene.String(required=True)

    @staticmethod
    def resolve_legal_form(root: LegalIdentity, _info: Any) -> str | None:
        return root.legal_form or None

    @staticmethod
    def resolve_legal_form_label(root: LegalIdentity, _info: Any) -> str:
        return str(LegalForm(root.legal_form).label) if root.legal_form else ""


class VendorImpressumType(_Public):
    """The provider's identity (§ 5 DDG). Empty strings are facts that do not apply."""

    class Meta:
        name = "VendorImpressum"


class VendorLegalIdentityType(_Public):
    """The whole legal identity, for owners of the shop and the operator."""

    class Meta:
        name = "VendorLegalIdentity"

    tax_number = graphene.String(required=True)
    tax_status = graphene.Field(VendorTaxStatusEnum, required=True)
    tax_status_since = Date()
    self_certified_at = DateTime(description="When the retailer declared to offer only what the law allows.")
