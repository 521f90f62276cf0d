"""A campaign as everybody may see it, and its figures for those who plan it."""

from collections.abc import Sequence
from typing import Any

import graphene

from marketplace.accounts.selectors import person_of
from marketplace.campaigns.models import Campaign
from marketplace.campaigns.rules import State
from marketplace.campaigns.selectors import (
    CampaignFigures,
    campaign_figures,
    goods_of_many,
    is_editor,
    shops_of_many,
)
from marketplace.catalogue.schema.objects import ListingType
from marketplace.graphql.batches import batched
from marketplace.graphql.connections import connection
from marketplace.graphql.ids import global_id
from marketplace.graphql.scalars import DateTime, Decimal
from marketplace.vendors.schema.enums import VendorTradeEnum
from marketplace.vendors.schema.objects import VendorType

CampaignStateEnum = graphene.Enum.from_enum(
    State, name="CampaignStateEnum", description="Follows from the clock; a draft stays one until it is published."
)


class CampaignPictureType(graphene.ObjectType):
    class Meta:
        name = "CampaignPicture"

    url = graphene.String(required=True)
    alt = graphene.String(required=True)


class CampaignFiguresType(graphene.ObjectType):
    """From the campaign's start to its end, or to now. Nobody is followed for it."""

    class Meta:
        name = "CampaignFigures"

    views = graphene.Int(required=True)
    orders = graphene.Int(required=True, description="Orders at shops with goods of the campaign, without cancelled.")
    pieces = graphene.Int(required=True)
    revenue = Decimal(required=True, description="Gross, of the campaign's goods alone.")


@batched
def _goods(roots: Sequence[Campaign], _info: Any) -> list[Any]:
    found = goods_of_many(roots)
    return [found.get(root.pk, []) for root in roots]


@batched
def _shops(roots: Sequence[Campaign], _info: Any) -> list[Any]:
    found = shops_of_many(roots)
    return [found.get(root.pk, []) for root in roots]


class CampaignType(graphene.ObjectType):
    """Something that Stadtmarketing shows for a time."""

    class Meta:
        name = "Campaign"

    id = graphene.ID(required=True)
    slug = graphene.String(required=True)
    title = graphene.String(required=True)
    teaser = graphene.String(required=True)
    body = graphene.String(required=True, description="Plain text, paragraphs separated by blank lines.")
    starts = DateTime(required=True)
    ends = DateTime(required=True, description="Not included.")
    state = graphene.Field(CampaignStateEnum, required=True)
    start_place = graphene.Int(required=True, description="Place on the start page, 1 is the first; 0 keeps it off.")
    motif = graphene.Field(VendorTradeEnum, required=True, description="Drawing that stands for a missing picture.")
    picture = graphene.Field(CampaignPictureType)
    listings = graphene.List(
        graphene.NonNull(ListingType), required=True, description="Chosen goods, as far as public."
    )
    vendors = graphene.List(graphene.NonNull(VendorType), required=True, description="Chosen shops that are public.")
    figures = graphene.Field(CampaignFiguresType, description="For Stadtmarketing and the operator, else null.")

    resolve_listings = _goods
    resolve_vendors = _shops

    @staticmethod
    def resolve_id(root: Campaign, _info: Any) -> str:
        return global_id("Campaign", root.pk)

    @staticmethod
    def resolve_state(root: Campaign, info: Any) -> State:
        return root.state_at(info.context.now)

    @staticmethod
    def resolve_picture(root: Campaign, _info: Any) -> dict[str, str] | None:
        return {"url": root.picture.url, "alt": root.picture_alt} if root.picture else None

    @staticmethod
    def resolve_figures(root: Campaign, info: Any) -> CampaignFigures | None:
        if not is_editor(person_of(info.context)):
            return None
        return campaign_figures(root, now=info.context.now)


CampaignConnection = connection(CampaignType)
