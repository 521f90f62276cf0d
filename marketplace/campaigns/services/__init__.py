"""What Stadtmarketing can do with campaigns."""

from marketplace.campaigns.services.campaigns import create_campaign, end_campaign, update_campaign
from marketplace.campaigns.services.pictures import remove_picture, set_picture
from marketplace.campaigns.services.views import count_view

__all__ = ["count_view", "create_campaign", "end_campaign", "remove_picture", "set_picture", "update_campaign"]
