"""Plan, change and end a campaign."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.campaigns.models import Campaign, CampaignListing, CampaignVendor
from marketplace.campaigns.rules import MOST_GOODS, MOST_SHOPS, period_refusal
from marketplace.catalogue.selectors.listings import public_listings
from marketplace.errors import DomainError
from marketplace.vendors.rules.search import folded
from marketplace.vendors.selectors import public_vendors
from marketplace.vendors.services.changes import apply, refuse_invalid

FIELDS = frozenset(
    {"slug", "title", "teaser", "body", "starts", "ends", "is_draft", "start_place", "motif", "picture_alt"}
)
LABELS = {
    "slug": gettext_lazy("Kurzname in der Adresse"),
    "title": gettext_lazy("Titel"),
    "teaser": gettext_lazy("Kurztext"),
    "body": gettext_lazy("Text"),
    "starts": gettext_lazy("Beginn"),
    "ends": gettext_lazy("Ende"),
    "start_place": gettext_lazy("Platz auf der Startseite"),
    "motif": gettext_lazy("Zeichnung"),
    "picture_alt": gettext_lazy("Bildbeschreibung"),
}


@transaction.atomic
def create_campaign(
    *, fields: Mapping[str, Any], listing_pks: Sequence[int] = (), vendor_pks: Sequence[int] = (), now: datetime
) -> Campaign:
    """A new campaign with fields of `FIELDS` and chosen goods and shops; a draft unless `is_draft` is False.

    Raises DomainError REQUIRED, TOO_LONG, UNIQUE, INVALID, PERIOD_EMPTY, PERIOD_TOO_LONG, PERIOD_PAST, UNKNOWN_LISTING,
    UNKNOWN_VENDOR, TOO_MANY or INCOMPLETE with the field.
    """
    campaign = Campaign(slug=_free_slug(str(fields.get("title") or "")))
    apply(campaign, fields, allowed=FIELDS, labels=LABELS)
    refuse_invalid(campaign, ("title", "starts", "ends"), labels=LABELS)
    refuse_invalid(campaign, ("slug",), labels=LABELS)
    _check_period(campaign, now=now)
    campaign.save()
    _choose(campaign, listing_pks, vendor_pks)
    _refuse_incomplete(campaign)
    return campaign


@transaction.atomic
def update_campaign(
    *,
    campaign: Campaign,
    changes: Mapping[str, Any],
    listing_pks: Sequence[int] | None = None,
    vendor_pks: Sequence[int] | None = None,
    now: datetime,
) -> Campaign:
    """Change fields; `listing_pks` and `vendor_pks` replace the choice, None leaves it. Raises as `create_campaign`."""
    locked = Campaign.objects.select_for_update().get(pk=campaign.pk)
    apply(locked, changes, allowed=FIELDS, labels=LABELS)
    if {"starts", "ends", "is_draft"} & set(changes):
        _check_period(locked, now=now)
    locked.save()
    _choose(locked, listing_pks, vendor_pks)
    _refuse_incomplete(locked)
    return locked


@transaction.atomic
def end_campaign(*, campaign: Campaign, now: datetime) -> Campaign:
    """End a running campaign at once. Raises DomainError NOT_RUNNING."""
    locked = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if locked.is_draft or not locked.starts < now < locked.ends:
        raise DomainError("NOT_RUNNING", _("Diese Aktion läuft gerade nicht."))
    locked.ends = now
    locked.save(update_fields=["ends", "updated"])
    return locked


def _check_period(campaign: Campaign, *, now: datetime) -> None:
    code = period_refusal(starts=campaign.starts, ends=campaign.ends, now=now, is_draft=campaign.is_draft)
    if code:
        words = {
            "PERIOD_EMPTY": _("Das Ende muss nach dem Beginn liegen."),
            "PERIOD_TOO_LONG": _("Eine Aktion kann höchstens ein Jahr dauern."),
            "PERIOD_PAST": _("Diese Zeit ist schon vorbei."),
        }
        raise DomainError(code, words[code], field="ends")


def _choose(campaign: Campaign, listing_pks: Sequence[int] | None, vendor_pks: Sequence[int] | None) -> None:
    if listing_pks is not None:
        wanted = list(dict.fromkeys(listing_pks))
        _refuse_choice("listings", wanted, set(public_listings().filter(pk__in=wanted).values_list("pk", flat=True)))
        campaign.listings.all().delete()
        CampaignListing.objects.bulk_create(
            CampaignListing(campaign=campaign, listing_id=pk, position=number) for number, pk in enumerate(wanted)
        )
    if vendor_pks is not None:
        wanted = list(dict.fromkeys(vendor_pks))
        _refuse_choice("vendors", wanted, set(public_vendors().filter(pk__in=wanted).values_list("pk", flat=True)))
        campaign.vendors.all().delete()
        CampaignVendor.objects.bulk_create(
            CampaignVendor(campaign=campaign, vendor_id=pk, position=number) for number, pk in enumerate(wanted)
        )


def _refuse_choice(field: str, wanted: Sequence[int], known: set[int]) -> None:
    most = MOST_GOODS if field == "listings" else MOST_SHOPS
    if len(wanted) > most:
        raise DomainError("TOO_MANY", _("Bitte wählen Sie höchstens {number}.").format(number=most), field=field)
    if set(wanted) - known:
        code = "UNKNOWN_LISTING" if field == "listings" else "UNKNOWN_VENDOR"
        raise DomainError(code, _("Etwas davon gibt es auf dem Markt nicht mehr. Bitte wählen Sie neu."), field=field)


def _refuse_incomplete(campaign: Campaign) -> None:
    if campaign.is_draft:
        return
    if not campaign.teaser:
        raise DomainError("INCOMPLETE", _("Zum Veröffentlichen fehlt der Kurztext."), field="teaser")
    if not (campaign.listings.exists() or campaign.vendors.exists()):
        raise DomainError("INCOMPLETE", _("Bitte wählen Sie Waren oder Läden für die Aktion."), field="listings")


def _free_slug(title: str) -> str:
    base = slugify(folded(title))[:70].strip("-")
    taken = set(Campaign.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 2))
    return next(slug for slug in numbered if slug not in taken)
