"""The legal identity."""

from typing import Any

import graphene

from marketplace.accounts.selectors import person_of
from marketplace.graphql.mutations import BaseMutation
from marketplace.graphql.scalars import Date
from marketplace.vendors.schema.enums import VendorLegalFormEnum, VendorTaxStatusEnum
from marketplace.vendors.schema.objects import VendorLegalIdentityType
from marketplace.vendors.selectors import legal_identity_for
from marketplace.vendors.services import update_legal_identity


class VendorLegalIdentityInput(graphene.InputObjectType):
    legal_name = graphene.String()
    legal_form = VendorLegalFormEnum()
    representative = graphene.String()
    street = graphene.String()
    postal_code = graphene.String()
    city = graphene.String()
    email = graphene.String()
    phone = graphene.String()
    register_court = graphene.String()
    register_number = graphene.String()
    vat_id = graphene.String()
    tax_number = graphene.String()
    tax_status = VendorTaxStatusEnum()
    tax_status_since = Date()
    supervisory_authority = graphene.String()
    chamber = graphene.String()
    profession = graphene.String()
    responsible_for_content = graphene.String()
    lucid_number = graphene.String()
    self_certified = graphene.Boolean(description="I offer only what the law allows (Art. 30(1)(e) DSA).")


class VendorLegalIdentityUpdate(BaseMutation):
    """Change the legal identity. For the shop's owners and the operator."""

    class Arguments:
        id = graphene.ID(required=True, description="Of the shop.")
        input = VendorLegalIdentityInput(required=True)

    legal_identity = graphene.Field(VendorLegalIdentityType)

    @classmethod
    def perform(cls, info: Any, *, id: str, input: dict[str, Any]) -> "VendorLegalIdentityUpdate":
        held = legal_identity_for(person_of(info.context), id)
        changes = dict(input)
        certified = changes.pop("self_certified", None)
        changed = update_legal_identity(
            vendor=held.vendor, changes=changes, self_certified=certified, now=info.context.now
        )
        return cls(legal_identity=changed)
