"""Who may act for a shop. Missing and foreign shops answer alike."""

from django.db.models import QuerySet

from marketplace.accounts.models import Person
from marketplace.accounts.selectors import has_role
from marketplace.errors import NotFound
from marketplace.graphql.ids import int_pk_of
from marketplace.vendors.models import Closure, LegalIdentity, StaffMember, StaffRole, Vendor


def vendors_of(person: Person | None) -> QuerySet[Vendor]:
    """The shops that the person may act for: those it works in; every shop for the operator."""
    rows = Vendor.objects.all()
    if person is None:
        return rows.none()
    if has_role(person, "operator"):
        return rows
    return rows.filter(pk__in=StaffMember.objects.filter(person=person).values("vendor_id"))


def vendor_for(person: Person | None, slug_or_pk: str | int) -> Vendor:
    """The door to a guarded shop, by slug, primary key or global id: its staff, or the operator.

    Raises NotFound for missing and foreign shops alike.
    """
    vendor = vendors_of(person).filter(**_key(slug_or_pk)).first()
    if vendor is None:
        raise NotFound("id")
    return vendor


def legal_identity_for(person: Person | None, slug_or_pk: str | int) -> LegalIdentity:
    """The door to a shop's legal identity: its owners, or the operator. Raises NotFound."""
    vendor = vendor_for(person, slug_or_pk)
    if not is_owner(person, vendor):
        raise NotFound("id")
    return LegalIdentity.objects.select_related("vendor").get(vendor=vendor)


def closure_for(person: Person | None, closure_id: str | int) -> Closure:
    """The door to a planned closure: staff of its shop, or the operator. Raises NotFound."""
    pk = closure_id if isinstance(closure_id, int) else int_pk_of("VendorClosure", closure_id)
    closure = Closure.objects.select_related("vendor").filter(pk=pk, vendor__in=vendors_of(person)).first()
    if closure is None:
        raise NotFound("id")
    return closure


def visible_vendor(person: Person | None, slug: str) -> Vendor:
    """A shop for reading: public ones for everybody, hidden ones for those who act for them. Raises NotFound."""
    if not slug.isprintable():
        raise NotFound("slug")
    rows = Vendor.objects.filter(is_published=True) | vendors_of(person)
    vendor = rows.filter(slug=slug).select_related("legal_identity").prefetch_related("closures").first()
    if vendor is None:
        raise NotFound("slug")
    return vendor


def staff_of(person: Person | None, vendor: Vendor) -> QuerySet[StaffMember]:
    """Who works in a shop, owners first; nobody for strangers."""
    rows = StaffMember.objects.filter(vendor=vendor, vendor__in=vendors_of(person))
    return rows.select_related("person").order_by("role", "person__email")


def staff_member_for(person: Person | None, member_id: str | int) -> StaffMember:
    """The door to one person's work in a shop: its staff, or the operator. Raises NotFound."""
    pk = member_id if isinstance(member_id, int) else int_pk_of("VendorStaffMember", member_id)
    rows = StaffMember.objects.select_related("vendor", "person")
    member = rows.filter(pk=pk, vendor__in=vendors_of(person)).first()
    if member is None:
        raise NotFound("id")
    return member


def is_staff(person: Person | None, vendor: Vendor) -> bool:
    """True if the person works in the shop. The operator does not, but may act for it: see `vendors_of`."""
    return person is not None and StaffMember.objects.filter(vendor=vendor, person=person).exists()


def is_owner(person: Person | None, vendor: Vendor) -> bool:
    """True for owners of the shop and for the operator."""
    if has_role(person, "operator"):
        return True
    return person is not None and (
        StaffMember.objects.filter(vendor=vendor, person=person, role=StaffRole.OWNER).exists()
    )


def _key(slug_or_pk: str | int) -> dict[str, object]:
    if isinstance(slug_or_pk, int):
        return {"pk": slug_or_pk}
    if not slug_or_pk.isprintable():
        raise NotFound("id")
    if slug_or_pk.endswith("=") or not slug_or_pk.islower():
        try:
            return {"pk": int_pk_of("Vendor", slug_or_pk)}
        except NotFound:
            pass
    return {"slug": slug_or_pk}
