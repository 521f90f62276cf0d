"""GraphQL of the retailers."""

from marketplace.vendors.schema.additions import UserAddition
from marketplace.vendors.schema.mutations.closures import VendorClosureCreate, VendorClosureDelete
from marketplace.vendors.schema.mutations.hours import VendorHoursUpdate
from marketplace.vendors.schema.mutations.legal_identity import VendorLegalIdentityUpdate
from marketplace.vendors.schema.mutations.profile import (
    VendorCreate,
    VendorOffersUpdate,
    VendorPictureDelete,
    VendorPictureUpdate,
    VendorUpdate,
)
from marketplace.vendors.schema.mutations.staff import VendorStaffAdd, VendorStaffRemove
from marketplace.vendors.schema.queries import Query

__all__ = ["Mutation", "Query", "extensions"]

extensions = [UserAddition]


class Mutation:
    vendor_create = VendorCreate.Field()
    vendor_update = VendorUpdate.Field()
    vendor_offers_update = VendorOffersUpdate.Field()
    vendor_legal_identity_update = VendorLegalIdentityUpdate.Field()
    vendor_hours_update = VendorHoursUpdate.Field()
    vendor_closure_create = VendorClosureCreate.Field()
    vendor_closure_delete = VendorClosureDelete.Field()
    vendor_picture_update = VendorPictureUpdate.Field()
    vendor_picture_delete = VendorPictureDelete.Field()
    vendor_staff_add = VendorStaffAdd.Field()
    vendor_staff_remove = VendorStaffRemove.Field()
