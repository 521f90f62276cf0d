"""What one can ask about campaigns."""

from typing import Any

import graphene

from marketplace.accounts.selectors import person_of
from marketplace.campaigns.models import Campaign
from marketplace.campaigns.rules import State
from marketplace.campaigns.schema.objects import CampaignConnection, CampaignStateEnum, CampaignType
from marketplace.campaigns.selectors import campaigns_in, campaigns_open_to
from marketplace.graphql.connections import Page, Slice, connection_field, paginate


class Query:
    campaigns = connection_field(
        CampaignConnection,
        state=CampaignStateEnum(description="Running ones, if left out."),
        description="Plans and drafts are seen by Stadtmarketing and the operator alone.",
    )
    campaign = graphene.Field(CampaignType, slug=graphene.String(required=True))

    @staticmethod
    def resolve_campaigns(_root: None, info: Any, state: State = State.RUNNING, **paging: Any) -> Page:
        rows = campaigns_open_to(person_of(info.context), now=info.context.now)
        rows = campaigns_in(rows, state or State.RUNNING, now=info.context.now)
        return paginate(rows, Slice.of("campaigns", **paging), order=["start_place", "-starts"])

    @staticmethod
    def resolve_campaign(_root: None, info: Any, slug: str) -> Campaign | None:
        if not slug.isprintable():
            return None
        return campaigns_open_to(person_of(info.context), now=info.context.now).filter(slug=slug).first()
