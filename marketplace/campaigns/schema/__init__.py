"""GraphQL of campaigns."""

from marketplace.campaigns.schema.mutations import (
    CampaignCreate,
    CampaignEnd,
    CampaignPictureDelete,
    CampaignPictureUpdate,
    CampaignUpdate,
)
from marketplace.campaigns.schema.queries import Query

__all__ = ["Mutation", "Query"]


class Mutation:
    campaign_create = CampaignCreate.Field()
    campaign_update = CampaignUpdate.Field()
    campaign_end = CampaignEnd.Field()
    campaign_picture_update = CampaignPictureUpdate.Field()
    campaign_picture_delete = CampaignPictureDelete.Field()
