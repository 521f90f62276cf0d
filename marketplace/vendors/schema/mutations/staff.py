"""Staff of a shop."""

from typing import Any

import graphene
from django.utils.translation import gettext as _

from marketplace.accounts.selectors import has_role, person_by_email, person_of
from marketplace.errors import DomainError, NotFound, PermissionRefused
from marketplace.graphql.mutations import BaseMutation
from marketplace.vendors.models import StaffRole
from marketplace.vendors.schema.enums import VendorStaffRoleEnum
from marketplace.vendors.schema.objects import VendorStaffMemberType
from marketplace.vendors.selectors import is_owner, staff_member_for, vendor_for
from marketplace.vendors.services import add_staff, remove_staff


class VendorStaffAdd(BaseMutation):
    """Let somebody with an account act for the shop. For the operator: who has an account is nobody else's business."""

    class Arguments:
        vendor = graphene.ID(required=True)
        email = graphene.String(required=True)
        role = graphene.Argument(VendorStaffRoleEnum, default_value=StaffRole.STAFF)

    staff_member = graphene.Field(VendorStaffMemberType)

    @classmethod
    def perform(cls, info: Any, *, vendor: str, email: str, role: str) -> "VendorStaffAdd":
        asking = person_of(info.context)
        held = vendor_for(asking, vendor)
        if not has_role(asking, "operator"):
            raise PermissionRefused(_("Neue Personen nimmt der Kümmerer auf."))
        person = person_by_email(email.strip())
        if person is None:
            raise DomainError("NO_ACCOUNT", _("Zu dieser E-Mail-Adresse gibt es noch kein Konto."), field="email")
        return cls(staff_member=add_staff(vendor=held, person=person, role=role))


class VendorStaffRemove(BaseMutation):
    """End somebody's work for the shop. For its owners and the operator."""

    class Arguments:
        id = graphene.ID(required=True)

    staff_member = graphene.Field(VendorStaffMemberType, description="As it was.")

    @classmethod
    def perform(cls, info: Any, *, id: str) -> "VendorStaffRemove":
        asking = person_of(info.context)
        member = staff_member_for(asking, id)
        if not is_owner(asking, member.vendor):
            raise NotFound("id")
        remove_staff(member=member)
        return cls(staff_member=member)
