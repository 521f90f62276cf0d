"""What one can ask about shops."""

from typing import Any

import graphene

from marketplace.accounts.selectors import person_of
from marketplace.errors import NotFound
from marketplace.graphql.connections import Page, Slice, connection_field, paginate
from marketplace.vendors.models import LegalIdentity, StaffMember, Vendor
from marketplace.vendors.schema.enums import VendorTradeEnum
from marketplace.vendors.schema.objects import (
    VendorConnection,
    VendorLegalIdentityType,
    VendorStaffMemberType,
    VendorType,
)
from marketplace.vendors.selectors import (
    VendorQuery,
    directory,
    legal_identity_for,
    staff_of,
    vendor_for,
    vendors_of,
    visible_vendor,
)


class VendorNearInput(graphene.InputObjectType):
    """A point in degrees (WGS 84) and, if wanted, a radius in metres."""

    latitude = graphene.Float(required=True)
    longitude = graphene.Float(required=True)
    radius = graphene.Float()


class VendorFilterInput(graphene.InputObjectType):
    trades = graphene.List(graphene.NonNull(VendorTradeEnum))
    open_now = graphene.Boolean()
    search = graphene.String(description="Words in name, trade, address or story.")
    near = VendorNearInput(description="Nearest first.")
    sells = graphene.Boolean()
    offers_collect = graphene.Boolean()
    offers_delivery = graphene.Boolean()


class Query:
    vendors = connection_field(
        VendorConnection,
        filter=VendorFilterInput(),
        description="Public shops by name, or nearest first.",
    )
    vendor = graphene.Field(VendorType, slug=graphene.String(required=True))
    my_vendors = connection_field(
        VendorConnection, description="Shops that the caller may act for; all for the operator."
    )
    vendor_staff = graphene.List(
        graphene.NonNull(VendorStaffMemberType),
        vendor=graphene.String(required=True, description="Slug or id."),
        description="Null unless the caller may act for the shop.",
    )
    vendor_legal_identity = graphene.Field(
        VendorLegalIdentityType,
        vendor=graphene.String(required=True, description="Slug or id."),
        description="Null unless the caller owns the shop.",
    )

    @staticmethod
    def resolve_vendors(_root: None, info: Any, filter: dict[str, Any] | None = None, **paging: Any) -> Page:
        query = _query(filter or {})
        rows = directory(query, now=info.context.now)
        order = ["distance"] if query.near else ["name"]
        return paginate(rows, Slice.of("vendors", **paging), order=order)

    @staticmethod
    def resolve_vendor(_root: None, info: Any, slug: str) -> Vendor | None:
        try:
            return visible_vendor(person_of(info.context), slug)
        except NotFound:
            return None

    @staticmethod
    def resolve_my_vendors(_root: None, info: Any, **paging: Any) -> Page:
        rows = vendors_of(person_of(info.context)).prefetch_related("closures")
        return paginate(rows, Slice.of("myVendors", **paging), order=["name"])

    @staticmethod
    def resolve_vendor_staff(_root: None, info: Any, vendor: str) -> list[StaffMember] | None:
        person = person_of(info.context)
        try:
            return list(staff_of(person, vendor_for(person, vendor)))
        except NotFound:
            return None

    @staticmethod
    def resolve_vendor_legal_identity(_root: None, info: Any, vendor: str) -> LegalIdentity | None:
        try:
            return legal_identity_for(person_of(info.context), vendor)
        except NotFound:
            return None


def _query(wanted: dict[str, Any]) -> VendorQuery:
    near = wanted.get("near")
    return VendorQuery(
        text=wanted.get("search") or "",
        trades=tuple(wanted.get("trades") or ()),
        open_now=bool(wanted.get("open_now")),
        sells=wanted.get("sells"),
        collects=wanted.get("offers_collect"),
        delivers=wanted.get("offers_delivery"),
        near=(near["latitude"], near["longitude"]) if near else None,
        within=near.get("radius") if near else None,
    )
