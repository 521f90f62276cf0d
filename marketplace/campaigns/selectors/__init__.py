"""Reads of campaigns."""

from marketplace.campaigns.selectors.campaigns import (
    campaign_by_slug,
    campaign_for,
    campaigns_by_state,
    campaigns_in,
    campaigns_open_to,
    goods_of,
    goods_of_many,
    is_editor,
    on_start_page,
    running,
    shops_of,
    shops_of_many,
)
from marketplace.campaigns.selectors.figures import CampaignFigures, campaign_figures

__all__ = [
    "CampaignFigures",
    "campaign_by_slug",
    "campaign_figures",
    "campaign_for",
    "campaigns_by_state",
    "campaigns_in",
    "campaigns_open_to",
    "goods_of",
    "goods_of_many",
    "is_editor",
    "on_start_page",
    "running",
    "shops_of",
    "shops_of_many",
]
