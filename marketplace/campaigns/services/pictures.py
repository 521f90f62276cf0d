"""The picture of a campaign, read and stored anew like those of shops."""

from hashlib import sha256
from typing import BinaryIO

from django.core.files.base import ContentFile
from django.db import transaction

from marketplace.campaigns.models import Campaign
from marketplace.vendors.services.pictures import encoded


def set_picture(*, campaign: Campaign, file: BinaryIO, alt: str = "") -> Campaign:
    """Replace the picture. Raises DomainError PICTURE_TOO_LARGE, PICTURE_UNREADABLE, PICTURE_TOO_SMALL."""
    content = encoded(file)
    with transaction.atomic():
        locked = Campaign.objects.select_for_update().get(pk=campaign.pk)
        old = locked.picture.name
        name = f"{locked.slug}-{sha256(content).hexdigest()[:12]}.webp"
        locked.picture.save(name, ContentFile(content), save=False)
        locked.picture_alt = alt.strip()[:200]
        locked.save(update_fields=["picture", "picture_alt", "updated"])
        _delete_after_commit(locked, old)
    return locked


@transaction.atomic
def remove_picture(*, campaign: Campaign) -> Campaign:
    """Go back to the drawing."""
    locked = Campaign.objects.select_for_update().get(pk=campaign.pk)
    old, locked.picture, locked.picture_alt = locked.picture.name, "", ""
    locked.save(update_fields=["picture", "picture_alt", "updated"])
    _delete_after_commit(locked, old)
    return locked


def _delete_after_commit(campaign: Campaign, name: str | None) -> None:
    if name and name != campaign.picture.name:
        storage = campaign.picture.storage
        transaction.on_commit(lambda: storage.delete(name))
