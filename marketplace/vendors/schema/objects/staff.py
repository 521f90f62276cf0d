"""People who work in a shop."""

from typing import Any

import graphene

from marketplace.graphql.ids import global_id
from marketplace.vendors.models import StaffMember
from marketplace.vendors.schema.enums import VendorStaffRoleEnum


class VendorStaffMemberType(graphene.ObjectType):
    """Visible to the shop's own staff and the operator."""

    class Meta:
        name = "VendorStaffMember"

    id = graphene.ID(required=True)
    name = graphene.String(required=True)
    email = graphene.String(required=True)
    role = graphene.Field(VendorStaffRoleEnum, required=True)

    @staticmethod
    def resolve_id(root: StaffMember, _info: Any) -> str:
        return global_id("VendorStaffMember", root.pk)

    @staticmethod
    def resolve_name(root: StaffMember, _info: Any) -> str:
        return root.person.name

    @staticmethod
    def resolve_email(root: StaffMember, _info: Any) -> str:
        return root.person.email
