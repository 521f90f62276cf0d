"""Plan, change and end campaigns. For Stadtmarketing and the operator."""

from collections.abc import Iterable
from typing import Any

import graphene
from django.utils.translation import gettext as _

from marketplace.accounts.selectors import person_of
from marketplace.campaigns.schema.objects import CampaignType
from marketplace.campaigns.selectors import campaign_for, is_editor
from marketplace.campaigns.services import (
    create_campaign,
    end_campaign,
    remove_picture,
    set_picture,
    update_campaign,
)
from marketplace.errors import PermissionRefused
from marketplace.graphql.ids import int_pk_of
from marketplace.graphql.mutations import BaseMutation
from marketplace.graphql.scalars import DateTime, Upload
from marketplace.vendors.schema.enums import VendorTradeEnum


class CampaignInput(graphene.InputObjectType):
    slug = graphene.String(description="Made of the title if left out.")
    title = graphene.String()
    teaser = graphene.String()
    body = graphene.String(description="Plain text, paragraphs separated by blank lines.")
    starts = DateTime()
    ends = DateTime(description="Not included.")
    is_draft = graphene.Boolean(description="New campaigns are drafts unless this is false.")
    start_place = graphene.Int(description="Place on the start page, 1 is the first; 0 keeps it off.")
    motif = VendorTradeEnum()
    picture_alt = graphene.String()
    listings = graphene.List(graphene.NonNull(graphene.ID), description="All chosen goods in their order, at most 60.")
    vendors = graphene.List(graphene.NonNull(graphene.ID), description="All chosen shops in their order, at most 30.")


class CampaignCreate(BaseMutation):
    """Plan a campaign."""

    class Arguments:
        input = CampaignInput(required=True)

    campaign = graphene.Field(CampaignType)

    @classmethod
    def perform(cls, info: Any, *, input: dict[str, Any]) -> "CampaignCreate":
        if not is_editor(person_of(info.context)):
            raise PermissionRefused(_("Aktionen plant das Stadtmarketing."))
        fields, listings, vendors = _parts(input)
        made = create_campaign(
            fields=fields, listing_pks=listings or (), vendor_pks=vendors or (), now=info.context.now
        )
        return cls(campaign=made)


class CampaignUpdate(BaseMutation):
    """Change a campaign; chosen goods and shops are replaced as a whole where they are given."""

    class Arguments:
        id = graphene.ID(required=True)
        input = CampaignInput(required=True)

    campaign = graphene.Field(CampaignType)

    @classmethod
    def perform(cls, info: Any, *, id: str, input: dict[str, Any]) -> "CampaignUpdate":
        campaign = campaign_for(person_of(info.context), id)
        fields, listings, vendors = _parts(input)
        changed = update_campaign(
            campaign=campaign, changes=fields, listing_pks=listings, vendor_pks=vendors, now=info.context.now
        )
        return cls(campaign=changed)


class CampaignEnd(BaseMutation):
    """End a running campaign at once."""

    class Arguments:
        id = graphene.ID(required=True)

    campaign = graphene.Field(CampaignType)

    @classmethod
    def perform(cls, info: Any, *, id: str) -> "CampaignEnd":
        return cls(campaign=end_campaign(campaign=campaign_for(person_of(info.context), id), now=info.context.now))


class CampaignPictureUpdate(BaseMutation):
    """Replace the picture (JPEG, PNG or WebP up to 10 MB)."""

    class Arguments:
        id = graphene.ID(required=True)
        picture = Upload(required=True)
        alt = graphene.String(default_value="")

    campaign = graphene.Field(CampaignType)

    @classmethod
    def perform(cls, info: Any, *, id: str, picture: Any, alt: str) -> "CampaignPictureUpdate":
        campaign = campaign_for(person_of(info.context), id)
        return cls(campaign=set_picture(campaign=campaign, file=picture, alt=alt))


class CampaignPictureDelete(BaseMutation):
    """Go back to the drawing."""

    class Arguments:
        id = graphene.ID(required=True)

    campaign = graphene.Field(CampaignType)

    @classmethod
    def perform(cls, info: Any, *, id: str) -> "CampaignPictureDelete":
        return cls(campaign=remove_picture(campaign=campaign_for(person_of(info.context), id)))


def _parts(input: dict[str, Any]) -> tuple[dict[str, Any], list[int] | None, list[int] | None]:
    fields = {name: value for name, value in input.items() if name not in ("listings", "vendors")}
    listings = _pks("Listing", input.get("listings"), "listings")
    return fields, listings, _pks("Vendor", input.get("vendors"), "vendors")


def _pks(type_name: str, ids: Iterable[str] | None, field: str) -> list[int] | None:
    return None if ids is None else [int_pk_of(type_name, each, field=field) for each in ids]
