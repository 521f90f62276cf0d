"""Profile, picture and offers."""

from typing import Any

import graphene
from django.utils.translation import gettext as _

from marketplace.accounts.selectors import has_role, person_of
from marketplace.errors import NotFound, PermissionRefused
from marketplace.graphql.mutations import BaseMutation
from marketplace.graphql.scalars import Upload
from marketplace.vendors.schema.enums import VendorTradeEnum
from marketplace.vendors.schema.objects import VendorType
from marketplace.vendors.selectors import is_owner, vendor_for
from marketplace.vendors.services import open_vendor, remove_picture, set_offers, set_picture, update_profile


class VendorUpdateInput(graphene.InputObjectType):
    name = graphene.String()
    trade = VendorTradeEnum()
    teaser = graphene.String()
    story = graphene.String()
    picture_alt = graphene.String(description="What the picture shows, for people who cannot see it.")
    street = graphene.String()
    postal_code = graphene.String()
    city = graphene.String()
    latitude = graphene.Float()
    longitude = graphene.Float()
    phone = graphene.String()
    email = graphene.String()
    website = graphene.String()
    packing_minutes = graphene.Int()


class VendorCreateInput(VendorUpdateInput):
    slug = graphene.String(description="Made of the name if left out.")


class VendorOffersInput(graphene.InputObjectType):
    is_published = graphene.Boolean(description="Only the operator may switch it on.")
    sells = graphene.Boolean(description="Only the operator may switch it on.")
    reserves_only = graphene.Boolean()
    offers_collect = graphene.Boolean()
    offers_delivery = graphene.Boolean()


class VendorCreate(BaseMutation):
    """Open a shop: hidden, not selling, with a stock room of its own. For the operator."""

    class Arguments:
        input = VendorCreateInput(required=True)

    vendor = graphene.Field(VendorType)

    @classmethod
    def perform(cls, info: Any, *, input: dict[str, Any]) -> "VendorCreate":
        if not has_role(person_of(info.context), "operator"):
            raise PermissionRefused(_("Läden legt der Kümmerer an."))
        slug, profile = input.get("slug") or "", {name: input[name] for name in input if name != "slug"}
        return cls(vendor=open_vendor(slug=slug, profile=profile))


class VendorUpdate(BaseMutation):
    """Change the profile. For the shop's staff and the operator."""

    class Arguments:
        id = graphene.ID(required=True)
        input = VendorUpdateInput(required=True)

    vendor = graphene.Field(VendorType)

    @classmethod
    def perform(cls, info: Any, *, id: str, input: dict[str, Any]) -> "VendorUpdate":
        vendor = vendor_for(person_of(info.context), id)
        return cls(vendor=update_profile(vendor=vendor, changes=dict(input)))


class VendorOffersUpdate(BaseMutation):
    """Change what the shop does on the market. For its owners and the operator."""

    class Arguments:
        id = graphene.ID(required=True)
        input = VendorOffersInput(required=True)

    vendor = graphene.Field(VendorType)

    @classmethod
    def perform(cls, info: Any, *, id: str, input: dict[str, Any]) -> "VendorOffersUpdate":
        person = person_of(info.context)
        vendor = vendor_for(person, id)
        if not is_owner(person, vendor):
            raise NotFound("id")
        approved = has_role(person, "operator")
        return cls(vendor=set_offers(vendor=vendor, changes=dict(input), approved=approved))


class VendorPictureUpdate(BaseMutation):
    """Replace the shop's picture (JPEG, PNG or WebP up to 10 MB). For its staff and the operator."""

    class Arguments:
        id = graphene.ID(required=True)
        picture = Upload(required=True)
        alt = graphene.String(default_value="")

    vendor = graphene.Field(VendorType)

    @classmethod
    def perform(cls, info: Any, *, id: str, picture: Any, alt: str) -> "VendorPictureUpdate":
        vendor = vendor_for(person_of(info.context), id)
        return cls(vendor=set_picture(vendor=vendor, file=picture, alt=alt))


class VendorPictureDelete(BaseMutation):
    """Go back to the drawing of the trade."""

    class Arguments:
        id = graphene.ID(required=True)

    vendor = graphene.Field(VendorType)

    @classmethod
    def perform(cls, info: Any, *, id: str) -> "VendorPictureDelete":
        return cls(vendor=remove_picture(vendor=vendor_for(person_of(info.context), id)))
