"""Who works in a shop."""

from django.db import transaction
from django.utils.translation import gettext as _

from marketplace.accounts.models import Person
from marketplace.errors import DomainError
from marketplace.vendors.models import StaffMember, StaffRole, Vendor


@transaction.atomic
def add_staff(*, vendor: Vendor, person: Person, role: str = StaffRole.STAFF) -> StaffMember:
    """Let a person act for the shop, or change the role. Raises DomainError INVALID (role), LAST_OWNER."""
    if role not in StaffRole.values:
        raise DomainError("INVALID", _("Diese Rolle gibt es nicht."), field="role")
    Vendor.objects.select_for_update().get(pk=vendor.pk)
    member, created = StaffMember.objects.get_or_create(vendor=vendor, person=person, defaults={"role": role})
    if not created and member.role != role:
        _refuse_loss_of_last_owner(member)
        member.role = role
        member.save(update_fields=["role"])
    return member


@transaction.atomic
def remove_staff(*, member: StaffMember) -> None:
    """End a person's work for a shop. Raises DomainError LAST_OWNER."""
    Vendor.objects.select_for_update().get(pk=member.vendor_id)
    _refuse_loss_of_last_owner(member)
    member.delete()


def _refuse_loss_of_last_owner(member: StaffMember) -> None:
    others = StaffMember.objects.filter(vendor=member.vendor_id, role=StaffRole.OWNER).exclude(pk=member.pk)
    if member.role == StaffRole.OWNER and not others.exists():
        raise DomainError("LAST_OWNER", _("Ein Laden braucht mindestens eine Person, der er gehört."))
